import assert from 'node:assert';
import { test } from 'node:test';
import { type Connection, type Endpoint, judge } from './cyclonus';

const web: Endpoint = { address: '10.244.0.1', namespace: 'shop', labels: { app: 'web' } };
const db: Endpoint = { address: '10.244.0.2', namespace: 'shop', labels: { app: 'db' } };
const foreignWeb: Endpoint = { address: '10.244.0.3', namespace: 'foreign', labels: { app: 'web' } };
const outside: Endpoint = { address: '93.184.216.34' };
const metadata: Endpoint = { address: '169.254.169.254' };

const connect = (from: Endpoint, to: Endpoint, port = 80, protocol: Connection['protocol'] = 'TCP') => ({ from, to, port, protocol });
const policy = (spec: object) => ({ apiVersion: 'networking.k8s.io/v1', kind: 'NetworkPolicy', metadata: { name: 'p', namespace: 'shop' }, spec });
const selectWeb = { podSelector: { matchLabels: { app: 'web' } } };

/** What the documents of Kubernetes say of small policies: [what, policies, connection, egress, ingress]. */
const KNOWN: [string, object[], Connection, boolean, boolean][] = [
  ['without policies everything is open', [], connect(web, db), true, true],
  ['a policy of no rules closes its direction', [{ podSelector: {}, policyTypes: ['Ingress'] }], connect(web, db), true, false],
  ['and not the other pods', [{ podSelector: { matchLabels: { app: 'db' } }, policyTypes: ['Egress'] }], connect(web, db), true, true],
  ['and not other namespaces', [{ podSelector: {}, policyTypes: ['Egress'] }], connect(foreignWeb, db), true, true],
  ['an empty rule opens everything', [{ podSelector: {}, policyTypes: ['Ingress'], ingress: [{}] }], connect(outside, db, 5, 'UDP'), true, true],
  ['a pod selector alone means the own namespace', [{ podSelector: {}, policyTypes: ['Ingress'], ingress: [{ from: [selectWeb] }] }], connect(web, db), true, true],
  ['and no other', [{ podSelector: {}, policyTypes: ['Ingress'], ingress: [{ from: [selectWeb] }] }], connect(foreignWeb, db), true, false],
  ['an empty namespace selector is every namespace', [{ podSelector: {}, policyTypes: ['Ingress'], ingress: [{ from: [{ namespaceSelector: {} }] }] }], connect(foreignWeb, db), true, true],
  ['but nothing outside', [{ podSelector: {}, policyTypes: ['Ingress'], ingress: [{ from: [{ namespaceSelector: {} }] }] }], connect(outside, db), true, false],
  ['selectors in one peer are both meant', [{
    podSelector: {}, policyTypes: ['Ingress'], ingress: [{ from: [{ ...selectWeb, namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'shop' } } }] }],
  }], connect(foreignWeb, db), true, false],
  ['selectors in two peers are either', [{
    podSelector: {}, policyTypes: ['Ingress'], ingress: [{ from: [selectWeb, { namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'foreign' } } }] }],
  }], connect(foreignWeb, db), true, true],
  ['policies add up', [
    { podSelector: {}, policyTypes: ['Ingress', 'Egress'] }, { podSelector: {}, policyTypes: ['Egress'], egress: [{ ports: [{ protocol: 'TCP', port: 80 }] }] },
  ], connect(web, db), true, false],
  ['a port is of one protocol', [{ podSelector: {}, policyTypes: ['Egress'], egress: [{ ports: [{ protocol: 'TCP', port: 53 }] }] }], connect(web, db, 53, 'UDP'), false, true],
  ['a range has its ends', [{ podSelector: {}, policyTypes: ['Egress'], egress: [{ ports: [{ protocol: 'TCP', port: 1, endPort: 80 }] }] }], connect(web, db, 80), true, true],
  ['and nothing beyond', [{ podSelector: {}, policyTypes: ['Egress'], egress: [{ ports: [{ protocol: 'TCP', port: 1, endPort: 80 }] }] }], connect(web, db, 81), false, true],
  ['a block holds what is in it', [{ podSelector: {}, policyTypes: ['Egress'], egress: [{ to: [{ ipBlock: { cidr: '0.0.0.0/0', except: ['169.254.0.0/16'] } }] }] }], connect(web, outside), true, true],
  ['but for its exceptions', [{ podSelector: {}, policyTypes: ['Egress'], egress: [{ to: [{ ipBlock: { cidr: '0.0.0.0/0', except: ['169.254.0.0/16'] } }] }] }], connect(web, metadata), false, true],
];

for (const [what, specs, connection, egress, ingress] of KNOWN) {
  test(what, async () => {
    assert.deepStrictEqual(await judge(specs.map(policy), [connection]), [{ egress, ingress }]);
  });
}

test('a policy that does not parse is an error, and no verdict', async () => {
  await assert.rejects(judge([policy({ podSelector: {}, policyTypes: ['Ingress'], ingres: [] })], [connect(web, db)]), /cyclonus/);
});
