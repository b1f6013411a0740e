import { defineRule } from '../rule';

export const wrongShape = defineRule({
  code: 'MSH160',
  name: 'wrong-shape',
  severity: 'error',
  summary: 'object that the API server refuses',
  fix: 'Correct the field; the object is left out of everything else that is looked at.',
  upstream: ['IST0106'],
  reads: [],
  messages: {
    misshapen: '{problem}',
  },
  check: (manifests, report) => {
    for (const { why, manifest, problems } of manifests.refused) {
      if (why === 'misshapen') for (const { path, problem } of problems) report(manifest, path, 'misshapen', { problem });
    }
  },
});
