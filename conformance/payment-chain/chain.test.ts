import assert from 'node:assert';
import { after, before, describe, test } from 'node:test';
import { CHAIN, company, lettingKeylessPass, requiringNothing, tryingAgain } from './company';
import { counted, everyMishap, execute, type Executed, operations } from './operations';
import { endConnections } from '../mesh/connections';
import type { KubeObject } from '../mesh/kube';
import { parseManifests } from '../mesh/manifests';
import { Mesh } from '../mesh/mesh';
import { sleep } from '../mesh/until';
import { withoutUsual } from '../mesh/warnings';

const CONFIG = '/api/v1/namespaces/istio-system/configmaps/istio';
const { objects, configured } = company();

let mesh: Mesh;
let done = 0;

async function apply(some: KubeObject[]): Promise<void> {
  const { refusals, warnings, stuck } = await mesh.apply(some);
  assert.deepStrictEqual([refusals, withoutUsual(warnings), stuck], [[], [], []]);
}

before(async () => {
  mesh = await Mesh.up('chain', { owner: process.pid });
  const [patch] = parseManifests(configured(await mesh.kube.get(CONFIG)));
  await mesh.kube.patch(CONFIG, patch);
  await apply(objects);
}, { timeout: 900_000 });

after(async () => mesh?.down(), { timeout: 60_000 });

const isTwice = ({ times }: Executed) => times.some((count) => count > 1);

describe('each payment is made once at most, whatever goes wrong at whichever hop:', () => {
  test('a service fails, is not heard, or is too late, after what comes behind it was done', async () => {
    const executed = await execute(mesh, everyMishap('declared'));
    done += executed.length;
    assert.deepStrictEqual(counted(executed.filter(isTwice)), []);
    // nor is it tried too little: every part was done, and who ordered it is told whether all of it was
    assert.deepStrictEqual(counted(executed.filter(({ times }) => times.some((count) => count !== 1))), []);
    assert.deepStrictEqual(counted(executed.filter(({ status, mishaps }) => (status === 200) !== (mishaps === ''))), []);
  });

  test('connections between the proxies end at any moment', async () => {
    const nets = (await mesh.asker.pods()).filter(({ namespace }) => namespace === 'payments').map(({ net }) => net);
    let isOver = false;
    let cuts = 0;
    const cutting = (async () => {
      for (; !isOver; cuts += 1) {
        // one that is not ended is ended by the next cut
        await endConnections([nets[cuts % nets.length]]).catch(() => undefined);
        await sleep(100);
      }
    })();
    const executed = await execute(mesh, operations('cut', 600)).finally(() => { isOver = true; });
    await cutting;
    done += executed.length;
    assert.ok(cuts > nets.length, `${cuts} cuts`);
    assert.deepStrictEqual(counted(executed.filter(isTwice)), []);
    const interrupted = executed.filter(({ status }) => status !== 200).length;
    assert.ok(executed.length > interrupted, 'everything was cut off');
    console.error(`${cuts} cuts, ${interrupted} of ${executed.length} payments interrupted`);
  });

  test('those were more than a thousand', () => {
    assert.ok(done >= 1_000, `${done}`);
  });
});

describe('a payment without a key is refused', () => {
  const keyless = async (id: string) => {
    const { status } = await mesh.asker.ask('payments/payment-engine', { url: 'http://transaction.payments:8080/v1/transactions', method: 'POST', headers: { 'x-test-id': id } });
    return [status, await mesh.asker.attempts('payments/transaction', id)];
  };

  test('by the proxy of who calls, and says why', async () => {
    assert.deepStrictEqual(await keyless('keyless-caller'), [400, 0]);
  });

  test('by the callee, where a caller does not', async () => {
    await apply(lettingKeylessPass(objects));
    assert.deepStrictEqual(await keyless('keyless-callee'), [403, 0]);
  });

  test('and by nobody where neither does: so the tests can tell', async () => {
    await apply(requiringNothing(objects));
    assert.deepStrictEqual(await keyless('keyless-nobody'), [200, 1]);
    await apply(objects.filter(({ kind }) => kind === 'VirtualService' || kind === 'AuthorizationPolicy'));
  });
});

test('retries of what failed make payments twice, and that is noticed', async () => {
  await apply(tryingAgain(objects));
  const executed = await execute(mesh, everyMishap('broken').filter(({ mishaps }) => mishaps === 'ledger=fail' || mishaps === 'transaction=reset' || mishaps === ''));
  assert.deepStrictEqual(counted(executed), [
    '100 × ledger=fail: 502, done 1 3 9 times', '100 × nothing: 200, done 1 1 1 times', '100 × transaction=reset: 502, done 1 3 3 times',
  ]);
  assert.strictEqual(executed.filter(isTwice).length, 200);
  assert.strictEqual(CHAIN.length, 3);
});
