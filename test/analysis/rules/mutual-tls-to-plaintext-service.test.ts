import { mutualTlsToPlaintextService } from '../../../src/analysis/rules/mutual-tls-to-plaintext-service';
import { deployment, destinationRule, objects, peerAuthentication, service } from '../objects';
import { ruleTest } from '../rule-test';

const HOST = 'reviews.shop.svc.cluster.local';
const pods = [service('reviews'), deployment('reviews')];
const rule = (mode: string) => destinationRule('reviews', { host: HOST, trafficPolicy: { tls: { mode } } });
const mode = (name: string, one: string) => peerAuthentication(name, { mtls: { mode: one } });

ruleTest(mutualTlsToPlaintextService, {
  valid: [
    { name: 'pods that demand it', objects: objects(rule('ISTIO_MUTUAL'), mode('default', 'STRICT'), ...pods) },
    { name: 'plaintext', objects: objects(rule('DISABLE'), mode('default', 'DISABLE'), ...pods) },
    { name: 'a policy of another namespace', objects: objects(rule('ISTIO_MUTUAL'), mode('web/default', 'DISABLE'), ...pods) },
  ],
  invalid: [{
    name: 'pods that accept plaintext only',
    objects: objects(rule('ISTIO_MUTUAL'), mode('default', 'DISABLE'), ...pods),
    findings: [{ at: 'DestinationRule shop/reviews spec.trafficPolicy.tls', message: 'refused', data: { host: HOST, port: 80, policy: 'PeerAuthentication shop/default' } }],
  }],
});
