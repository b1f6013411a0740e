import assert from 'node:assert';
import { after, before, test } from 'node:test';
import { compare, type Compared, type Difference } from './comparison';
import { STRICTER, WITHOUT_RULE } from './differences';
import { allInputs } from './inputs';
import { type Isolated, isolated } from './isolation';
import { type Judged, judgeTogether } from './judgement';
import { RULES } from '../../src/analysis/registry';
import { Mesh } from '../mesh/mesh';

const { ANALYSIS_RUN: existing } = process.env;

let mesh: Mesh;
let compared: Compared[];
let judged: Judged[];

before(async () => {
  mesh = existing === undefined ? await Mesh.up('analysis', { owner: process.pid }) : await Mesh.attach(existing);
  // one client whose proxy sees everything, so that Envoy judges routes and clusters of the mesh, too
  const { stuck } = await mesh.apply(watcher());
  assert.deepStrictEqual(stuck, []);
  judged = [];
  for (const batch of batches(allInputs().map(isolated))) judged.push(...await judgeTogether(mesh, batch));
  compared = judged.map(compare);
}, { timeout: 900_000 });

after(async () => (existing === undefined ? mesh?.down() : mesh?.close()), { timeout: 60_000 });

test('there are inputs enough, and they are read', () => {
  const total = (count: (one: Compared) => number) => compared.reduce((sum, one) => sum + count(one), 0);
  console.log(`${judged.length} inputs, ${total(({ shared }) => shared)} messages of Istio with a counterpart, ${total(({ accepted }) => accepted)} inputs accepted by Istio`);
  assert.ok(judged.length >= 150, `${judged.length} inputs`);
  assert.ok(total(({ shared }) => shared) >= 300);
});

test('every message of Istio that a rule corresponds to is found by us', () => {
  assert.deepStrictEqual(lines(compared.flatMap(({ missed }) => missed)), []);
});

test('messages without a rule are listed with the reason', () => {
  assert.deepStrictEqual(lines(compared.flatMap(({ unknown }) => unknown).filter(({ code }) => WITHOUT_RULE[code] === undefined)), []);
});

test('what Istio accepts we only reject where no analyzer looks, or by a rule whose reason is listed', () => {
  const corresponding = new Set(RULES.filter(({ upstream }) => upstream.some((code) => code.startsWith('IST'))).map(({ code }) => code));
  const found = compared.flatMap(({ stricter }) => stricter).filter(({ code }) => corresponding.has(code));
  assert.deepStrictEqual(lines(found.filter(({ code }) => STRICTER[code] === undefined)), []);
  const codes = new Set(found.map(({ code }) => code));
  assert.deepStrictEqual(Object.keys(STRICTER).filter((code) => !codes.has(code)), [], 'nothing is excused that is not found');
});

test('inputs that are written as working are accepted by Istio and by us', () => {
  const working = judged.filter(({ isolated: { input } }) => input.name.startsWith('working-'));
  assert.ok(working.length > 0);
  assert.deepStrictEqual(working.flatMap(({ verdicts }) => verdicts.filter(({ level }) => level !== 'Info')), []);
  assert.deepStrictEqual(lines(working.map(compare).flatMap(({ stricter }) => stricter)), []);
});

test('Envoy takes what Istio accepts', () => {
  assert.deepStrictEqual([...new Set(judged.flatMap(({ rejected }) => rejected))], []);
});

function lines(differences: readonly Difference[]): string[] {
  return differences.map(({ input, code, about, text }) => `${input}: ${code} ${about}: ${text}`);
}

/** Those that mean something everywhere one by one, all others at once. */
function batches(all: readonly Isolated[]): Isolated[][] {
  return [all.filter(({ isAlone }) => !isAlone), ...all.filter(({ isAlone }) => isAlone).map((one) => [one])];
}

function watcher() {
  const labels = { app: 'watcher' };
  return [
    { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'watcher', labels: { 'istio-injection': 'enabled' } } },
    { apiVersion: 'v1', kind: 'Service', metadata: { name: 'watcher', namespace: 'watcher' }, spec: { selector: labels, ports: [{ name: 'http', port: 80 }] } },
    {
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata: { name: 'watcher', namespace: 'watcher' },
      spec: { selector: { matchLabels: labels }, template: { metadata: { labels }, spec: { containers: [{ name: 'app', image: 'watcher' }] } } },
    },
  ];
}
