import { backendTlsWithoutService } from '../../../src/analysis/rules/backend-tls-without-service';
import { route } from '../delivery-objects';
import { object, objects, service } from '../objects';
import { ruleTest } from '../rule-test';

const policy = route('BackendTLSPolicy', 'cart', {
  targetRefs: [{ group: '', kind: 'Service', name: 'cart' }], validation: { hostname: 'cart', caCertificateRefs: [{ group: '', kind: 'ConfigMap', name: 'ca' }] },
});
const configMap = (name: string) => object('v1', 'ConfigMap', name, { data: {} });

ruleTest(backendTlsWithoutService, {
  valid: [
    { name: 'both there', objects: objects(policy, service('cart'), configMap('ca')) },
    { name: 'certificates kept elsewhere', objects: objects(policy, service('cart')) },
    { name: 'a namespace that lies outside', objects: objects(policy) },
  ],
  invalid: [
    { name: 'another Service', objects: objects(policy, service('basket')), findings: [{ at: 'BackendTLSPolicy shop/cart spec.targetRefs[0].name', message: 'service', data: { name: 'cart', namespace: 'shop' } }] },
    {
      name: 'another ConfigMap',
      objects: objects(policy, service('cart'), configMap('roots')),
      findings: [{ at: 'BackendTLSPolicy shop/cart spec.validation.caCertificateRefs[0].name', message: 'certificate', data: { name: 'ca', namespace: 'shop' } }],
    },
  ],
});
