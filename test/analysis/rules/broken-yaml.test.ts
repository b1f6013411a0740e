import { brokenYaml } from '../../../src/analysis/rules/broken-yaml';
import { ruleTest } from '../rule-test';

ruleTest(brokenYaml, {
  valid: [
    { name: 'several documents, comments and nothing', judged: true, objects: '# a\n---\n---\napiVersion: v1\nkind: Namespace\nmetadata: { name: a }\n...\n' },
  ],
  invalid: [
    {
      name: 'a bracket that is never closed, between documents that are read',
      judged: true,
      objects: 'apiVersion: v1\nkind: Namespace\nmetadata: { name: a }\n---\na: [b\n---\napiVersion: v1\nkind: Namespace\nmetadata: { name: b }',
      findings: [{ at: 'document input:6', message: 'broken', data: { problem: 'deficient indentation' } }],
    },
    {
      name: 'a name that contains itself',
      judged: true,
      objects: 'a: &a\n  b: *a',
      findings: [{ at: 'document input:2', message: 'broken', data: { problem: 'a contains itself' } }],
    },
  ],
});
