import { twoPeerAuthentications } from '../../../src/analysis/rules/two-peer-authentications';
import { deployment, objects, peerAuthentication } from '../objects';
import { ruleTest } from '../rule-test';

const of = (name: string, mode: string, labels?: object) =>
  peerAuthentication(name, { ...(labels && { selector: { matchLabels: labels } }), mtls: { mode } });
const web = deployment('web', { app: 'web', tier: 'front' });

ruleTest(twoPeerAuthentications, {
  valid: [
    { name: 'the namespace and some pods', objects: objects(of('a', 'STRICT'), of('b', 'PERMISSIVE', { app: 'web' }), web) },
    { name: 'different namespaces', objects: objects(of('a', 'STRICT'), of('web/b', 'PERMISSIVE')) },
    { name: 'the same said twice', objects: objects(of('a', 'STRICT'), of('b', 'STRICT')) },
    { name: 'different pods', objects: objects(of('a', 'STRICT', { app: 'web' }), of('b', 'PERMISSIVE', { app: 'other' }), web, deployment('other')) },
  ],
  invalid: [
    {
      name: 'for a namespace',
      objects: objects(of('a', 'STRICT'), of('b', 'PERMISSIVE')),
      findings: [{ at: 'PeerAuthentication shop/a spec.mtls', message: 'namespace', data: { others: 'PeerAuthentication shop/b' } }, { at: 'PeerAuthentication shop/b spec.mtls', message: 'namespace' }],
    },
    {
      name: 'for pods',
      objects: objects(of('a', 'STRICT', { app: 'web' }), of('b', 'DISABLE', { tier: 'front' }), web),
      findings: [{ at: 'PeerAuthentication shop/a spec.selector.matchLabels', message: 'pods', data: { others: 'PeerAuthentication shop/b', workload: 'Deployment shop/web' } }, { at: 'PeerAuthentication shop/b spec.selector.matchLabels', message: 'pods' }],
    },
  ],
});
