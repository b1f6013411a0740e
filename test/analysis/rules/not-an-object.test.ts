import { notAnObject } from '../../../src/analysis/rules/not-an-object';
import { ruleTest } from '../rule-test';

ruleTest(notAnObject, {
  valid: [
    { name: 'a kind that nobody knows', judged: true, objects: 'apiVersion: example.com/v1\nkind: Thing\nmetadata: { name: a }' },
    { name: 'a list of objects', judged: true, objects: 'apiVersion: v1\nkind: List\nitems:\n- apiVersion: v1\n  kind: Namespace\n  metadata: { name: a }' },
    { name: 'an empty list', judged: true, objects: 'apiVersion: v1\nkind: List\nitems: []' },
  ],
  invalid: [
    {
      name: 'no kind',
      judged: true,
      objects: '\nreplicas: 3',
      findings: [{ at: 'document input:2', message: 'strange', data: { problem: 'has no apiVersion and kind' } }],
    },
    {
      name: 'a text, and a kind that is a number',
      judged: true,
      objects: 'hello\n---\napiVersion: v1\nkind: 5\nmetadata: { name: a }',
      findings: [
        { at: 'document a', message: 'strange', data: { problem: 'has no apiVersion and kind' } },
        { at: 'document input:1', message: 'strange', data: { problem: 'is no object of Kubernetes' } },
      ],
    },
    {
      name: 'something else in a list',
      judged: true,
      objects: 'apiVersion: v1\nkind: List\nitems: [5]',
      findings: [{ at: 'document input:1', message: 'strange', data: { problem: 'is no object of Kubernetes' } }],
    },
  ],
});
