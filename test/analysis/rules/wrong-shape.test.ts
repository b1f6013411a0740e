import { wrongShape } from '../../../src/analysis/rules/wrong-shape';
import { ruleTest } from '../rule-test';

const service = (spec: string) => `apiVersion: v1\nkind: Service\nmetadata: { name: a, namespace: shop }\nspec: ${spec}`;

ruleTest(wrongShape, {
  valid: [
    { name: 'what is right', judged: true, objects: service('{ selector: { app: a }, ports: [{ port: 80 }], clusterIP: null }') },
    { name: 'a field of a later Kubernetes', judged: true, objects: service('{ ports: [{ port: 80 }], unheardOf: true }') },
    { name: 'a kind that nobody knows', judged: true, objects: 'apiVersion: example.com/v1\nkind: Thing\nmetadata: { name: a }\nspec: 5' },
  ],
  invalid: [
    {
      name: 'two faults of a Service',
      judged: true,
      objects: service('{ selector: [app], ports: [{ port: "80" }] }'),
      findings: [
        { at: 'Service shop/a spec.ports[0].port', message: 'misshapen', data: { problem: 'must be a whole number, not "80"' } },
        { at: 'Service shop/a spec.selector', message: 'misshapen', data: { problem: 'must be a map, not ["app"]' } },
      ],
    },
    {
      name: 'a rule of the schema, in an older version',
      judged: true,
      objects: 'apiVersion: networking.istio.io/v1beta1\nkind: Sidecar\nmetadata: { name: a }\nspec:\n  ingress: [{ port: { number: 80, name: http, protocol: HTTP }, connectionPool: { tcp: { connectTimeout: 1us } } }]',
      findings: [{ at: 'Sidecar default/a spec.ingress[0].connectionPool.tcp.connectTimeout', message: 'misshapen', data: { problem: '"1us" is no duration from 1 ms up' } }],
    },
    {
      name: 'metadata of a kind that nobody knows',
      judged: true,
      objects: 'apiVersion: example.com/v1\nkind: Thing\nmetadata: { name: a, labels: { a: 1 } }',
      findings: [{ at: 'Thing default/a metadata.labels.a', message: 'misshapen', data: { problem: 'must be a text, not 1' } }],
    },
  ],
});
