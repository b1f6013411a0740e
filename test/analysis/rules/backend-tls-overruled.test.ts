import { backendTlsOverruled } from '../../../src/analysis/rules/backend-tls-overruled';
import { route } from '../delivery-objects';
import { destinationRule, objects } from '../objects';
import { ruleTest } from '../rule-test';

const policy = route('BackendTLSPolicy', 'cart', { targetRefs: [{ group: '', kind: 'Service', name: 'cart' }], validation: { hostname: 'cart', wellKnownCACertificates: 'System' } });

ruleTest(backendTlsOverruled, {
  valid: [
    { name: 'a DestinationRule about something else', objects: objects(policy, destinationRule('cart', { host: 'cart', trafficPolicy: { outlierDetection: {} } })) },
    { name: 'of another host', objects: objects(policy, destinationRule('depot/cart', { host: 'cart', trafficPolicy: { tls: { mode: 'SIMPLE' } } })) },
    { name: 'of another kind', objects: objects(route('BackendTLSPolicy', 'cart', { targetRefs: [{ group: 'example.com', kind: 'Backend', name: 'cart' }] }), destinationRule('cart', { host: 'cart', trafficPolicy: { tls: {} } })) },
  ],
  invalid: [
    {
      name: 'both',
      objects: objects(policy, destinationRule('cart', { host: 'cart', trafficPolicy: { tls: { mode: 'SIMPLE' } } })),
      findings: [{ at: 'BackendTLSPolicy shop/cart spec.targetRefs[0]', message: 'overruled', data: { rule: 'shop/cart', host: 'cart.shop.svc.cluster.local' } }],
    },
  ],
});
