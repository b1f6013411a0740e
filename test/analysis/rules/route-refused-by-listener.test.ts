import { routeRefusedByListener } from '../../../src/analysis/rules/route-refused-by-listener';
import { apiGateway, httpRoute, listener, route } from '../delivery-objects';
import { namespace, objects } from '../objects';
import { ruleTest } from '../rule-test';

const below = (more: object = {}, name = 'cart') => httpRoute(name, { parentRefs: [{ name: 'edge', namespace: 'shop' }], ...more });
const allowing = (namespaces: object) => apiGateway('edge', [listener({ allowedRoutes: { namespaces } })]);

ruleTest(routeRefusedByListener, {
  valid: [
    { name: 'its own namespace', objects: objects(apiGateway('edge'), below()) },
    { name: 'all namespaces', objects: objects(allowing({ from: 'All' }), below({}, 'depot/cart')) },
    { name: 'labels of the namespace', objects: objects(allowing({ from: 'Selector', selector: { matchLabels: { edge: 'yes' } } }), namespace('depot', { edge: 'yes' }), below({}, 'depot/cart')) },
    { name: 'a namespace of which nothing is known', objects: objects(allowing({ from: 'Selector', selector: { matchLabels: { edge: 'yes' } } }), below({}, 'depot/cart')) },
    { name: 'one of several listeners', objects: objects(apiGateway('edge', [listener({ name: 'tcp', protocol: 'TCP' }), listener()]), below()) },
    { name: 'a host of a wildcard', objects: objects(apiGateway('edge', [listener({ hostname: '*.example.com' })]), below({ hostnames: ['shop.example.com'] })) },
    { name: 'any host', objects: objects(apiGateway('edge', [listener({ hostname: 'shop.example.com' })]), below()) },
    { name: 'TCP below TLS that ends there', objects: objects(apiGateway('edge', [listener({ protocol: 'TLS', tls: { mode: 'Terminate' } })]), route('TCPRoute', 'db', { parentRefs: [{ name: 'edge' }] })) },
  ],
  invalid: [
    {
      name: 'another kind',
      objects: objects(apiGateway('edge', [listener({ protocol: 'TLS' })]), below()),
      findings: [{ at: 'HTTPRoute shop/cart spec.parentRefs[0]', message: 'kind', data: { gateway: 'edge', kind: 'HTTPRoute', namespace: 'shop' } }],
    },
    {
      name: 'a kind that is not listed',
      objects: objects(apiGateway('edge', [listener({ allowedRoutes: { kinds: [{ kind: 'GRPCRoute' }] } })]), below()),
      findings: [{ at: 'HTTPRoute shop/cart spec.parentRefs[0]', message: 'kind' }],
    },
    {
      name: 'another namespace',
      objects: objects(apiGateway('edge'), below({}, 'depot/cart')),
      findings: [{ at: 'HTTPRoute depot/cart spec.parentRefs[0]', message: 'namespace', data: { gateway: 'edge', kind: 'HTTPRoute', namespace: 'depot' } }],
    },
    {
      name: 'a namespace with other labels',
      objects: objects(allowing({ from: 'Selector', selector: { matchLabels: { edge: 'yes' } } }), namespace('depot'), below({}, 'depot/cart')),
      findings: [{ at: 'HTTPRoute depot/cart spec.parentRefs[0]', message: 'namespace' }],
    },
    {
      name: 'another host',
      objects: objects(apiGateway('edge', [listener({ hostname: '*.example.com' })]), below({ hostnames: ['shop.example.org'] })),
      findings: [{ at: 'HTTPRoute shop/cart spec.parentRefs[0]', message: 'host' }],
    },
  ],
});
