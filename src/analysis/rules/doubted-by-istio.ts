import { defineRule } from '../rule';
import { problemsOfWebhook } from '../webhook/webhook-problems';

export const doubtedByIstio = defineRule({
  code: 'MSH162',
  name: 'doubted-by-istio',
  severity: 'warning',
  summary: "object that Istio's webhook warns of",
  fix: 'Correct the field as the message says.',
  upstream: ['IST0133'],
  reads: [],
  messages: {
    doubted: '{problem}',
  },
  check: (manifests, report) => {
    for (const { manifest, path, problem, isWarning } of problemsOfWebhook(manifests)) {
      if (isWarning) report(manifest, path, 'doubted', { problem });
    }
  },
});
