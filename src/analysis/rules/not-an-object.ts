import { defineRule } from '../rule';

export const notAnObject = defineRule({
  code: 'MSH151',
  name: 'not-an-object',
  severity: 'error',
  summary: 'document that is no object of Kubernetes',
  fix: 'Give it apiVersion and kind, or leave the file out.',
  reads: [],
  messages: {
    strange: 'the document {problem}',
  },
  check: (manifests, report) => {
    for (const { why, manifest, problems } of manifests.refused) {
      if (why === 'strange') for (const { path, problem } of problems) report(manifest, path, 'strange', { problem });
    }
  },
});
