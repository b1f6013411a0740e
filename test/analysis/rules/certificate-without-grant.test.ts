import { certificateWithoutGrant } from '../../../src/analysis/rules/certificate-without-grant';
import { apiGateway, grant, listener } from '../delivery-objects';
import { namespace, objects } from '../objects';
import { ruleTest } from '../rule-test';

const https = apiGateway('edge', [listener(), listener({ name: 'https', port: 443, protocol: 'HTTPS', tls: { certificateRefs: [{ name: 'shop-tls', namespace: 'certs' }] } })]);
const from = { group: 'gateway.networking.k8s.io', kind: 'Gateway', namespace: 'shop' };

ruleTest(certificateWithoutGrant, {
  valid: [
    { name: 'granted', objects: objects(https, namespace('certs'), grant('certs/edge', from, { group: '', kind: 'Secret', name: 'shop-tls' })) },
    { name: 'a namespace that lies outside', objects: objects(https) },
  ],
  invalid: [
    {
      name: 'not granted',
      objects: objects(https, namespace('certs')),
      findings: [{ at: 'Gateway shop/edge spec.listeners[1].tls.certificateRefs[0].namespace', message: 'refused', data: { namespace: 'certs', name: 'shop-tls', from: 'shop' } }],
    },
    {
      name: 'granted to another kind',
      objects: objects(https, namespace('certs'), grant('certs/edge', { ...from, kind: 'HTTPRoute' }, { group: '', kind: 'Secret' })),
      findings: [{ at: 'Gateway shop/edge spec.listeners[1].tls.certificateRefs[0].namespace', message: 'refused' }],
    },
  ],
});
