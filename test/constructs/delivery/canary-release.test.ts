import { AbTest, AbVariant, CanaryRelease, GatewayTls, HeaderMatch, MeshGateway, PathMatch, QueryMatch, ReleaseEngine, RouteMatch, ServicePort } from '../../../src';
import type { CanaryReleaseProps } from '../../../src';
import { Shop } from '../../testing/shop';
import { find, judge } from '../../testing/synth';

const STEPS = [10, 30, 50, 80, 100];

/** A release at a step, with testers and a gateway in front. */
function atStep(step: number, props: Partial<CanaryReleaseProps> = {}): any[] {
  const shop = new Shop();
  const service = shop.versioned('a', ['v1', 'v2'], { ports: [ServicePort.http(80), ServicePort.tcp(9000)] });
  new CanaryRelease(shop.namespace, 'release', {
    service, stable: 'v1', candidate: 'v2', steps: STEPS, step, testerHeader: HeaderMatch.present('x-tester'), ...props,
  });
  new MeshGateway(shop.namespace, 'edge', { hosts: ['a.example.com'], tls: GatewayTls.simple('tls') }).route(service, { path: PathMatch.subtree('/a') });
  return shop.synth();
}

/** Objects with every share taken out: destinations become their version. */
function withoutShares(objects: any[]): unknown {
  return JSON.parse(JSON.stringify(objects), (_key, value) => (Array.isArray(value?.route) ? { ...value, route: 'shared out' } : value));
}

const sharesIn = (entry: any) => Object.fromEntries(entry.route.map((to: any) => [to.destination.subset, to.weight ?? 100]));

describe('the next step', () => {
  test.each(STEPS.map((_share, index) => index))('after step %i changes shares, and nothing else', (step) => {
    expect(withoutShares(atStep(step + 1))).toEqual(withoutShares(atStep(step)));
    expect(atStep(step + 1)).not.toEqual(atStep(step));
  });

  test('moves requests, connections and what comes through gateways alike', () => {
    for (const [step, share] of [0, ...STEPS].entries()) {
      const objects = atStep(step);
      const { http, tcp } = find(objects, 'VirtualService', 'a').spec;
      const outside = find(objects, 'VirtualService', 'edge-a-example-com').spec.http;
      const expected = Object.fromEntries(Object.entries({ v1: 100 - share, v2: share }).filter(([, weight]) => weight > 0));
      expect([http.at(-1), tcp.at(-1), outside.at(-1)].map(sharesIn)).toEqual([expected, expected, expected]);
      expect(judge(objects)).toEqual([]);
    }
  });
});

describe('a release', () => {
  test('says what the candidate gets now', () => {
    const shop = new Shop();
    const release = (id: string, props: Partial<CanaryReleaseProps>) => new CanaryRelease(shop.namespace, `${id}-release`, {
      service: shop.versioned(id, ['v1', 'v2']), stable: 'v1', candidate: 'v2', steps: STEPS, ...props,
    }).weight;
    expect([release('a', {}), release('b', { step: 2 }), release('c', { step: 5, engine: ReleaseEngine.istioWeights() })]).toEqual([0, 30, 100]);
  });

  test('sends testers to the candidate at every step', () => {
    for (const step of [0, 1, 5]) {
      const [first] = find(atStep(step), 'VirtualService', 'a').spec.http;
      expect([first.name, sharesIn(first)]).toEqual(['release-tester', { v2: 100 }]);
    }
  });

  test('mirrors before its first step only, and only what has no effect', () => {
    const mirroring = (step: number) => find(atStep(step, { mirrorFirst: 20 }), 'VirtualService', 'a').spec.http.filter((entry: any) => entry.mirrors !== undefined);
    const [copied] = mirroring(0);
    expect(copied.match[0].method).toEqual({ regex: 'GET|HEAD|OPTIONS' });
    expect(copied.mirrors).toEqual([{ destination: { host: 'a.shop.svc.cluster.local', port: { number: 80 }, subset: 'v2' }, percentage: { value: 20 } }]);
    expect(mirroring(1)).toEqual([]);
  });

  test('keeps who drew the candidate by a cookie, as long as there is something to draw', () => {
    const cookiesAt = (step: number) => JSON.stringify(atStep(step, { stickyCookie: {} })).match(/release=v2; Path=\/; Max-Age=86400; HttpOnly; SameSite=Lax/g)?.length ?? 0;
    expect([0, 1, 4, 5].map(cookiesAt)).toEqual([0, 2, 2, 0]);
  });

  test('leaves routes that name a version as they are', () => {
    const shop = new Shop();
    const service = shop.versioned('a', ['v1', 'v2']);
    service.route('old', { match: RouteMatch.of({ path: PathMatch.subtree('/old') }), version: 'v1' });
    new CanaryRelease(shop.namespace, 'release', { service, stable: 'v1', candidate: 'v2', steps: [50, 100], step: 1 });
    expect(find(shop.synth(), 'VirtualService', 'a').spec.http.map(sharesIn)).toEqual([{ v1: 100 }, { v1: 50, v2: 50 }]);
  });
});

describe('a test', () => {
  function entries(variants: AbVariant[]): any[] {
    const shop = new Shop();
    new AbTest(shop.namespace, 'test', { service: shop.versioned('a', ['v1', 'v2', 'v3']), variants, defaultVersion: 'v1' });
    return find(shop.synth(), 'VirtualService', 'a').spec.http;
  }

  test('gives everybody else the default', () => {
    const http = entries([AbVariant.header(HeaderMatch.exact('x-group', 'a'), 'v2'), AbVariant.query(QueryMatch.exact('group', 'b'), 'v3')]);
    expect(http.map((entry) => [entry.name, sharesIn(entry)])).toEqual([['test-1-v2', { v2: 100 }], ['test-2-v3', { v3: 100 }], ['default', { v1: 100 }]]);
  });

  test('of one kind asks in the order of the variants, also with more than nine', () => {
    const http = entries(Array.from({ length: 11 }, (_none, index) => AbVariant.header(HeaderMatch.exact(`x-${10 - index}`, 'a'), index % 2 === 0 ? 'v2' : 'v3')));
    expect(http.slice(0, -1).map((entry) => Object.keys(entry.match[0].headers)[0])).toEqual(Array.from({ length: 11 }, (_none, index) => `x-${10 - index}`));
  });

  test('finds a cookie wherever it stands among others', () => {
    const [{ match }] = entries([AbVariant.cookie('group', 'b.1', 'v2'), AbVariant.header(HeaderMatch.present('x-v3'), 'v3')]);
    const pattern = new RegExp(`^(?:${match[0].headers.cookie.regex})$`);
    for (const cookie of ['group=b.1', 'a=1; group=b.1', 'group=b.1; c=3', 'a=1; group=b.1; c=3']) expect(cookie).toMatch(pattern);
    for (const cookie of ['group=b11', 'group=b.12', 'mygroup=b.1', 'a=group=b.1', '']) expect(cookie).not.toMatch(pattern);
  });
});
