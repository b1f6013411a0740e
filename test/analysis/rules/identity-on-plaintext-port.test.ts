import { identityOnPlaintextPort } from '../../../src/analysis/rules/identity-on-plaintext-port';
import { authorizationPolicy, deployment, objects, peerAuthentication } from '../objects';
import { ruleTest } from '../rule-test';

const policy = (rules: object[]) => authorizationPolicy('web', { rules });
const named = policy([{ from: [{ source: { namespaces: ['web'] } }] }]);
const off = peerAuthentication('web', { selector: { matchLabels: { app: 'web' } }, mtls: { mode: 'DISABLE' } });
const web = deployment('web');

ruleTest(identityOnPlaintextPort, {
  valid: [
    { name: 'mutual TLS', objects: objects(named, web) },
    { name: 'mutual TLS for some of the pods', objects: objects(named, off, web, deployment('other')) },
    { name: 'another way beside it', objects: objects(policy([{ from: [{ source: { namespaces: ['web'] } }, { source: { ipBlocks: ['10.0.0.0/8'] } }] }]), off, web) },
    { name: 'a port with mutual TLS', objects: objects(named, peerAuthentication('web', { selector: { matchLabels: { app: 'web' } }, mtls: { mode: 'DISABLE' }, portLevelMtls: { 8080: { mode: 'STRICT' } } }), web) },
    { name: 'somebody denied', objects: objects(authorizationPolicy('web', { action: 'DENY', rules: [{ from: [{ source: { namespaces: ['web'] } }] }] }), off, web) },
    { name: 'pods that are not known', objects: objects(named, off) },
  ],
  invalid: [
    { name: 'a namespace', objects: objects(named, off, web), findings: [{ at: 'AuthorizationPolicy shop/web spec.rules[0]', message: 'nobody', data: { workload: 'shop/web', policy: 'PeerAuthentication shop/web' } }] },
    { name: 'a condition', objects: objects(policy([{}, { when: [{ key: 'source.principal', values: ['*'] }] }]), off, web), findings: [{ at: 'AuthorizationPolicy shop/web spec.rules[1]', message: 'nobody' }] },
  ],
});
