import assert from 'node:assert';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { wrongAttempts, wrongBidding } from './attempts';
import { broken } from './broken';
import { wrongEjection, wrongRounding } from './ejection';
import { wrongFailover } from './failover';
import { wrongFaults } from './faults';
import { wrongLimits } from './limits';
import { wrongCopies } from './mirror';
import { shop } from './shop';
import { wrongStickiness } from './sticky';
import { goneEndpoint, wrongReconnecting } from './unreachable';
import type { KubeObject } from '../mesh/kube';
import { Mesh } from '../mesh/mesh';

let mesh: Mesh;

async function apply(objects: KubeObject[]): Promise<void> {
  const { refusals, warnings, stuck } = await mesh.apply(objects);
  assert.deepStrictEqual([refusals, warnings, stuck], [[], [], []]);
}

before(async () => {
  mesh = await Mesh.up('resilience', { owner: process.pid });
  await apply(shop());
  await apply([await goneEndpoint(mesh)]);
}, { timeout: 900_000 });

after(async () => mesh?.down(), { timeout: 60_000 });

describe('what is declared', () => {
  test('no proxy refuses what it is sent', async () => {
    assert.deepStrictEqual([await mesh.judges.rejectedUpdates(), await mesh.judges.notReady()], [[], []]);
  });

  test('time limits cut where declared, and requests arrive as often as declared', async () => {
    assert.deepStrictEqual(await wrongAttempts(mesh, 'declared'), []);
  });

  test('nobody gets more tries or other time limits by asking for them', async () => {
    assert.deepStrictEqual(await wrongBidding(mesh, 'declared'), []);
  });

  test('a POST whose connection was refused is tried again, and arrives once', async () => {
    assert.deepStrictEqual(await wrongReconnecting(mesh, 'declared'), []);
  });

  test('faults meet their share of the requests they are declared for', async () => {
    assert.deepStrictEqual(await wrongFaults(mesh, 'declared'), []);
  });

  test('connection limits refuse at once what is above them, and nothing else', async () => {
    assert.deepStrictEqual(await wrongLimits(mesh, 'declared'), []);
  });

  test('copies go to the watched version, and only of what may be done twice', async () => {
    assert.deepStrictEqual(await wrongCopies(mesh, 'declared'), []);
  });

  test('who has come to a pod stays with it', async () => {
    assert.deepStrictEqual(await wrongStickiness(mesh), []);
  });

  test('a failing pod is left out for its time, and never too many', async () => {
    assert.deepStrictEqual(await wrongEjection(mesh), []);
  });

  test('a tenth of three pods is none', async () => {
    assert.deepStrictEqual(await wrongRounding(mesh), []);
  });

  test('pods elsewhere take over when the near ones fail', async () => {
    assert.deepStrictEqual(await wrongFailover(mesh), []);
  });
});

/** Each verdict must be able to go wrong: broken.ts makes the mistakes, and what follows is all that may be noticed of them. */
describe('what is broken is noticed:', () => {
  before(async () => apply(broken(shop())), { timeout: 120_000 });

  test('retries that may pay twice, time limits forgotten, attempts doubled', async () => {
    const expected = readFileSync(join(__dirname, 'broken-attempts.txt'), 'utf8').trimEnd().split('\n');
    assert.deepStrictEqual(await wrongAttempts(mesh, 'broken'), expected);
  });

  test('refused connections that nobody tries again', async () => {
    assert.deepStrictEqual(await wrongReconnecting(mesh, 'broken'), ['POSTs failed whose connection was refused', 'POSTs did not arrive once', 'nothing was tried again']);
  });

  test('faults for too many, for the wrong requests, and none', async () => {
    assert.deepStrictEqual(await wrongFaults(mesh, 'broken'), [
      'shop/customer: too many were aborted', 'shop/customer: requests were aborted that no fault is declared for', 'requests were not delayed',
    ]);
  });

  test('limits taken away, and too small', async () => {
    assert.deepStrictEqual(await wrongLimits(mesh, 'broken'), [
      'till: above its limit 10 were served and 0 refused', 'desk: below its limit 2 of 3 were served',
      'desk: above its limit 2 were served and 7 refused', 'desk: afterwards 2 of 3 were served',
    ]);
  });

  test('copies of what may not be done twice', async () => {
    assert.deepStrictEqual(await wrongCopies(mesh, 'broken'), [
      'GET /copied: v1 has it once, v2 0 times', 'GET /copied/below: v1 has it once, v2 0 times', 'OPTIONS /copied: v1 has it once, v2 0 times',
      'GET /copied: v1 has it 2 times, v2 0 times', 'POST /copied: v1 has it once, v2 once', 'PUT /copied: v1 has it once, v2 once',
      'DELETE /copied: v1 has it once, v2 once',
    ]);
  });

  test('nobody stays where they came', async () => {
    assert.deepStrictEqual(await wrongStickiness(mesh), [
      'catalogue gives the cookie undefined', 'search, one user: 3 pods', 'search, another user: 3 pods', 'catalogue, one basket: 3 pods',
    ]);
  });

  test('a failing pod stays', async () => {
    assert.deepStrictEqual(await wrongEjection(mesh), ['the failing pod is not left out']);
  });

  test('one of three is ejected', async () => {
    assert.deepStrictEqual(await wrongRounding(mesh), ['one of three was ejected where a tenth may be']);
  });

  test('nobody takes over', async () => {
    assert.deepStrictEqual(await wrongFailover(mesh), ['while the near pod fails, pods near are asked']);
  });
});
