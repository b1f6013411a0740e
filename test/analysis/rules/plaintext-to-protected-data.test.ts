import { plaintextToProtectedData } from '../../../src/analysis/rules/plaintext-to-protected-data';
import { classified, deployment, objects, peerAuthentication, service } from '../objects';
import { ruleTest } from '../rule-test';

const [vault, pods] = [classified('vault', 'AUTHENTICATION,CARDHOLDER', [{ name: 'http', port: 80, targetPort: 8080 }]), deployment('vault')];
const strict = peerAuthentication('default', { mtls: { mode: 'STRICT' } });
const data = { service: 'Service shop/vault', classes: 'AUTHENTICATION and CARDHOLDER', port: 80 };

ruleTest(plaintextToProtectedData, {
  valid: [
    { name: 'mutual TLS only', objects: objects(vault, pods, strict) },
    { name: 'plaintext to another port of its pods', objects: objects(vault, pods, strict, peerAuthentication('vault', { selector: { matchLabels: { app: 'vault' } }, portLevelMtls: { 80: { mode: 'DISABLE' } } })) },
    { name: 'a mode that others may say', objects: objects(vault, pods) },
    { name: 'a service that says nothing', objects: objects(service('vault'), pods, peerAuthentication('default', { mtls: { mode: 'PERMISSIVE' } })) },
  ],
  invalid: [
    { name: 'a namespace that takes both', objects: objects(vault, pods, peerAuthentication('default', { mtls: { mode: 'PERMISSIVE' } })), findings: [{ at: 'PeerAuthentication shop/default spec', message: 'plaintext', data: { ...data, mode: 'PERMISSIVE' } }] },
    {
      name: 'one port, by the number of the pod',
      objects: objects(vault, pods, strict, peerAuthentication('vault', { selector: { matchLabels: { app: 'vault' } }, portLevelMtls: { 8080: { mode: 'DISABLE' } } })),
      findings: [{ at: 'PeerAuthentication shop/vault spec', message: 'plaintext', data: { ...data, mode: 'DISABLE' } }],
    },
    { name: 'nobody says anything', objects: objects(vault, pods), surroundings: { complete: true }, findings: [{ at: 'Service shop/vault', message: 'plaintext', data: { ...data, mode: 'as Istio does by default' } }] },
  ],
});
