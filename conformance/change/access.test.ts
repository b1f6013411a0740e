import assert from 'node:assert';
import { after, before, test } from 'node:test';
import { Change, changeUnderLoad, explained } from './change';
import { Repeated, stayingPod } from './load';
import { HOST, shop, shopOfOld, ShopProps } from './shop';
import { Expected } from './verdict';
import { EnforcementStage } from '../../src';
import { KubeObject } from '../mesh/kube';
import { Mesh } from '../mesh/mesh';

const { OBSERVE, PERMISSIVE, AUDIT, STRICT, ENFORCED } = EnforcementStage;
const STAGES = [OBSERVE, PERMISSIVE, AUDIT, STRICT, ENFORCED];
const PAY = 'http://payments.shop:8080/pay';
const PAYMENTS = ['payments/v1'];
const STOCK = ['stock/v1'];

let mesh: Mesh;

before(async () => {
  mesh = await Mesh.up('access', { owner: process.pid });
  const { refusals, warnings, stuck } = await mesh.apply(shopOfOld());
  assert.deepStrictEqual([refusals, warnings, stuck], [[], [], []]);
}, { timeout: 900_000 });

after(async () => mesh?.down(), { timeout: 60_000 });

/** Who may call before and after everything here, through every change. */
const ALWAYS: Expected[] = [
  { name: 'orders', from: 'shop/orders', url: PAY, method: 'POST', before: PAYMENTS },
  { name: 'partner of payments', from: 'partner/buyer', url: PAY, before: PAYMENTS },
  { name: 'partner of stock', from: 'partner/buyer', url: 'http://stock.shop:8080/', before: STOCK },
];
const GATEWAY: Expected = { name: 'gateway', from: 'outside', url: `http://${HOST}/pay`, before: PAYMENTS };

/** Who may call only because nothing refuses him yet, and how he is refused at last. */
function tolerated(from: EnforcementStage, to: EnforcementStage): Expected[] {
  const until = (stage: EnforcementStage, refusal: string) => {
    const at = (now: EnforcementStage) => (STAGES.indexOf(now) < STAGES.indexOf(stage) ? PAYMENTS : [refusal]);
    return { before: at(from), after: at(to) };
  };
  return [
    { name: 'plaintext', from: 'plain:default', url: PAY, method: 'POST', ...until(STRICT, 'ECONNRESET') },
    { name: 'another method', from: 'shop/orders', url: PAY, method: 'GET', ...until(ENFORCED, '403') },
    // payments refuses it, before stock's own proxy forgets the way
    { name: 'stock', from: 'shop/stock', url: PAY, method: 'POST', ...until(ENFORCED, 'ECONNRESET'), meanwhile: to === ENFORCED ? ['403'] : [] },
    // subsets go out of its sight before the routes to them
    { name: 'visitor', from: 'client:default/default', url: PAY, method: 'POST', ...until(ENFORCED, '403'), meanwhile: to === ENFORCED ? ['503'] : [] },
  ];
}

async function goes(change: Change, expectations: Expected[]): Promise<void> {
  const { complaints } = await changeUnderLoad(mesh, change, [...ALWAYS, ...expectations]);
  assert.deepStrictEqual(await explained(mesh, complaints), []);
}

test('a shop without proxies comes into the mesh, while it is open', async () => {
  await goes({ from: shopOfOld(), to: shop({ stage: OBSERVE }) }, [{ name: 'plaintext', from: 'plain:default', url: PAY, method: 'POST', before: PAYMENTS }]);
  const buyer = await stayingPod(mesh.asker, mesh.kube, 'partner/buyer');
  const { reply } = await mesh.asker.ask(buyer!, { url: PAY });
  assert.strictEqual(reply!.client, 'spiffe://cluster.local/ns/partner/sa/buyer');
});

const WAY: [EnforcementStage, EnforcementStage, Change['pace']][] = [
  [OBSERVE, PERMISSIVE, 'at once'],
  [PERMISSIVE, AUDIT, 'at once'],
  [AUDIT, STRICT, 'at once'],
  [STRICT, ENFORCED, 'object by object'],
  [ENFORCED, STRICT, 'object by object'],
  [STRICT, AUDIT, 'at once'],
  [AUDIT, PERMISSIVE, 'at once'],
  [PERMISSIVE, OBSERVE, 'at once'],
];
for (const [from, to, pace] of WAY) {
  test(`from ${from} to ${to}, ${pace}: declared callers never notice`, async () =>
    goes({ from: shop({ stage: from }), to: shop({ stage: to }), pace }, [GATEWAY, ...tolerated(from, to)]));
}

test('seen failing: a namespace is closed before its callers are let in', async () => {
  const to = shop({ stage: ENFORCED });
  const isClosing = ({ kind, metadata }: KubeObject) => kind === 'AuthorizationPolicy' && metadata.name === 'deny-all';
  const wrong = [...to.filter(isClosing), ...to.filter((object) => !isClosing(object))];
  await mesh.apply(shop({ stage: STRICT }));
  const { complaints } = await changeUnderLoad(mesh, { from: [], to: wrong, pace: 'object by object' }, [...ALWAYS, GATEWAY]);
  const seen = complaints.map(({ name, when, outcome }) => `${name}, ${when}: ${outcome}`);
  assert.deepStrictEqual(seen, [...ALWAYS, GATEWAY].map(({ name }) => `${name}, meanwhile: 403`));
});

/** What an enforced shop may have or not have: a question is refused without it, and answered with it. */
interface Addition {
  readonly what: string;
  readonly props: ShopProps;
  readonly question: Repeated;
  readonly refused: string;
  readonly answered: string;
  /** How else it is refused while it comes or goes. */
  readonly coming?: string[];
  readonly going?: string[];
}

const ADDITIONS: Addition[] = [
  {
    what: 'a call',
    props: { stockCalls: true },
    question: { name: 'stock', from: 'shop/stock', url: PAY, method: 'POST' },
    refused: 'ECONNRESET',
    answered: 'payments/v1',
    // payments refuses it, before stock's own proxy forgets the way
    going: ['403'],
  },
  {
    what: 'a call from another namespace',
    props: { visitorCalls: true },
    question: { name: 'visitor', from: 'client:default/default', url: PAY, method: 'POST' },
    refused: '403',
    answered: 'payments/v1',
    // subsets go out of its sight before the routes to them
    going: ['503'],
  },
  {
    what: 'a route of the gateway',
    props: { stockOutside: true },
    question: { name: 'stock outside', from: 'outside', url: `http://${HOST}/stock` },
    refused: '404',
    answered: 'stock/v1',
    // as above
    going: ['503'],
  },
  {
    what: 'a service',
    props: { ledger: true },
    question: { name: 'ledger', from: 'partner/buyer', url: 'http://ledger.shop:8080/' },
    refused: 'ENOTFOUND',
    answered: 'ledger/v1',
    // it has a name before it has pods, and after them
    coming: ['503'],
    going: ['503'],
  },
];
for (const { what, props, question, refused, answered, coming, going } of ADDITIONS) {
  const [without, having] = [shop({ stage: ENFORCED }), shop({ stage: ENFORCED, ...props })];
  test(`${what} is added, object by object: nobody else notices`, async () => {
    const asked: Expected = { ...question, before: [refused], after: [answered], meanwhile: coming };
    await goes({ from: without, to: having, pace: 'object by object' }, [GATEWAY, asked]);
  });

  test(`${what} is removed, object by object: nobody else notices`, async () => {
    const asked: Expected = { ...question, before: [answered], after: [refused], meanwhile: going };
    await goes({ from: having, to: without, pace: 'object by object' }, [GATEWAY, asked]);
  });
}
