import { anyPublicAuthority } from '../../../src/analysis/rules/any-public-authority';
import { destinationRule, objects } from '../objects';
import { ruleTest } from '../rule-test';

const speaking = (tls: object, more: object = {}) => objects(destinationRule('api', { host: 'api.example.com', trafficPolicy: { tls }, ...more }));

ruleTest(anyPublicAuthority, {
  valid: [
    { name: 'an authority', objects: speaking({ mode: 'SIMPLE', caCertificates: '/etc/ssl/ca.pem' }) },
    { name: 'the mesh itself', objects: speaking({ mode: 'ISTIO_MUTUAL' }) },
    { name: 'a Secret of selected pods', objects: speaking({ mode: 'MUTUAL', credentialName: 'api' }, { workloadSelector: { matchLabels: { app: 'cart' } } }) },
  ],
  invalid: [
    {
      name: 'none',
      objects: speaking({ mode: 'SIMPLE' }),
      findings: [{ at: 'DestinationRule shop/api spec.trafficPolicy.tls', message: 'any', data: { host: 'api.example.com' } }],
    },
    { name: 'a Secret of no pods', objects: speaking({ mode: 'MUTUAL', credentialName: 'api' }), findings: [{ at: 'DestinationRule shop/api spec.trafficPolicy.tls', message: 'any' }] },
    {
      name: 'at a port',
      objects: objects(destinationRule('api', { host: 'api.example.com', trafficPolicy: { portLevelSettings: [{ port: { number: 443 }, tls: { mode: 'SIMPLE' } }] } })),
      findings: [{ at: 'DestinationRule shop/api spec.trafficPolicy.portLevelSettings[0].tls', message: 'any' }],
    },
  ],
});
