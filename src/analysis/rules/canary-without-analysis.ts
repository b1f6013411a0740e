import { canariesOf } from '../../manifests/flagger';
import { defineRule } from '../rule';

export const canaryWithoutAnalysis = defineRule({
  code: 'MSH320',
  name: 'canary-without-analysis',
  severity: 'error',
  summary: 'Canary of Flagger without an analysis',
  fix: 'Say under `spec.analysis` how a release is judged.',
  reads: ['flagger.app/Canary'],
  messages: {
    missing: 'nothing says how a release is judged: the API server refuses the Canary, and Flagger would stop working at the sight of it',
    old: 'only the old canaryAnalysis says how a release is judged: the API server asks for analysis',
  },
  check: (manifests, report) => {
    for (const { manifest } of canariesOf(manifests)) {
      const { analysis, canaryAnalysis } = manifest.spec;
      if (analysis === undefined) report(manifest, canaryAnalysis === undefined ? 'spec' : 'spec.canaryAnalysis', canaryAnalysis === undefined ? 'missing' : 'old');
    }
  },
});
