import { App, Chart, Duration, Testing } from 'cdk8s';
import {
  FaultInjection, LoadBalancer, Locality, MeshGateway, MeshService, type MeshServiceProps, PathMatch, RetryOn, RetryPolicy, RouteMatch,
  type RouteOptions, ServicePort, TrafficMirror, Workload, ZeroTrustNamespace,
} from '../../src';
import type { KubeObject } from '../mesh/kube';

/** One failure must not get a pod out of the way while it is counted how often it is asked. */
const NEVER_EJECTED = { consecutive5xxErrors: 0 };

export const CLOSED_PORT = 9;
const POD = { image: 'registry.example.com/shop:1.0.0' };

/** Regions and zones of the test's own: there is but one node, and Istio takes this label before the node's. */
const LOCALITY = 'istio-locality';
const HERE = 'north.a';
const ELSEWHERE = 'south.b';

/** A shop that declares every kind of resilience, and whose customer may call all of it. */
export function shop(): KubeObject[] {
  const chart = new Chart(new App(), 'shop');
  const namespace = new ZeroTrustNamespace(chart, 'shop');
  const service = (name: string, props: Partial<MeshServiceProps> & { readonly replicas?: number }) => new MeshService(namespace, name, {
    ports: [ServicePort.http(8080)],
    ...(props.versions === undefined ? { workload: pods(props.replicas ?? 1) } : {}),
    ...props,
  });
  const customer = service('customer', {});
  const orders = service('orders', { outlierDetection: NEVER_EJECTED });
  for (const [name, options] of Object.entries(ORDER_ROUTES)) {
    orders.route(name, { match: RouteMatch.of({ path: PathMatch.exact(`/${name}`) }), ...options });
  }
  const ledger = service('ledger', {
    ports: [ServicePort.http(8080), ServicePort.grpc(9090)],
    versions: { v1: pods(1), v2: pods(1) },
    defaultVersion: 'v1',
    retries: RetryPolicy.idempotent({ attempts: 2, retryOn: [RetryOn.UNAVAILABLE, RetryOn.GATEWAY_ERROR], reason: 'entries bear a number' }),
    outlierDetection: NEVER_EJECTED,
  });
  ledger.route('copied', { match: RouteMatch.of({ path: PathMatch.subtree('/copied') }), mirror: TrafficMirror.of({ version: 'v2' }) });
  ledger.route('unnumbered', {
    match: RouteMatch.of({ path: PathMatch.subtree('/unnumbered') }), retries: RetryPolicy.byMethod({ attempts: 2, retryOn: [RetryOn.UNAVAILABLE] }),
  });
  const stock = service('stock', { outlierDetection: NEVER_EJECTED, loadBalancer: LoadBalancer.roundRobin() });
  stock.route('never', { match: RouteMatch.of({ path: PathMatch.exact('/never') }), retries: RetryPolicy.none() });
  const till = service('till', { connectionPool: { tcp: { maxConnections: 2 }, http: { http1MaxPendingRequests: 2 } }, outlierDetection: NEVER_EJECTED });
  const desk = service('desk', { workload: withClosedPort(), connectionPool: { http: { http2MaxRequests: 3 } }, outlierDetection: NEVER_EJECTED });
  const catalogue = service('catalogue', {
    replicas: 3,
    loadBalancer: LoadBalancer.hashByCookie({ name: 'basket', ttl: Duration.hours(1) }),
    outlierDetection: { consecutive5xxErrors: 3, interval: Duration.millis(500), baseEjectionTime: Duration.seconds(3), maxEjectionPercent: 34 },
  });
  const search = service('search', {
    replicas: 3,
    loadBalancer: LoadBalancer.hashByHeader('x-user'),
    outlierDetection: { consecutive5xxErrors: 3, interval: Duration.millis(500), baseEjectionTime: Duration.minutes(5), maxEjectionPercent: 10 },
  });
  const depot = service('depot', {
    workload: pods(1, HERE),
    locality: Locality.failover({ north: 'south' }),
    outlierDetection: { consecutive5xxErrors: 3, interval: Duration.millis(500), baseEjectionTime: Duration.minutes(5) },
  });
  for (const callee of [orders, ledger, stock, till, desk, catalogue, search, depot]) customer.calls(callee);

  const edge = new MeshGateway(namespace, 'edge', { hosts: ['shop.example.com', 'partners.example.com'], plaintextReason: 'the test looks inside' });
  edge.route(orders, { hosts: ['shop.example.com'] });
  edge.route(orders, {
    name: 'partners', hosts: ['partners.example.com'], timeout: Duration.seconds(2), retries: RetryPolicy.byMethod({ attempts: 1 }),
  });
  return withDepotElsewhere(Testing.synth(chart));
}

/** The routes of orders, each at the path of its name; what no route takes has the library's own defaults. */
const ORDER_ROUTES: Record<string, RouteOptions> = {
  'quick': { timeout: Duration.seconds(2) },
  'unlimited': { timeout: Duration.seconds(0) },
  'by-method': { retries: RetryPolicy.byMethod({ attempts: 2 }) },
  'by-try': { retries: RetryPolicy.byMethod({ attempts: 2, perTryTimeout: Duration.seconds(1) }) },
  'safe': { retries: RetryPolicy.safe({ attempts: 3, perTryTimeout: Duration.seconds(1) }) },
  'idempotent': { retries: RetryPolicy.idempotent({ attempts: 1, retryOn: [RetryOn.FIVE_XX], reason: 'orders bear a key' }) },
  'never': { retries: RetryPolicy.none() },
  'conflict': { retries: RetryPolicy.byMethod({ attempts: 1, retryOn: [RetryOn.RETRIABLE_4XX] }) },
  'refused': {
    fault: FaultInjection.of({ abort: { httpStatus: 503, percentage: 30 }, reason: 'callers are tested' }),
    retries: RetryPolicy.byMethod({ attempts: 2 }),
  },
  'late': {
    fault: FaultInjection.of({ delay: { fixedDelay: Duration.seconds(1), percentage: 100 }, reason: 'callers are tested' }),
    timeout: Duration.seconds(2),
    retries: RetryPolicy.byMethod({ attempts: 2 }),
  },
};

function pods(replicas: number, locality = HERE): Workload {
  return Workload.deployment({ ...POD, replicas, podLabels: { [LOCALITY]: locality } });
}

/** Pods with a port that refuses connections: nobody listens there, and their proxy does not catch them. */
function withClosedPort(): Workload {
  return Workload.deployment({ ...POD, replicas: 1, podLabels: { [LOCALITY]: HERE }, podAnnotations: { 'traffic.sidecar.istio.io/excludeInboundPorts': String(CLOSED_PORT) } });
}

/** A second Deployment of depot's pods in another region, as another cluster would add it. */
function withDepotElsewhere(objects: KubeObject[]): KubeObject[] {
  const elsewhere = structuredClone(objects.find(({ kind, metadata }) => kind === 'Deployment' && metadata.name.startsWith('depot'))!);
  elsewhere.metadata.name = 'depot-elsewhere';
  elsewhere.spec.template.metadata.labels[LOCALITY] = ELSEWHERE;
  for (const labels of [elsewhere.spec.selector.matchLabels, elsewhere.spec.template.metadata.labels]) labels.site = 'elsewhere';
  return [...objects, elsewhere];
}
