import { defineRule } from '../rule';
import { problemsOfWebhook } from '../webhook/webhook-problems';

export const refusedByIstio = defineRule({
  code: 'MSH161',
  name: 'refused-by-istio',
  severity: 'error',
  summary: "object that Istio's webhook refuses",
  fix: 'Correct the field as the message says.',
  upstream: ['IST0106'],
  reads: [],
  messages: {
    refused: '{problem}',
  },
  check: (manifests, report) => {
    for (const { manifest, path, problem, isWarning } of problemsOfWebhook(manifests)) {
      if (!isWarning) report(manifest, path, 'refused', { problem });
    }
  },
});
