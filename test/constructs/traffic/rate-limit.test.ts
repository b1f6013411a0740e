import {
  AuthorityMatch, DataPlane, EnforcementStage, GatewayTls, HeaderMatch, HttpMethod, JwtRule, Mesh, MeshAnalysis, MeshGateway, MeshSimulator,
  PathMatch, QueryMatch, RateLimit, RateLimitDescriptor, RateLimitUnit, RouteMatch, ServicePort,
} from '../../../src';
import type { LocalRateLimitOptions } from '../../../src';
import { refusal, Shop } from '../../testing/shop';
import { find } from '../../testing/synth';

const SECOND = RateLimitUnit.SECOND;
const limit = (options: Partial<LocalRateLimitOptions> = {}) => RateLimit.local({ requests: 10, per: SECOND, ...options });
const bySub = { descriptors: [RateLimitDescriptor.claim('sub')] };
const tls = GatewayTls.simple('tls');
const needsToken = { rules: [JwtRule.of({ issuer: 'https://id.example.com', jwksUri: 'https://id.example.com/keys', audiences: ['a'] })] };

function specOf(declare: (shop: Shop) => void, name = 'a-rate-limit', shop = new Shop()): any {
  declare(shop);
  return find(shop.synth(), 'EnvoyFilter', name).spec;
}

/** What the proxy is told of limits of a service. */
function configOf(...limits: RateLimit[]): any {
  const spec = specOf((shop) => {
    const service = shop.service('a');
    for (const one of limits) service.rateLimit(one);
  });
  return spec.configPatches[0].patch.value.typed_config;
}

describe('the filter', () => {
  test('enforces every limit on every request: Envoy\'s own default is none', () => {
    const all = { default_value: { numerator: 100, denominator: 'HUNDRED' } };
    expect(configOf(limit())).toMatchObject({ filter_enabled: all, filter_enforced: all, enable_x_ratelimit_headers: 'DRAFT_VERSION_03' });
  });

  test('is for the pods of the service, once, whatever limits there are', () => {
    const shop = new Shop();
    const service = shop.service('a');
    for (const requests of [10, 20]) service.rateLimit(limit({ requests, match: RouteMatch.of({ path: PathMatch.exact(`/${requests}`) }) }));
    service.rateLimit(limit({ requests: 10, match: RouteMatch.of({ path: PathMatch.exact('/10') }) }));
    const filters = shop.synth().filter(({ kind }) => kind === 'EnvoyFilter');
    expect(filters.map(({ metadata, spec }) => [metadata.namespace, metadata.name, spec.workloadSelector, spec.configPatches.length]))
      .toEqual([['shop', 'a-rate-limit', { labels: { app: 'a' } }, 1]]);
    expect(filters[0].spec.configPatches[0].patch.value.typed_config.descriptors).toHaveLength(2);
  });

  test('stands on the ports of the pod that have requests, and on no other', () => {
    const ports = [ServicePort.http(80, { targetPort: 8080 }), ServicePort.grpc(9090), ServicePort.tcp(5432)];
    const { configPatches } = specOf((shop) => shop.service('a', { ports }).rateLimit(limit()));
    expect(configPatches.map(({ match }: any) => [match.context, match.listener.portNumber])).toEqual([['SIDECAR_INBOUND', 8080], ['SIDECAR_INBOUND', 9090]]);
  });

  test('is for the proxies that know it, and for their successors', () => {
    const { configPatches: [{ match }] } = specOf((shop) => shop.service('a').rateLimit(limit()));
    const isFor = (version: string) => new RegExp(match.proxy.proxyVersion).test(version);
    expect(['1.29.0', '1.31.1', '1.31-alpha.0123abc', '1.32.0-rc.0', '1.40.2', '1.100.0'].filter(isFor)).toHaveLength(6);
    expect(['1.9.0', '1.28.9', '1.3.0', '11.31.0', '1.3', '1.299'].filter(isFor)).toEqual(['1.299']);
  });

  test.each(Object.values(EnforcementStage))('is there in the stage %s', (stage) => {
    expect(specOf((shop) => shop.service('a').rateLimit(limit()), 'a-rate-limit', new Shop({ stage })).configPatches).toHaveLength(1);
  });

  test.each([[EnforcementStage.OBSERVE, 0], [EnforcementStage.PERMISSIVE, 0], [EnforcementStage.AUDIT, 1], [EnforcementStage.ENFORCED, 1]])('knows claims in the stage %s as tokens do', (stage, count) => {
    const shop = new Shop({ stage });
    const service = shop.service('a');
    service.requireJwt(needsToken);
    service.rateLimit(limit(bySub));
    expect(shop.synth().filter(({ kind }) => kind === 'EnvoyFilter')).toHaveLength(count);
  });
});

describe('a bucket', () => {
  test.each<[Partial<LocalRateLimitOptions>, object, string]>([
    [{}, { max_tokens: 10, tokens_per_fill: 10, fill_interval: '1s' }, '1'],
    [{ burst: 1 }, { max_tokens: 1, tokens_per_fill: 10, fill_interval: '1s' }, '1'],
    [{ requests: 5, per: RateLimitUnit.MINUTE, burst: 50 }, { max_tokens: 50, tokens_per_fill: 5, fill_interval: '60s' }, '12'],
    [{ requests: 7, per: RateLimitUnit.HOUR }, { max_tokens: 7, tokens_per_fill: 7, fill_interval: '3600s' }, '515'],
    [{ requests: 1, per: RateLimitUnit.DAY }, { max_tokens: 1, tokens_per_fill: 1, fill_interval: '86400s' }, '86400'],
  ])('for %j is as large and as fast', (options, bucket, retryAfter) => {
    const config = configOf(limit(options));
    expect(config.descriptors.map((one: any) => one.token_bucket)).toEqual([bucket]);
    expect(config.response_headers_to_add).toEqual([{ append_action: 'OVERWRITE_IF_EXISTS_OR_ADD', header: { key: 'retry-after', value: retryAfter } }]);
  });

  test('of several, the fastest says when to come again', () => {
    expect(configOf(limit({ requests: 1, per: RateLimitUnit.DAY }), limit({ requests: 4, per: RateLimitUnit.MINUTE })).response_headers_to_add[0].header.value).toBe('15');
  });
});

describe('what is counted', () => {
  const matched = (match: RouteMatch) => configOf(limit({ match })).rate_limits[0].actions.slice(1);
  const expression = (match: RouteMatch) => new RegExp(`^(?:${matched(match)[0].header_value_match.headers[0].string_match.safe_regex.regex})$`.replace('(?i)', ''), 'i');

  test.each<[string, PathMatch, string[], string[]]>([
    ['exact', PathMatch.exact('/a.b'), ['/a.b', '/a.b?c=d'], ['/a', '/axb', '/a.b/', '/a.bc']],
    ['prefix', PathMatch.prefix('/a'), ['/a', '/ab', '/a/b?c'], ['/b', '/']],
    ['subtree', PathMatch.subtree('/a'), ['/a', '/a/', '/a/b', '/a?b=/c'], ['/ab', '/']],
    ['regex', PathMatch.regex('/a|/b+'), ['/a', '/bb', '/a?b'], ['/ab', '/c']],
  ])('by a path (%s), whatever the query', (_, path, some, others) => {
    const counts = expression(RouteMatch.of({ path }));
    expect([...some, ...others].filter((one) => counts.test(one))).toEqual(some);
  });

  test.each<[string, AuthorityMatch, string[], string[]]>([
    ['exact', AuthorityMatch.exact('a.example.com'), ['a.example.com', 'A.Example.com:8443', 'a.example.com.'], ['b.example.com', 'axexample.com', 'a.example.com.evil.org']],
    ['prefix', AuthorityMatch.prefix('a.'), ['a.b', 'A.c:80'], ['b.a.c']],
    ['regex', AuthorityMatch.regex('a|b'), ['a', 'B'], ['ab']],
  ])('by a host (%s), as clients may write it', (_, authority, some, others) => {
    const counts = expression(RouteMatch.of({ authority }));
    expect([...some, ...others].filter((one) => counts.test(one))).toEqual(some);
  });

  test('by methods, headers and query', () => {
    const match = RouteMatch.of({
      methods: [HttpMethod.PUT, HttpMethod.GET],
      headers: [HeaderMatch.exact('a', 'x'), HeaderMatch.prefix('b', 'x'), HeaderMatch.regex('c', 'x'), HeaderMatch.present('d'), HeaderMatch.absent('e')],
      query: [QueryMatch.exact('q', 'x')],
    });
    expect(matched(match)).toEqual([
      {
        header_value_match: {
          descriptor_key: 'match',
          descriptor_value: expect.stringMatching(/^GET\|PUT, header a exact x/),
          headers: [
            { name: ':method', string_match: { safe_regex: { regex: 'GET|PUT' } } },
            { name: 'a', string_match: { exact: 'x' } },
            { name: 'b', string_match: { prefix: 'x' } },
            { name: 'c', string_match: { safe_regex: { regex: 'x' } } },
            { name: 'd', present_match: true },
            { name: 'e', present_match: true, invert_match: true },
          ],
        },
      },
      { query_parameter_value_match: { descriptor_key: 'query', descriptor_value: expect.any(String), query_parameters: [{ name: 'q', string_match: { exact: 'x' } }] } },
    ]);
  });

  test('every request, where the match is of every request', () => {
    expect(matched(RouteMatch.of({ path: PathMatch.prefix('/') }))).toEqual([]);
  });

  test('every case of what may be missing has a bucket of its own, and no request is without one', () => {
    const { descriptors, rate_limits: ways } = configOf(limit({ descriptors: [RateLimitDescriptor.header('x-b'), RateLimitDescriptor.header('X-A')] }));
    const none = { value: '(none)' };
    expect(descriptors.map(({ entries }: any) => entries.slice(1))).toEqual([
      [{ key: 'header x-a' }, { key: 'header x-b' }], [{ key: 'header x-a' }, { key: 'header x-b', ...none }],
      [{ key: 'header x-a', ...none }, { key: 'header x-b' }], [{ key: 'header x-a', ...none }, { key: 'header x-b', ...none }],
    ]);
    expect(ways).toHaveLength(4);
  });

  test('claims are those of the validated token, and a token without one is counted, too', () => {
    const spec = specOf((shop) => {
      const service = shop.service('a');
      service.requireJwt(needsToken);
      service.rateLimit(limit({ descriptors: [RateLimitDescriptor.nestedClaim(['realm_access', 'tenant'])] }));
    });
    expect(spec.configPatches[0].patch.value.typed_config.rate_limits[0].actions[1]).toEqual({
      metadata: {
        descriptor_key: 'claim realm_access.tenant',
        metadata_key: { key: 'envoy.filters.http.jwt_authn', path: [{ key: 'payload' }, { key: 'realm_access' }, { key: 'tenant' }] },
        default_value: '(none)',
      },
    });
  });
});

describe('at a gateway', () => {
  const shopWith = (hosts: string[]) => {
    const shop = new Shop();
    new Mesh(shop.chart, 'mesh', { ingressGateway: { namespace: 'ingress', labels: { gate: 'way' } } });
    const gateway = new MeshGateway(shop.namespace, 'edge', { hosts, tls });
    gateway.route(shop.service('behind'));
    gateway.rateLimit(limit());
    return shop;
  };

  test('it is for the gateway\'s pods, where they are', () => {
    const filter = find(shopWith(['a.example.com']).synth(), 'EnvoyFilter', 'shop-edge-rate-limit');
    expect([filter.metadata.namespace, filter.spec.workloadSelector]).toEqual(['ingress', { labels: { gate: 'way' } }]);
    expect(filter.spec.configPatches.map(({ match }: any) => match.context)).toEqual(['GATEWAY']);
  });

  test('only requests to its hosts are counted, as clients may write them', () => {
    const { spec } = find(shopWith(['a.example.com', '*.b.example.com']).synth(), 'EnvoyFilter', 'shop-edge-rate-limit');
    const [{ actions: [{ header_value_match: { headers: [host] } }] }] = spec.configPatches[0].patch.value.typed_config.rate_limits;
    const counts = new RegExp(`^(?:${host.string_match.safe_regex.regex.replace('(?i)', '')})$`, 'i');
    const some = ['a.example.com', 'A.EXAMPLE.com:443', 'x.b.example.com', 'x.y.b.example.com.'];
    const others = ['b.example.com', 'xa.example.com', 'c.example.com', 'a.example.com.org'];
    expect(host.name).toBe(':authority');
    expect([...some, ...others].filter((one) => counts.test(one))).toEqual(some);
  });
});

describe('others say of it', () => {
  test('the analysis: nothing', () => {
    const shop = new Shop();
    shop.service('a').rateLimit(limit());
    expect(MeshAnalysis.ofApp(shop.app).findings.map(({ code }) => code).filter((code) => ['MSH292', 'MSH293', 'MSH294', 'MSH295'].includes(code))).toEqual([]);
  });

  test('the simulator: that it is not simulated', () => {
    const shop = new Shop();
    const [a, b] = ['a', 'b'].map((id) => shop.service(id));
    b.calls(a);
    a.rateLimit(limit());
    expect(MeshSimulator.fromApp(shop.app).request({ caller: 'shop/b', to: 'a:8080' }).notSimulated).toEqual(['not simulated: EnvoyFilter shop/a-rate-limit']);
  });
});

describe('refused', () => {
  const whole = (name: string) => `[MSH011] \`${name}\` is out of range; got 0; allowed: whole numbers from 1 to 2147483647`;

  test.each<[string, (shop: Shop) => void, string]>([
    ['no requests', () => limit({ requests: 0 }), whole('requests')],
    ['no burst', () => limit({ burst: 0 }), whole('burst')],
    ['half a request', () => limit({ requests: 0.5 }), '[MSH011] `requests` is out of range; got 0.5; allowed: whole numbers from 1 to 2147483647'],
    ['an unknown unit', () => limit({ per: 'FORTNIGHT' as RateLimitUnit }), '[MSH010] unknown unit of a rate limit; got "FORTNIGHT"; allowed: SECOND, MINUTE, HOUR, DAY'],
    ['no descriptors', () => limit({ descriptors: [] }), '[MSH001] `descriptors` is empty; got []; fix: name what requests are counted by, or leave it out'],
    ['one of them twice', () => limit({ descriptors: [RateLimitDescriptor.header('A'), RateLimitDescriptor.header('a')] }),
      '[MSH015] a descriptor is named twice; got "header a"; fix: name it once'],
    ['too many', () => limit({ descriptors: ['a', 'b', 'c', 'd'].map((name) => RateLimitDescriptor.header(name)) }),
      '[MSH011] too many descriptors; got 4; allowed: 3 at most; fix: count by fewer things, or by two limits'],
    ['a pseudo header', () => RateLimitDescriptor.header(':path'), '[MSH021] the header is not an ordinary header; got ":path"; fix: use PathMatch in a match, Rewrite.path in a change'],
    ['a claim with brackets', () => RateLimitDescriptor.claim('a[b]'), '[MSH009] a claim cannot have brackets in its name; got "a[b]"; fix: name a claim inside of another by its path, as a list of names'],
    ['a service without requests', (s) => s.service('a', { ports: [ServicePort.tcp(5432)] }).rateLimit(limit()),
      '[MSH070] app/shop/a: a rate limit needs an HTTP port; got ["5432 (TCP)"]; fix: declare the port with its real protocol, ServicePort.http(…) or ServicePort.grpc(…), or leave this out'],
    ['a claim of nobody\'s token', (s) => s.service('a').rateLimit(limit(bySub)),
      '[MSH480] app/shop/a: requests are counted by a claim of a token, and no token is required; got ["sub"]; fix: call requireJwt() on the same service or gateway, or count by something else'],
  ])('%s', (_, wrong, message) => {
    expect(refusal(wrong)).toBe(message);
  });

  test('an ambient service, which has nobody who counts', () => {
    const message = refusal((s) => s.service('a').rateLimit(limit()), new Shop({ dataPlane: DataPlane.AMBIENT }));
    expect(message).toBe('[MSH075] app/shop/a: a rate limit needs a proxy that reads requests, and a is in an ambient namespace without a waypoint; fix: leave it out, or use DataPlane.SIDECAR for its namespace');
  });
});
