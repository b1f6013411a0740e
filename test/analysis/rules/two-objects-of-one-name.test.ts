import { twoObjectsOfOneName } from '../../../src/analysis/rules/two-objects-of-one-name';
import { ruleTest } from '../rule-test';

const policy = (name: string, namespace = 'shop', group = 'security.istio.io') => `
apiVersion: ${group}/v1
kind: AuthorizationPolicy
metadata: { name: ${name}, namespace: ${namespace} }
`;

ruleTest(twoObjectsOfOneName, {
  valid: [
    { name: 'other names, namespaces and groups', objects: [policy('a'), policy('b'), policy('a', 'other'), policy('a', 'shop', 'example.com')].join('---') },
    { name: 'names that Kubernetes makes', objects: 'apiVersion: batch/v1\nkind: Job\nmetadata: { generateName: a- }\n---\napiVersion: batch/v1\nkind: Job\nmetadata: { generateName: a- }' },
  ],
  invalid: [
    {
      name: 'three of one name, one of them in another version',
      objects: [policy('a'), policy('a').replace('/v1', '/v1beta1'), policy('a')].join('---'),
      findings: [{ at: 'AuthorizationPolicy shop/a', message: 'twice', data: { title: 'AuthorizationPolicy shop/a', count: 3 } }],
    },
    {
      name: 'the default namespace, named and not named',
      objects: `${policy('a', 'default')}---${policy('a').replace(', namespace: shop', '')}`,
      findings: [{ at: 'AuthorizationPolicy default/a', message: 'twice', data: { title: 'AuthorizationPolicy default/a', count: 2 } }],
    },
  ],
});
