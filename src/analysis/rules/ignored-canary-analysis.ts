import { canariesOf } from '../../manifests/flagger';
import { defineRule } from '../rule';

export const ignoredCanaryAnalysis = defineRule({
  code: 'MSH321',
  name: 'ignored-canary-analysis',
  severity: 'error',
  summary: 'canaryAnalysis beside analysis',
  fix: 'Remove `canaryAnalysis`, after moving what matters to `analysis`.',
  reads: ['flagger.app/Canary'],
  messages: {
    ignored: 'analysis is there, too, and it alone counts: the API server no longer knows this field, and refuses or drops it',
  },
  check: (manifests, report) => {
    for (const { manifest } of canariesOf(manifests)) {
      if (manifest.spec.analysis !== undefined && manifest.spec.canaryAnalysis !== undefined) report(manifest, 'spec.canaryAnalysis', 'ignored');
    }
  },
});
