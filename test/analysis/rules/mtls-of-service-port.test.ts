import { mtlsOfServicePort } from '../../../src/analysis/rules/mtls-of-service-port';
import { deployment, objects, peerAuthentication, service } from '../objects';
import { ruleTest } from '../rule-test';

const of = (portLevelMtls: object) => peerAuthentication('web', { selector: { matchLabels: { app: 'web' } }, mtls: { mode: 'STRICT' }, portLevelMtls });
const web = service('web', [{ name: 'http', port: 80, targetPort: 8080 }]);

ruleTest(mtlsOfServicePort, {
  valid: [
    { name: 'the port of the pods', objects: objects(of({ 8080: { mode: 'PERMISSIVE' } }), web, deployment('web')) },
    { name: 'a port that no Service leads to', objects: objects(of({ 9090: { mode: 'PERMISSIVE' } }), web, deployment('web')) },
    { name: 'no ports', objects: objects(peerAuthentication('web', { mtls: { mode: 'STRICT' } }), web, deployment('web')) },
  ],
  invalid: [{ name: 'the port of the Service', objects: objects(of({ 80: { mode: 'PERMISSIVE' } }), web, deployment('web')), findings: [{ at: 'PeerAuthentication shop/web spec.portLevelMtls[80]', message: 'service', data: { port: '80', service: 'web', target: 8080 } }] }],
});
