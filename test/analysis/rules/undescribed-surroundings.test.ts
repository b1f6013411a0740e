import { undescribedSurroundings } from '../../../src/analysis/rules/undescribed-surroundings';
import { ruleTest } from '../rule-test';

const route = (name: string, host: string, gateways = '[mesh]') => `
apiVersion: networking.istio.io/v1
kind: VirtualService
metadata: { name: ${name}, namespace: shop }
spec: { hosts: [${name}.example.com], gateways: ${gateways}, http: [{ route: [{ destination: { host: ${host} } }] }] }
`;
const SERVICE = '\napiVersion: v1\nkind: Service\nmetadata: { name: orders, namespace: shop }\nspec: { ports: [{ port: 80 }] }\n';
const OF_OTHERS = 'bank.other.svc.cluster.local';

ruleTest(undescribedSurroundings, {
  valid: [
    { name: 'a Service that is there, and one that is not where its namespace is known', objects: [SERVICE, route('a', 'orders'), route('b', 'missing')].join('---') },
    { name: 'a described host', objects: route('a', OF_OTHERS), surroundings: { hosts: ['*.other.svc.cluster.local'] } },
    { name: 'all is here', objects: route('a', OF_OTHERS, '[edge/gateway]'), surroundings: { complete: true } },
    { name: 'a described gateway by the other ways to name it', objects: [SERVICE, route('a', 'orders', '[./gateway, gateway.edge.svc.cluster.local]')].join('---'), surroundings: { gateways: ['edge/gateway', 'shop/gateway'] } },
    { name: 'a described gateway', objects: [SERVICE, route('a', 'orders', '[edge/gateway]')].join('---'), surroundings: { gateways: ['edge/gateway'] } },
  ],
  invalid: [
    {
      name: 'a namespace, once for all of its hosts',
      objects: [route('b', 'shops.other.svc.cluster.local'), route('a', OF_OTHERS)].join('---'),
      findings: [{ at: 'VirtualService shop/a spec.http[0].route[0].destination.host', message: 'namespace', data: { namespace: 'other', host: OF_OTHERS, count: 2 } }],
    },
    {
      name: 'a host outside of the cluster',
      objects: route('a', 'bank.example.com'),
      findings: [{ at: 'VirtualService shop/a spec.http[0].route[0].destination.host', message: 'host', data: { host: 'bank.example.com', count: 1 } }],
    },
    {
      name: 'a gateway of another namespace',
      objects: [SERVICE, route('a', 'orders', '[edge/gateway]')].join('---'),
      findings: [{ at: 'VirtualService shop/a spec.gateways[0]', message: 'gateway', data: { gateway: 'edge/gateway', count: 1 } }],
    },
  ],
});
