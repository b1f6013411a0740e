import { DataPlane, EnforcementStage, HttpMethod, MeshNamespace, MeshService, MeshSimulator, PathMatch, ServicePort } from '../../../src';
import type { SimulatedRequest } from '../../../src';
import { image, refusal, Shop } from '../../testing/shop';
import { find } from '../../testing/synth';

const PORTS = [ServicePort.http(8080), ServicePort.tcp(5432)];

/** A ledger that may be called for everything, with what is required of its callers. */
function shop(required: (ledger: MeshService) => void, stage?: EnforcementStage): Shop {
  const of = new Shop({ stage });
  const ledger = of.service('ledger', { ports: PORTS });
  of.service('transaction').calls(ledger);
  required(ledger);
  return of;
}

const POSTS = { methods: [HttpMethod.POST], paths: [PathMatch.subtree('/v1/entries')] };

test('requests without it are refused, and no others', () => {
  const simulator = MeshSimulator.fromApp(shop((ledger) => ledger.requireHeader('Idempotency-Key', POSTS)).app);
  const ask = (request: Partial<SimulatedRequest>): SimulatedRequest => ({ caller: 'shop/transaction', to: 'http://ledger:8080', ...request });
  simulator.expectDenied(ask({ method: HttpMethod.POST, path: '/v1/entries' }));
  simulator.expectDenied(ask({ method: HttpMethod.POST, path: '/v1/entries/42', headers: { 'x-idempotency-key': 'k-1' } }));
  simulator.expectAllowed(ask({ method: HttpMethod.POST, path: '/v1/entries', headers: { 'idempotency-key': 'k-1' } }));
  simulator.expectAllowed(ask({ method: HttpMethod.GET, path: '/v1/entries' }));
  simulator.expectAllowed(ask({ method: HttpMethod.POST, path: '/v1/entriesx' }));
  simulator.expectAllowed({ caller: 'shop/transaction', to: 'tcp://ledger:5432' });
});

test('what is said twice is said once', () => {
  const [once, twice] = [1, 2].map((times) => shop((ledger) => { for (let said = 0; said < times; said += 1) ledger.requireHeader('x-tenant'); }).synth());
  expect(twice).toEqual(once);
});

test('before the last stage nobody is refused', () => {
  const policy = (stage: EnforcementStage) => shop((ledger) => ledger.requireHeader('x-tenant'), stage).synth()
    .find(({ metadata }) => metadata.name === 'ledger-required-headers');
  expect(policy(EnforcementStage.PERMISSIVE)).toBeUndefined();
  expect(policy(EnforcementStage.STRICT).metadata.annotations).toEqual({ 'istio.io/dry-run': 'true' });
  expect(policy(EnforcementStage.ENFORCED).metadata.annotations).toBeUndefined();
});

test('in a namespace without zero trust it is refused, too', () => {
  const of = new Shop();
  const open = new MeshService(new MeshNamespace(of.chart, 'open'), 'ledger', { ports: PORTS, workload: image('ledger') });
  open.requireHeader('x-tenant');
  expect(find(of.synth(), 'AuthorizationPolicy', 'ledger-required-headers').spec).toEqual({
    action: 'DENY',
    selector: { matchLabels: { app: 'ledger' } },
    rules: [{ to: [{ operation: { ports: ['8080'] } }], when: [{ key: 'request.headers[x-tenant]', notValues: ['*'] }] }],
  });
});

describe('what is refused', () => {
  const on = (of: Shop, required: (ledger: MeshService) => void, ports = PORTS) => required(of.service('ledger', { ports }));

  test.each<[string, (of: Shop) => void, string]>([
    ['no header name', (of) => on(of, (ledger) => ledger.requireHeader('x tenant')), '[MSH020] app/shop/ledger: a required header is not a header name; got "x tenant"; allowed: letters, digits, - and _'],
    ['the host', (of) => on(of, (ledger) => ledger.requireHeader('Host')), '[MSH021] app/shop/ledger: a required header is not an ordinary header; got "Host"; fix: use AuthorityMatch in a match, Rewrite.authority in a change'],
    ['empty methods', (of) => on(of, (ledger) => ledger.requireHeader('x-tenant', { methods: [] })), '[MSH001] app/shop/ledger: `methods` is empty, which is neither all nor none; got []; fix: name at least one, or leave `methods` out to mean all'],
    ['a TCP port', (of) => on(of, (ledger) => ledger.requireHeader('x-tenant', { ports: [5432] })), '[MSH079] app/shop/ledger: port 5432 of ledger has no requests with headers; got "TCP"; fix: name HTTP ports'],
    ['a TCP port and methods', (of) => on(of, (ledger) => ledger.requireHeader('x-tenant', { ...POSTS, ports: [5432] })), '[MSH056] app/shop/ledger: methods and paths exist on HTTP ports only, and ledger has 5432 (TCP); fix: leave out methods and paths, name HTTP ports in `ports`, or declare the port with its real protocol: ServicePort.http(…)'],
    ['no HTTP port', (of) => on(of, (ledger) => ledger.requireHeader('x-tenant'), [ServicePort.tcp(5432)]), '[MSH070] app/shop/ledger: requireHeader() needs an HTTP port; got ["5432 (TCP)"]; fix: declare the port with its real protocol, ServicePort.http(…) or ServicePort.grpc(…), or leave this out'],
    ['an expression', (of) => on(of, (ledger) => ledger.requireHeader('x-tenant', { paths: [PathMatch.regex('/v[12]')] })), '[MSH058] app/shop/ledger: an AuthorizationPolicy cannot match a regular expression; got "/v[12]"; fix: use PathMatch.exact(), prefix() or subtree()'],
  ])('%s', (_, wrong, says) => {
    expect(refusal(wrong)).toBe(says);
  });

  test('where nothing reads requests', () => {
    expect(refusal((of) => {
      const node = new MeshNamespace(of.chart, 'node', { dataPlane: DataPlane.AMBIENT });
      new MeshService(node, 'ledger', { ports: PORTS, workload: image('ledger') }).requireHeader('x-tenant');
    })).toBe('[MSH075] app/node/ledger: requireHeader() needs a proxy that reads requests, and ledger is in an ambient namespace without a waypoint; fix: leave it out, or use DataPlane.SIDECAR for its namespace');
  });
});
