import { accepted } from './a-mesh';
import { VIRTUAL_SERVICE } from '../../src/render/kinds';
import { renderGatewayVirtualService, renderVirtualService } from '../../src/render/virtual-service';
import {
  aGateway, aGatewayRoute, aModel, anOrigin, aPort, aRelease, aRoute, aService, aSplit, aStream, type ModelParts, versions,
} from '../testing/a-model';
import { webhookProblems } from '../testing/webhook-rules';

const HOST = 'orders.shop.svc.cluster.local';
const NO_RETRIES = { attempts: 0 };
const safe = { attempts: 2, perTryTimeoutMs: 1500, retryOn: ['connect-failure', 'refused-stream'], retryIdempotentOn: ['503'] };

const two = aService('shop/orders', { versions: versions('v1', 'v2'), defaultVersion: 'v1' });
const to = (subset: string, port = 8080) => ({ destination: { host: HOST, subset, port: { number: port } } });

/** The API server takes it, and Istio's webhook has nothing to say. */
function judged<T extends object>(spec: T): T {
  expect(webhookProblems({ ...VIRTUAL_SERVICE, metadata: { name: 'subject', namespace: 'shop' }, spec: accepted(VIRTUAL_SERVICE, spec) })).toEqual([]);
  return spec;
}

function render(parts: ModelParts) {
  const model = aModel({ services: [two], ...parts });
  return judged(renderVirtualService(model, 'shop/orders'));
}

function http(parts: ModelParts) {
  return render(parts).http!;
}

test('one version: its subset all the same, so that a second one can come without a gap', () => {
  expect(render({ services: [aService('shop/orders')] })).toStrictEqual({
    hosts: [HOST],
    exportTo: ['.'],
    http: [{ name: 'default', route: [to('v1')], retries: NO_RETRIES }],
  });
});

test('the mesh is not named as a gateway, and streams are not mentioned where there are none', () => {
  const spec = render({});
  expect(spec).not.toHaveProperty('gateways');
  expect(spec).not.toHaveProperty('tcp');
  expect(spec).not.toHaveProperty('tls');
});

test('a release: weights, and a cookie for who gets the candidate', () => {
  const release = aRelease(30, { stickyCookie: { name: 'canary', maxAgeSeconds: 60 }, tester: { headers: { 'X-Tester': { kind: 'present' } } } });
  expect(http({ releases: [release] })).toStrictEqual([
    { name: 'canary-tester', match: [{ headers: { 'x-tester': {} } }], route: [to('v2')], retries: NO_RETRIES },
    { name: 'canary-sticky', match: [{ headers: { cookie: { regex: '(.*;\\s*)?canary=v2(;.*)?' } } }], route: [to('v2')], retries: NO_RETRIES },
    {
      name: 'default',
      route: [
        { ...to('v1'), weight: 70 },
        { ...to('v2'), weight: 30, headers: { response: { add: { 'Set-Cookie': 'canary=v2; Path=/; Max-Age=60; HttpOnly; SameSite=Lax' } } } },
      ],
      retries: NO_RETRIES,
    },
  ]);
});

test('every condition of a match has its place', () => {
  const match = {
    path: { kind: 'regex', value: '/a/[0-9]+' },
    methods: ['PUT', 'GET'],
    headers: { 'x-a': { kind: 'prefix', value: 'a' } },
    withoutHeaders: { 'x-b': { kind: 'present' } },
    query: { q: { kind: 'exact', value: '1' } },
    authority: { kind: 'exact', value: 'orders' },
  } as const;
  expect(http({ routes: [aRoute('r', { match })] })[0].match).toStrictEqual([{
    uri: { regex: '/a/[0-9]+' },
    method: { regex: 'GET|PUT' },
    headers: { 'x-a': { prefix: 'a' } },
    withoutHeaders: { 'x-b': {} },
    queryParams: { q: { exact: '1' } },
    authority: { exact: 'orders' },
  }]);
  expect(http({ routes: [aRoute('r', { match: { methods: ['GET'] } })] })[0].match).toStrictEqual([{ method: { exact: 'GET' } }]);
});

test('a subtree is its root and what is below, and no longer name', () => {
  const match = { path: { kind: 'subtree', value: '/users' }, methods: ['GET'] } as const;
  expect(http({ routes: [aRoute('r', { match })] })[0].match).toStrictEqual([
    { uri: { exact: '/users' }, method: { exact: 'GET' } },
    { uri: { prefix: '/users/' }, method: { exact: 'GET' } },
  ]);
});

test('everything a route can say', () => {
  const route = aRoute('all', {
    target: aSplit({ v1: 100 }),
    timeoutMs: 1500,
    fault: { delay: { fixedDelayMs: 2000, percentage: 0.1 }, abort: { grpcStatus: 'UNAVAILABLE', percentage: 5 }, reason: 'drill' },
    cors: { allowOrigins: [{ kind: 'exact', value: 'https://shop.example.com' }, { kind: 'present' }], allowMethods: ['GET'], allowHeaders: [], exposeHeaders: [], maxAge: '60s' },
    headers: { request: { set: { 'x-b': '1', 'x-a': '2' }, remove: [] }, response: { remove: ['server'] } },
    rewrite: { authority: 'other' },
  });
  expect(http({ routes: [route] })).toStrictEqual([{
    name: 'all',
    route: [to('v1')],
    rewrite: { authority: 'other' },
    timeout: '1500ms',
    retries: NO_RETRIES,
    fault: { delay: { fixedDelay: '2s', percentage: { value: 0.1 } }, abort: { grpcStatus: 'UNAVAILABLE', percentage: { value: 5 } } },
    corsPolicy: { allowOrigins: [{ exact: 'https://shop.example.com' }, { regex: '.*' }], allowMethods: ['GET'], maxAge: '60s' },
    headers: { request: { set: { 'x-a': '2', 'x-b': '1' } }, response: { remove: ['server'] } },
  }]);
});

test('header changes that change nothing are not emitted', () => {
  expect(http({ routes: [aRoute('all', { headers: { request: { set: {}, remove: [] } } })] })[0]).not.toHaveProperty('headers');
});

describe('retries', () => {
  const service = { ...two, retries: safe };

  test('conditions for idempotent requests make an entry of their own, first', () => {
    expect(http({ services: [service] }).map(({ name, match, retries }) => ({ name, match, retries }))).toStrictEqual([
      {
        name: 'default-idempotent',
        match: [{ method: { regex: 'DELETE|GET|HEAD|OPTIONS|PUT' } }],
        retries: { attempts: 2, perTryTimeout: '1500ms', retryOn: 'connect-failure,refused-stream,503' },
      },
      { name: 'default', match: undefined, retries: { attempts: 2, perTryTimeout: '1500ms', retryOn: 'connect-failure,refused-stream' } },
    ]);
  });

  test('methods of the match that are all idempotent need one entry', () => {
    const [entry, next] = http({ services: [service], routes: [aRoute('read', { match: { methods: ['HEAD', 'GET'] } })] });
    expect(entry).toMatchObject({ name: 'read', match: [{ method: { regex: 'GET|HEAD' } }], retries: { retryOn: 'connect-failure,refused-stream,503' } });
    expect(next.name).toBe('default-idempotent');
  });

  test('methods of the match that are partly idempotent are told apart', () => {
    const entries = http({ services: [service], routes: [aRoute('some', { match: { methods: ['GET', 'POST'] } })] });
    expect(entries.slice(0, 2).map(({ name, match }) => [name, match])).toStrictEqual([
      ['some-idempotent', [{ method: { exact: 'GET' } }]], ['some', [{ method: { exact: 'POST' } }]],
    ]);
  });

  test.each([
    ['the conditions are the same for all', { ...safe, retryIdempotentOn: ['refused-stream'] }, 'HTTP'],
    ['nothing is retried', { ...safe, attempts: 0 }, 'HTTP'],
    ['every request of gRPC is a POST', safe, 'GRPC'],
  ] as const)('one entry where %s', (_title, retries, protocol) => {
    expect(http({ services: [{ ...two, retries, ports: [aPort(protocol, 8080)] }] })).toHaveLength(1);
  });

  test('no condition means no retry, not the mesh\'s default conditions', () => {
    const entries = http({ services: [{ ...two, retries: { attempts: 2, retryOn: [], retryIdempotentOn: ['5xx'] } }] });
    expect(entries.map(({ retries }) => retries)).toStrictEqual([{ attempts: 2, retryOn: '5xx' }, NO_RETRIES]);
  });
});

describe('mirrors', () => {
  const mirror = { version: 'v2', percentage: 10, methods: ['GET'] };
  const mirrors = [{ ...to('v2'), percentage: { value: 10 } }];

  test('copy the methods that are named, and no others', () => {
    const release = aRelease(0, { mirror });
    expect(http({ releases: [release] }).map((entry) => [entry.name, entry.match, entry.mirrors])).toStrictEqual([
      ['default-mirror', [{ method: { exact: 'GET' } }], mirrors],
      ['default', undefined, undefined],
    ]);
  });

  test('beside retries: an entry for each combination, the copied ones first', () => {
    const entries = http({ services: [{ ...two, retries: safe }], releases: [aRelease(0, { mirror: { ...mirror, methods: ['GET', 'POST'] } })] });
    expect(entries.map((entry) => [entry.name, entry.match?.[0].method, entry.retries?.retryOn, entry.mirrors !== undefined])).toStrictEqual([
      ['default-mirror-idempotent', { exact: 'GET' }, 'connect-failure,refused-stream,503', true],
      ['default-mirror', { exact: 'POST' }, 'connect-failure,refused-stream', true],
      ['default-idempotent', { regex: 'DELETE|HEAD|OPTIONS|PUT' }, 'connect-failure,refused-stream,503', false],
      ['default', undefined, 'connect-failure,refused-stream', false],
    ]);
  });

  test('of every method need no entry of their own', () => {
    expect(http({ releases: [aRelease(0, { mirror: { ...mirror, methods: [] } })] })).toMatchObject([{ name: 'default', mirrors }]);
  });
});

describe('rewrites', () => {
  const rewritten = (path: { kind: 'exact' | 'prefix' | 'subtree' | 'regex'; value: string } | undefined, by: string) =>
    http({ routes: [aRoute('r', { match: { path, methods: ['GET'] }, rewrite: { path: by } })] })
      .filter(({ name }) => name !== 'default').map(({ name, match, rewrite }) => [name, match?.[0].uri, rewrite]);

  test.each([
    ['/v2', [['r-root', { exact: '/users' }, { uri: '/v2' }], ['r', { prefix: '/users/' }, { uri: '/v2/' }]]],
    ['/v2/', [['r-root', { exact: '/users' }, { uri: '/v2' }], ['r', { prefix: '/users/' }, { uri: '/v2/' }]]],
    ['/', [['r-root', { exact: '/users' }, { uri: '/' }], ['r', { prefix: '/users/' }, { uri: '/' }]]],
  ])('a subtree to %s: the root and what is below', (by, expected) => {
    expect(rewritten({ kind: 'subtree', value: '/users' }, by)).toStrictEqual(expected);
  });

  test('neither glue names together nor double slashes', () => {
    expect(rewritten({ kind: 'prefix', value: '/users/' }, '/v2')).toStrictEqual([['r', { prefix: '/users/' }, { uri: '/v2/' }]]);
    expect(rewritten({ kind: 'prefix', value: '/users.v1' }, '/')).toStrictEqual([
      ['r', { prefix: '/users.v1' }, { uriRegexRewrite: { match: '^/users\\.v1/?', rewrite: '/' } }],
    ]);
    expect(rewritten({ kind: 'prefix', value: '/users' }, '/v2')).toStrictEqual([['r', { prefix: '/users' }, { uri: '/v2' }]]);
    expect(rewritten({ kind: 'exact', value: '/users' }, '/v2/')).toStrictEqual([['r', { exact: '/users' }, { uri: '/v2/' }]]);
    expect(rewritten(undefined, '/v2')).toStrictEqual([['r', undefined, { uri: '/v2/' }]]);
  });

  test('by regular expression, and the host', () => {
    const rewrite = { regex: { match: '^/a/(.*)', rewrite: '/\\1' }, authority: 'b' };
    expect(http({ routes: [aRoute('r', { match: { path: { kind: 'subtree', value: '/a' } }, rewrite })] })[0].rewrite)
      .toStrictEqual({ uriRegexRewrite: rewrite.regex, authority: 'b' });
  });
});

describe('redirects and direct responses', () => {
  const redirected = (value: string, kind: 'exact' | 'subtree' | 'prefix' = 'subtree') =>
    http({
      services: [{ ...two, timeoutMs: 1000, retries: safe }],
      routes: [aRoute('r', { match: { path: { kind, value } }, target: { kind: 'redirect', redirect: { prefixRewrite: '/new', redirectCode: 308 } } })],
    }).filter(({ name }) => !name!.startsWith('default'));

  test('a subtree: Istio replaces prefixes where the match is a prefix only', () => {
    expect(redirected('/old')).toStrictEqual([
      { name: 'r-root', match: [{ uri: { exact: '/old' } }], redirect: { uri: '/new', redirectCode: 308 } },
      { name: 'r', match: [{ uri: { prefix: '/old/' } }], redirect: { prefixRewrite: '/new/', redirectCode: 308 } },
    ]);
    expect(redirected('/old', 'exact')).toMatchObject([{ redirect: { uri: '/new' } }]);
    expect(redirected('/old', 'prefix')).toMatchObject([{ redirect: { prefixRewrite: '/new' } }]);
  });

  test('a whole host is told to go elsewhere in one entry', () => {
    const redirect = { authority: 'new.example.com', scheme: 'https', port: 8443 } as const;
    expect(http({ routes: [aRoute('all', { target: { kind: 'redirect', redirect } })] })).toStrictEqual([{ name: 'all', redirect }]);
  });

  test('an answer at once', () => {
    const target = { kind: 'directResponse', response: { status: 410, body: 'gone' } } as const;
    expect(http({ routes: [aRoute('r', { match: { path: { kind: 'exact', value: '/gone' } }, target })] })[0]).toStrictEqual({
      name: 'r', match: [{ uri: { exact: '/gone' } }], directResponse: { status: 410, body: { string: 'gone' } },
    });
    expect(http({ routes: [aRoute('all', { target: { kind: 'directResponse', response: { status: 204 } } })] })[0].directResponse).toStrictEqual({ status: 204 });
  });
});

describe('ports', () => {
  test('each HTTP port has its entries, told apart by match and name', () => {
    expect(http({ services: [{ ...two, ports: [aPort('HTTP', 8080), aPort('GRPC', 9090)] }] })).toStrictEqual([
      { name: 'default-8080', match: [{ port: 8080 }], route: [to('v1')], retries: NO_RETRIES },
      { name: 'default-9090', match: [{ port: 9090 }], route: [to('v1', 9090)], retries: NO_RETRIES },
    ]);
  });

  test('other ports are TCP to Istio, also where it knows the protocol', () => {
    const spec = render({ services: [{ ...two, ports: [aPort('HTTP', 8080), aPort('MYSQL', 3306)] }] });
    expect(spec.http).toMatchObject([{ name: 'default', match: [{ port: 8080 }] }]);
    expect(spec.tcp).toStrictEqual([{ match: [{ port: 3306 }], route: [to('v1', 3306)] }]);
  });

  test('connections are shared out', () => {
    const streams = [aStream('db', { versions: [{ version: 'v1', weight: 80 }, { version: 'v2', weight: 20 }] })];
    expect(render({ services: [{ ...two, ports: [aPort('TCP', 5432)] }], streams })).toStrictEqual({
      hosts: [HOST],
      exportTo: ['.'],
      tcp: [{ match: [{ port: 5432 }], route: [{ ...to('v1', 5432), weight: 80 }, { ...to('v2', 5432), weight: 20 }] }],
    });
  });

  test('a TLS port is routed by server name: the service\'s own, and those that are declared', () => {
    const streams = [aStream('named', { port: 8443, sniHosts: ['db.example.com'], versions: [{ version: 'v2', weight: 100 }] })];
    expect(render({ services: [{ ...two, ports: [aPort('TLS', 8443)] }], streams })).toStrictEqual({
      // Istio refuses a server name that is none of the hosts
      hosts: [HOST, 'db.example.com'],
      exportTo: ['.'],
      tls: [
        { match: [{ port: 8443, sniHosts: ['db.example.com'] }], route: [to('v2', 8443)] },
        { match: [{ port: 8443, sniHosts: [HOST] }], route: [to('v1', 8443)] },
      ],
    });
  });

  test('a TLS port without anything to say keeps taking every server name', () => {
    const service = aService('shop/orders', { ports: [aPort('HTTP', 8080), aPort('HTTPS', 8443)] });
    expect(render({ services: [service] })).not.toHaveProperty('tls');
  });

  test('a VirtualService has a route in any case', () => {
    expect(render({ services: [aService('shop/orders', { ports: [aPort('TLS', 8443)] })] }).tls).toStrictEqual([
      { match: [{ port: 8443, sniHosts: [HOST] }], route: [to('v1', 8443)] },
    ]);
  });
});

describe('of a gateway', () => {
  const gateway = aGateway('shop/edge');
  const edge = (parts: ModelParts, of = gateway) => {
    const model = aModel({ services: [two], gateways: [of], ...parts });
    return judged(renderGatewayVirtualService(model, of, model.hostsOf(of.key)[0]));
  };

  test('the host, bound to the gateway alone and seen by its proxy', () => {
    expect(edge({ gatewayRoutes: [aGatewayRoute('orders', { match: { path: { kind: 'subtree', value: '/orders' } } })], releases: [aRelease(10)] })).toStrictEqual({
      hosts: ['api.example.com'],
      gateways: ['shop/edge'],
      exportTo: ['.', 'istio-system'],
      http: [{
        name: 'orders',
        match: [{ uri: { exact: '/orders' } }, { uri: { prefix: '/orders/' } }],
        route: [{ ...to('v1'), weight: 90 }, { ...to('v2'), weight: 10 }],
        retries: NO_RETRIES,
      }],
    });
  });

  test('a proxy of the same namespace sees what is not exported', () => {
    const own = aGateway('shop/edge', { workload: { ...gateway.workload, namespace: 'shop' } });
    expect(edge({ gatewayRoutes: [aGatewayRoute('orders')] }, own).exportTo).toStrictEqual(['.']);
  });

  test('no port is matched: the service\'s ports are not the gateway\'s', () => {
    const service = { ...two, ports: [aPort('HTTP', 8080), aPort('GRPC', 9090)] };
    const [entry] = edge({ services: [service], gatewayRoutes: [aGatewayRoute('orders', { port: service.ports[1] })] }).http!;
    expect(entry).toStrictEqual({ name: 'orders', route: [to('v1', 9090)], retries: NO_RETRIES });
  });

  test('a service that others own has no subsets', () => {
    const foreign = aService('shop/orders', { owned: false, versions: [] });
    expect(edge({ services: [foreign], gatewayRoutes: [aGatewayRoute('orders')] }).http![0].route).toStrictEqual([
      { destination: { host: HOST, port: { number: 8080 } } },
    ]);
  });

  test('names stay unique when ids run together', () => {
    const routes = [aRoute('c', { match: { headers: { a: { kind: 'present' } } } }), aRoute('b-c', { match: { headers: { b: { kind: 'present' } } } })];
    const gatewayRoutes = [
      aGatewayRoute('a', { match: { path: { kind: 'exact', value: '/a' } } }), aGatewayRoute('a-b', { match: { path: { kind: 'exact', value: '/b' } } }),
    ];
    const names = edge({ routes, gatewayRoutes }).http!.map(({ name }) => name);
    expect(names).toStrictEqual(['a-b-c', 'a-c', 'a', 'a-b-b-c', 'a-b-c-2', 'a-b']);
  });

  test('TLS is passed on by server name, to the versions that get the connections inside', () => {
    const service = { ...two, ports: [aPort('TLS', 8443)] };
    const passthrough = [{ gateway: 'shop/edge', service: 'shop/orders', host: 'db.example.com', port: service.ports[0], origin: anOrigin('test') }];
    const spec = edge({ services: [service], passthrough, releases: [aRelease(25)] });
    expect(spec).not.toHaveProperty('http');
    expect(spec.tls).toStrictEqual([{
      match: [{ sniHosts: ['db.example.com'] }], route: [{ ...to('v1', 8443), weight: 75 }, { ...to('v2', 8443), weight: 25 }],
    }]);
    const foreign = aService('shop/orders', { owned: false, versions: [], ports: service.ports });
    expect(edge({ services: [foreign], passthrough }).tls![0].route).toStrictEqual([{ destination: { host: HOST, port: { number: 8443 } } }]);
  });
});
