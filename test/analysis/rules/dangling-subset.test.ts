import { danglingSubset } from '../../../src/analysis/rules/dangling-subset';
import { objects, service } from '../objects';
import { ruleTest } from '../rule-test';

const routeTo = (host: string, subset: string) => `
apiVersion: networking.istio.io/v1
kind: VirtualService
metadata: { name: reviews, namespace: shop }
spec:
  hosts: [${host}]
  http: [{ route: [{ destination: { host: ${host}, subset: ${subset} } }] }]
`;
const ruleOf = (host: string, subset: string, namespace = 'shop') => `---
apiVersion: networking.istio.io/v1
kind: DestinationRule
metadata: { name: reviews, namespace: ${namespace} }
spec:
  host: ${host}
  subsets: [{ name: ${subset}, labels: { version: ${subset} } }]
`;

ruleTest(danglingSubset, {
  valid: [
    { name: 'the subset is defined', objects: routeTo('reviews.shop.svc.cluster.local', 'v1') + ruleOf('reviews.shop.svc.cluster.local', 'v1') },
    { name: 'one of them says the short name', objects: routeTo('reviews', 'v1') + ruleOf('reviews.shop.svc.cluster.local', 'v1') },
    { name: 'a host of a namespace that is not known', objects: routeTo('reviews.far.svc.cluster.local', 'v1') + ruleOf('other', 'v1') },
    { name: 'no subset is asked for', objects: routeTo('reviews', '""').replace(/, subset: ""/, '') },
  ],
  invalid: [
    {
      name: 'another subset is defined',
      objects: routeTo('reviews', 'v2') + ruleOf('reviews', 'v1'),
      findings: [{ at: 'VirtualService shop/reviews spec.http[0].route[0].destination.subset', message: 'unknown', data: { subset: 'v2', host: 'reviews.shop.svc.cluster.local' } }],
    },
    {
      name: 'the short name means a host of another namespace',
      objects: `${routeTo('reviews', 'v1') + ruleOf('reviews', 'v1', 'other')}---\n${objects(service('reviews'))}`,
      findings: [{ at: 'VirtualService shop/reviews spec.http[0].route[0].destination.subset', message: 'unknown' }],
    },
  ],
});
