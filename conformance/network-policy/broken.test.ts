import assert from 'node:assert';
import { join } from 'node:path';
import { test } from 'node:test';
import { compare } from './matrix';
import { Table } from './table';
import type { KubeObject } from '../mesh/kube';

const table = new Table(join(__dirname, 'tables/two-services.txt'));
const whole = table.read(join(__dirname, '../..'));
const isPolicy = (name: string) => ({ kind, metadata }: KubeObject) => kind === 'NetworkPolicy' && metadata.name === name;
const without = (name: string) => whole.filter((object) => !isPolicy(name)(object));

/** The manifests, with something done to one policy. */
function changed(name: string, change: (spec: any) => void): KubeObject[] {
  const objects = structuredClone(whole);
  change(objects.find(isPolicy(name))!.spec);
  return objects;
}

const onlyTcp = (rule: any) => ({ ...rule, ports: rule.ports.filter(({ protocol }: any) => protocol === 'TCP') });
const apart = ({ namespaceSelector, podSelector }: any) => [{ namespaceSelector }, { podSelector }];

/** A fault, and a line by which it must be noticed. */
const BROKEN: [string, KubeObject[], string][] = [
  ['no policy closes the namespace', without('default-deny'), 'stranger of shop → public 443/TCP: leaves the caller, and no line says that it may'],
  ['a callee has no policy', without('payments'), 'orders → payments 8080/TCP: may, and never enters the callee'],
  ['a caller has no way out', changed('orders', (spec) => { delete spec.egress; }), 'orders → payments 8080/TCP: may, and never leaves the caller'],
  ['DNS over TCP alone', changed('default-deny', (spec) => { spec.egress = spec.egress.map(onlyTcp); }), 'payments → kube-dns 53/UDP: may, and never leaves the caller'],
  ['a caller that is an empty selector', changed('payments', (spec) => { spec.ingress[0].from.push({ podSelector: {} }); }),
    'stranger of shop → payments 8080/TCP: enters the callee, and no line says that it may'],
  ['a caller that is every namespace', changed('payments', (spec) => { spec.ingress[0].from.push({ namespaceSelector: {} }); }),
    'twin of orders → payments 8080/TCP: enters the callee, and no line says that it may'],
  ['two selectors that became two peers', changed('payments', (spec) => { spec.ingress[0].from = spec.ingress[0].from.flatMap(apart); }),
    'payments → payments 8080/TCP: enters the callee, and no line says that it may'],
  ['a rule without ports', changed('payments', (spec) => { delete spec.ingress[0].ports; }), 'orders → payments 8081/TCP: enters the callee, and no line says that it may'],
  ['the port of the Service instead of the pod', changed('payments', (spec) => { spec.ingress[0].ports[0].port = 80; }), 'orders → payments 8080/TCP: may, and never enters the callee'],
  ['a destination that is everywhere', changed('orders', (spec) => { spec.egress.push({ to: [{ ipBlock: { cidr: '0.0.0.0/0' } }] }); }),
    'orders → metadata 443/TCP: leaves the caller, and no line says that it may'],
];

for (const [fault, objects, line] of BROKEN) {
  test(`is noticed: ${fault}`, async () => {
    const { wrong } = await compare(table, objects);
    assert.ok(wrong.includes(line), wrong.slice(0, 5).join('\n') || 'nothing was');
  });
}
