import assert from 'node:assert';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { outdated, unlisted } from './expected-messages';
import { judgeCase, JUDGES, type Judge } from './judge-case';
import { parseManifests } from '../mesh/manifests';
import { Mesh } from '../mesh/mesh';

/** By file in broken/: who must notice, and what they say. */
const NOTICED: Record<string, [Judge, RegExp][]> = {
  'refused': [
    ['refused', /Gateway broken\/refused: admission webhook "validation.istio.io" denied .* plain text HTTP ports/],
    ['istioctl validate', /server cannot have TLS settings for plain text HTTP ports/],
  ],
  'warned-of': [['warned of', /AuthorizationPolicy broken\/warned-of: .*will deny all traffic to TCP ports/]],
  'dangling-gateway': [
    ['istioctl analyze of the file', /IST0101 .*dangling.*nowhere/],
    ['istioctl analyze of the cluster', /IST0101 .*dangling.*nowhere/],
  ],
  'version-without-pods': [['istioctl analyze of the cluster', /IST0173 DestinationRule broken\/cart: The Subset v2/]],
  'without-account': [['workload that does not run', /broken\/without-account: .*serviceaccount "nobody" not found/]],
  'lost-proxy': [
    ['workload that does not run', /broken\/lost: .*container istio-proxy/],
    ['proxy or pod not ready', /broken\/lost-.* is not ready/],
  ],
  'rejected-by-envoy': [
    ['update rejected by Envoy', /istio-ingressgateway-.* refuses Cluster/],
    ['proxy or pod not ready', /istio-ingressgateway-.* has not answered Cluster/],
  ],
};

let mesh: Mesh;

before(async () => {
  mesh = await Mesh.up('broken', { owner: process.pid });
  await mesh.kube.apply({ apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'broken', labels: { 'istio-injection': 'enabled' } } });
}, { timeout: 900_000 });

after(async () => mesh?.down(), { timeout: 60_000 });

test('every judge is shown something to notice', () => {
  assert.deepStrictEqual(JUDGES.filter((judge) => !Object.values(NOTICED).flat().some(([known]) => known === judge)), []);
});

for (const [name, noticed] of Object.entries(NOTICED)) {
  test(`${name} is noticed by: ${noticed.map(([judge]) => judge).join(', ')}`, async () => {
    const file = join(__dirname, 'broken', `${name}.yaml`);
    const objects = parseManifests(readFileSync(file, 'utf8'));
    const said = unlisted(await judgeCase(mesh, { name, file, objects }, 5));
    for (const [judge, text] of noticed) {
      assert.ok(said.some((one) => one.judge === judge && text.test(one.text)), `${judge} does not say ${text}, but: ${JSON.stringify(said, undefined, 2)}`);
    }
    await mesh.delete(objects);
  });
}

describe('a list of expected messages', () => {
  const message = { judge: 'warned of' as const, about: 'examples/shop', text: 'Service shop/cart: old' };
  const listed = { judge: 'warned of' as const, about: /shop/, text: /^Service .*: old$/, because: 'it is old' };

  test('covers what it lists, of that judge and case', () => {
    assert.deepStrictEqual(unlisted([message], [listed]), []);
    for (const other of [{ ...message, text: 'new' }, { ...message, about: 'other' }, { ...message, judge: 'refused' as const }]) {
      assert.deepStrictEqual(unlisted([other], [listed]), [other]);
    }
  });

  test('tells what nobody says any more', () => {
    assert.deepStrictEqual(outdated([message], [listed]), []);
    assert.deepStrictEqual(outdated([{ ...message, text: 'new' }], [listed]), [listed]);
  });
});
