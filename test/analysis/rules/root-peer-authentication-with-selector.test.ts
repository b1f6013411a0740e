import { rootPeerAuthenticationWithSelector } from '../../../src/analysis/rules/root-peer-authentication-with-selector';
import { objects, peerAuthentication } from '../objects';
import { ruleTest } from '../rule-test';

const selecting = (name: string) => objects(peerAuthentication(name, { selector: { matchLabels: { app: 'web' } }, mtls: { mode: 'STRICT' } }));

ruleTest(rootPeerAuthenticationWithSelector, {
  valid: [
    { name: 'the whole mesh', objects: objects(peerAuthentication('istio-system/default', { mtls: { mode: 'STRICT' } })) },
    { name: 'another namespace', objects: selecting('shop/web') },
    { name: 'another root namespace', objects: selecting('istio-system/web'), surroundings: { rootNamespace: 'mesh' } },
  ],
  invalid: [{ name: 'a selector', objects: selecting('istio-system/web'), findings: [{ at: 'PeerAuthentication istio-system/web spec.selector', message: 'ignored', data: { namespace: 'istio-system' } }] }],
});
