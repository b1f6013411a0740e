import assert from 'node:assert';
import { after, before, test } from 'node:test';
import { Change, changeUnderLoad, explained, noChange } from './change';
import { HOST, shop, ShopProps, STEPS } from './shop';
import { Complaint, Expected } from './verdict';
import { KubeObject } from '../mesh/kube';
import { Mesh } from '../mesh/mesh';

const ONE: ShopProps = {};
const TWO: ShopProps = { versions: ['v1', 'v2'], testers: true };
const PAY = 'http://payments.shop:8080/pay';

let mesh: Mesh;

before(async () => {
  mesh = await Mesh.up('releases', { owner: process.pid });
  const { refusals, warnings, stuck } = await mesh.apply(shop(ONE));
  assert.deepStrictEqual([refusals, warnings, stuck], [[], [], []]);
}, { timeout: 900_000 });

after(async () => mesh?.down(), { timeout: 60_000 });

/** Who asks for payments, and what they get: everybody the versions of the share, testers the candidate while there is a release. */
function questions(from: ShopProps, to: ShopProps): Expected[] {
  const everybody = { before: shares(from), after: shares(to) };
  const testers = { before: testersGet(from), after: testersGet(to), headers: { 'x-tester': 'yes' } };
  return [
    { name: 'orders', from: 'shop/orders', url: PAY, method: 'POST', ...everybody },
    { name: 'partner', from: 'partner/buyer', url: PAY, ...everybody },
    { name: 'gateway', from: 'outside', url: `http://${HOST}/pay`, ...everybody },
    { name: 'tester inside', from: 'shop/orders', url: PAY, method: 'POST', ...testers },
    { name: 'tester outside', from: 'outside', url: `http://${HOST}/pay`, ...testers },
    { name: 'nobody', from: 'shop/orders', url: 'http://payments.shop:8080/refund', method: 'POST', before: ['403'] },
    { name: 'nowhere', from: 'outside', url: `http://${HOST}/refund`, before: ['404'] },
  ];
}

function shares({ versions = ['v1'], step }: ShopProps): string[] {
  const [stable, candidate] = versions.map((version) => `payments/${version}`);
  const share = step === undefined || step === 0 ? 0 : STEPS[step - 1];
  return [...(share < 100 ? [stable] : []), ...(share > 0 ? [candidate] : [])];
}

function testersGet(props: ShopProps): string[] {
  return props.step !== undefined && props.testers ? [`payments/${props.versions![1]}`] : shares(props);
}

async function goes(from: ShopProps, to: ShopProps, pace: Change['pace'] = 'at once'): Promise<void> {
  const { complaints } = await changeUnderLoad(mesh, { from: shop(from), to: shop(to), pace }, questions(from, to));
  assert.deepStrictEqual(await explained(mesh, complaints), []);
}

test('while nothing changes nothing fails, so failures are not made by the load itself', async () => {
  const { complaints, asked, perSecond } = await noChange(mesh, questions(ONE, ONE), 30);
  assert.deepStrictEqual(await explained(mesh, complaints), []);
  assert.ok(asked >= 400 && perSecond > 80, `${asked} requests, ${perSecond} a second`);
});

const BEGUN: ShopProps = { ...TWO, step: 0 };
const WITHOUT_TESTERS: ShopProps = { ...BEGUN, testers: false };

test('a version is added by a release that has not begun: nobody gets it', async () => goes(ONE, WITHOUT_TESTERS, 'object by object'));

test('testers are sent to it once it runs', async () => goes(WITHOUT_TESTERS, BEGUN, 'object by object'));

for (const step of [1, 2, 3]) {
  test(`the release goes on to ${STEPS[step - 1]} percent`, async () => goes({ ...TWO, step: step - 1 }, { ...TWO, step }));
}

test('and back to none: everybody gets the stable version again', async () => goes({ ...TWO, step: 3 }, { ...TWO, step: 0 }));

test('and in one step to 80 percent', async () => goes({ ...TWO, step: 0 }, { ...TWO, step: 4 }));

test('and to 100 percent', async () => goes({ ...TWO, step: 4 }, { ...TWO, step: 5 }));

test('the candidate becomes the one version, and the old one goes', async () => goes({ ...TWO, step: 5 }, { versions: ['v2'] }, 'object by object'));

test('a new image is rolled out without a failed request', async () => goes({ versions: ['v2'] }, { versions: ['v2'], image: 'registry.example.com/app:2' }));

const LATER: ShopProps = { versions: ['v2', 'v3'], image: 'registry.example.com/app:2' };

test('seen failing: testers are sent to a version that has yet to start', async () => {
  const [from, to]: ShopProps[] = [{ ...LATER, versions: ['v2'] }, { ...LATER, step: 0, testers: true }];
  const { complaints } = await changeUnderLoad(mesh, { from: shop(from), to: shop(to) }, questions(from, to));
  const said = seen(complaints);
  for (const complaint of ['tester inside, meanwhile: 503', 'tester outside, meanwhile: 503']) assert.ok(said.includes(complaint), said.join('\n'));
  // proxies may go on avoiding the pods that have refused them for a while
  assert.deepStrictEqual(said.filter((complaint) => !/^tester (inside|outside), (meanwhile|after): 503$/.test(complaint)), []);
});

test('seen failing: routes are applied before the subset they name, though its pods run', async () => {
  const [from, to]: ShopProps[] = [{ ...LATER, step: 0 }, { ...LATER, step: 3 }];
  const isSubsets = ({ kind, metadata }: KubeObject) => kind === 'DestinationRule' && metadata.name === 'payments';
  const unknown = shop(from).map((object) => (isSubsets(object) ? shop({ ...LATER, versions: ['v2'] }).find(isSubsets)! : object));
  const isRoute = ({ kind }: KubeObject) => kind === 'VirtualService';
  const inFileOrder = shop(to);
  const routesFirst = [...inFileOrder.filter(isRoute), ...inFileOrder.filter((object) => !isRoute(object))];
  for (const [order, expected] of [[inFileOrder, []], [routesFirst, ['503']]] as const) {
    await mesh.apply(unknown);
    const { complaints } = await changeUnderLoad(mesh, { from: unknown, to: order, pace: 'object by object' }, questions(from, to));
    assert.deepStrictEqual([...new Set(complaints.map(({ outcome }) => outcome))], expected);
  }
});

test('seen failing: a version goes together with the routes to it, and not after them', async () => {
  const [from, to]: ShopProps[] = [{ ...LATER, step: 3 }, { ...LATER, versions: ['v2'] }];
  const { complaints } = await changeUnderLoad(mesh, { from: shop(from), to: shop(to), pace: 'object by object' }, questions(from, to));
  assert.ok(seen(complaints).includes('orders, meanwhile: 503') && seen(complaints).includes('gateway, meanwhile: 503'), seen(complaints).join('\n'));
});

function seen(complaints: readonly Complaint[]): string[] {
  return complaints.map(({ name, when, outcome }) => `${name}, ${when}: ${outcome}`).sort();
}
