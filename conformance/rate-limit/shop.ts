import { Chart, Duration, Testing } from 'cdk8s';
import {
  CorsPolicy, GatewayTls, type GlobalRateLimitOptions, HttpMethod, JwtRule, type LocalRateLimitOptions, MeshGateway, MeshNamespace, MeshService,
  OriginMatch, PathMatch, Probe, RateLimit, RateLimitDescriptor, RateLimitService, RateLimitUnit, RouteMatch,
  ServicePort, Workload, ZeroTrustNamespace,
} from '../../src';
import type { KubeObject } from '../mesh/kube';
import { TokenIssuer } from '../mesh/tokens';

export const ISSUER = 'https://id.example.com';
export const PAGE = 'https://www.example.com';
export const tokens = TokenIssuer.create();

/** So slow that nothing becomes free while a test lasts. */
const perDay = (requests: number, options: Partial<LocalRateLimitOptions> = {}) => RateLimit.local({ requests, per: RateLimitUnit.DAY, ...options });
const at = (path: string) => ({ match: RouteMatch.of({ path: PathMatch.subtree(path) }) });

/** Services and gateways whose limits are so small that a few requests show them. */
export function shop(): KubeObject[] {
  const chart = new Chart(Testing.app(), 'shop');
  const namespace = new ZeroTrustNamespace(chart, 'shop');
  const service = (of: ZeroTrustNamespace | MeshNamespace, name: string, replicas = 1) => new MeshService(of, name, {
    ports: [ServicePort.http(8080), ...(name === 'orders' ? [ServicePort.grpc(9090)] : [])],
    workload: Workload.deployment({ image: 'registry.example.com/shop:1.0.0', replicas, readinessProbe: Probe.http('/ready') }),
  });
  const [customer, orders, accounts, tiny, stock] = ['customer', 'orders', 'accounts', 'tiny', 'stock'].map((name) => service(namespace, name));
  for (const callee of [orders, accounts, tiny, stock]) customer.calls(callee);
  service(new MeshNamespace(chart, 'wide'), 'stranger');

  orders.rateLimit(perDay(5, at('/few')));
  orders.rateLimit(perDay(1, { ...at('/burst'), burst: 3 }));
  orders.rateLimit(RateLimit.local({ requests: 1, per: RateLimitUnit.SECOND, ...at('/soon') }));
  orders.rateLimit(perDay(2, { ...at('/keyed'), descriptors: [RateLimitDescriptor.header('x-api-key')] }));
  orders.rateLimit(perDay(2, { match: RouteMatch.of({ path: PathMatch.exact('/both'), methods: [HttpMethod.POST] }) }));
  orders.rateLimit(perDay(3, { match: RouteMatch.of({ path: PathMatch.prefix('/bo') }) }));
  orders.rateLimit(perDay(1, at('/a.Service')));
  tiny.rateLimit(perDay(1));

  const required = { rules: [JwtRule.of({ issuer: ISSUER, jwks: tokens.jwks, audiences: ['shop'] })] };
  accounts.requireJwt({ ...required, publicPaths: [PathMatch.subtree('/public')] });
  accounts.rateLimit(perDay(2, { ...at('/mine'), descriptors: [RateLimitDescriptor.claim('sub'), RateLimitDescriptor.nestedClaim(['org', 'tenant'])] }));
  accounts.rateLimit(perDay(2, { ...at('/public'), descriptors: [RateLimitDescriptor.claim('sub')] }));

  const [partners, adverts] = countedForAll(chart);
  const forAll = (of: RateLimitService, requests: number, options: Partial<GlobalRateLimitOptions> = {}) =>
    RateLimit.globalBy(of, { requests, per: RateLimitUnit.DAY, ...options });
  // neither of its pods knows how many there were at the other
  const pair = service(namespace, 'pair', 2);
  customer.calls(pair);
  pair.rateLimit(forAll(partners, 6, at('/few')));
  pair.rateLimit(forAll(partners, 2, { ...at('/keyed'), descriptors: [RateLimitDescriptor.header('x-api-key')] }));
  pair.rateLimit(perDay(1, at('/both')));
  pair.rateLimit(forAll(partners, 5, at('/both')));
  const open = service(namespace, 'banner');
  customer.calls(open);
  open.rateLimit(forAll(adverts, 2));
  accounts.rateLimit(forAll(partners, 3, { ...at('/counted'), descriptors: [RateLimitDescriptor.claim('sub')] }));

  const edge = new MeshGateway(namespace, 'edge', { hosts: ['api.example.com'], plaintextReason: 'the test looks inside' });
  edge.route(stock, {
    cors: CorsPolicy.of({ allowOrigins: [OriginMatch.exact(PAGE)], allowMethods: [HttpMethod.GET], allowHeaders: ['authorization'], exposeHeaders: ['retry-after'] }),
  });
  edge.requireJwt(required);
  edge.rateLimit(perDay(2, { descriptors: [RateLimitDescriptor.claim('sub')] }));
  new MeshGateway(namespace, 'open', { hosts: ['www.example.com'], plaintextReason: 'the test looks inside' }).route(stock);
  const secure = new MeshGateway(namespace, 'secure', { hosts: ['*.secure.example.com'], tls: GatewayTls.simple('secure-tls'), redirectHttp: false });
  secure.route(stock);
  secure.rateLimit(perDay(3));
  const together = new MeshGateway(namespace, 'together', { hosts: ['together.example.com'], tls: GatewayTls.simple('together-tls'), redirectHttp: false });
  together.route(stock);
  together.rateLimit(forAll(partners, 2));
  return Testing.synth(chart);
}

/** Envoy's rate limit service, with two sets of limits; of one nothing is said to it, and where it cannot be asked the other is open. */
function countedForAll(chart: Chart): [RateLimitService, RateLimitService] {
  const counter = new MeshService(new ZeroTrustNamespace(chart, 'limits'), 'counter', {
    ports: [ServicePort.grpc(8081)],
    workload: Workload.deployment({
      image: 'registry.example.com/ratelimit:1.0.0',
      replicas: 1,
      env: { RUNTIME_ROOT: '/data', RUNTIME_SUBDIRECTORY: 'ratelimit', RUNTIME_WATCH_ROOT: 'false', RUNTIME_IGNOREDOTFILES: 'true' },
      configMaps: [{ configMapName: RateLimitService.configMapNameOf('partners'), directory: '/data/ratelimit/config' }],
    }),
  });
  return [
    new RateLimitService(chart, 'partners', { service: counter, timeout: Duration.seconds(1) }),
    new RateLimitService(chart, 'adverts', { service: counter, failOpenReason: 'adverts are worth no outage' }),
  ];
}
