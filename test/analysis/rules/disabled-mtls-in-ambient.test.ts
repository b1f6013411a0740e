import { disabledMtlsInAmbient } from '../../../src/analysis/rules/disabled-mtls-in-ambient';
import { deployment, namespace, objects, peerAuthentication } from '../objects';
import { ruleTest } from '../rule-test';

const off = peerAuthentication('web', { mtls: { mode: 'DISABLE' } });
const ambient = namespace('shop', { 'istio.io/dataplane-mode': 'ambient' });

ruleTest(disabledMtlsInAmbient, {
  valid: [
    { name: 'a proxy beside each pod', objects: objects(off, namespace('shop', { 'istio-injection': 'enabled' }), deployment('web')) },
    { name: 'another mode', objects: objects(peerAuthentication('web', { mtls: { mode: 'PERMISSIVE' } }), ambient, deployment('web')) },
    { name: 'a pod that stays out', objects: objects(off, ambient, deployment('web', { 'app': 'web', 'istio.io/dataplane-mode': 'none' })) },
  ],
  invalid: [
    { name: 'the whole namespace', objects: objects(off, ambient, deployment('web')), findings: [{ at: 'PeerAuthentication shop/web spec.mtls.mode', message: 'ignored', data: { workload: 'shop/web' } }] },
    { name: 'a port', objects: objects(peerAuthentication('web', { selector: { matchLabels: { app: 'web' } }, portLevelMtls: { 80: { mode: 'DISABLE' } } }), ambient, deployment('web')), findings: [{ at: 'PeerAuthentication shop/web spec.portLevelMtls[80].mode', message: 'ignored' }] },
  ],
});
