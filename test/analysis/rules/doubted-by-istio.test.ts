import { doubtedByIstio } from '../../../src/analysis/rules/doubted-by-istio';
import { ruleTest } from '../rule-test';

const policy = (ports: string) => `apiVersion: security.istio.io/v1\nkind: AuthorizationPolicy\nmetadata: { name: a, namespace: shop }\nspec: { action: DENY, rules: [{ to: [{ operation: { methods: [GET]${ports} } }] }] }`;

ruleTest(doubtedByIstio, {
  valid: [
    { name: 'pods that are known, whose ports decide', objects: `${policy('')}\n---\napiVersion: apps/v1\nkind: Deployment\nmetadata: { name: a, namespace: shop }\nspec: { template: { spec: { containers: [] } } }` },
    { name: 'a port is named', objects: policy(', ports: ["80"]') },
    {
      name: 'a route that is never reached, of which a rule of its own speaks',
      objects: 'apiVersion: networking.istio.io/v1\nkind: VirtualService\nmetadata: { name: a }\nspec: { hosts: [a.b], http: [{ route: [{ destination: { host: a.b } }] }, { route: [{ destination: { host: a.b } }] }] }',
    },
  ],
  invalid: [
    {
      name: 'methods of what may be no HTTP',
      objects: policy(''),
      findings: [{ at: 'AuthorizationPolicy shop/a spec.rules[0]', message: 'doubted', data: { problem: 'denies all TCP: name a port' } }],
    },
  ],
});
