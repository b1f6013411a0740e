import { defineRule } from '../rule';

export const brokenYaml = defineRule({
  code: 'MSH150',
  name: 'broken-yaml',
  severity: 'error',
  summary: 'text that is not YAML',
  fix: 'Correct the text at that line; nothing of its document was read.',
  reads: [],
  messages: {
    broken: '{problem}',
  },
  check: (manifests, report) => {
    for (const { why, manifest, problems } of manifests.refused) {
      if (why === 'broken') for (const { path, problem } of problems) report(manifest, path, 'broken', { problem });
    }
  },
});
