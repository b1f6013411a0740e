import { Duration } from 'cdk8s';
import { Construct } from 'constructs';
import { AbTest, AbVariant, CanaryRelease } from '../delivery';
import { GatewayTls, MeshGateway } from '../gateway';
import { EnforcementStage, MutualTlsMode, ZeroTrustNamespace } from '../mesh';
import { ClaimMatch, JwtRule } from '../security';
import { Caller, MeshService, ServicePort, Workload } from '../service';
import { FaultInjection, HeaderMatch, HttpMethod, LoadBalancer, PathMatch, RetryOn, RetryPolicy, RouteMatch } from '../traffic';

/**
 * Properties of an `Ecommerce` system: its images, its stage, its release and its faults.
 */
export interface EcommerceProps {
  /**
   * Where the images are: `REGISTRY/SERVICE:VERSION`.
   *
   * @default 'registry.example.com/ecommerce'
   */
  readonly registry?: string;

  /**
   * How far zero trust is enforced.
   *
   * @default EnforcementStage.ENFORCED
   */
  readonly stage?: EnforcementStage;

  /**
   * Step of user-service's weekly release from v1 to v2: 10, 30, 50, 80 and 100 percent.
   *
   * @default 1
   */
  readonly canaryStep?: number;

  /**
   * Whether user-service delays and aborts one request in a thousand, to test its callers.
   *
   * @default false
   */
  readonly faults?: boolean;

  /**
   * Public keys of the token issuer, as a JSON key set, where istiod cannot fetch them.
   *
   * @default - fetched from https://auth.ecommerce.com/.well-known/jwks.json
   */
  readonly jwks?: string;
}

/**
 * A shop as a mesh: seven services, an admin console, one gateway, tokens, tests and a release.
 * `docs/ecommerce.md` tells where it comes from and what was corrected on the way.
 *
 * @example
 *
 * const chart = new Chart(new App(), 'shop');
 * const shop = new Ecommerce(chart, 'ecommerce', { canaryStep: 2 });
 * const invoices = new MeshService(shop.namespace, 'invoice-service', {
 *   ports: [ServicePort.http(8080)],
 *   workload: Workload.deployment({ image: 'registry.example.com/ecommerce/invoice-service:v1' }),
 * });
 * shop.orders.calls(invoices, { methods: [HttpMethod.POST], paths: [PathMatch.exact('/api/v1/invoices')] });
 */
export class Ecommerce extends Construct {
  /** The namespace `ecommerce`. */
  public readonly namespace: ZeroTrustNamespace;

  /** The namespace `admin`. */
  public readonly adminNamespace: ZeroTrustNamespace;

  /** The service `user-service`. */
  public readonly users: MeshService;

  /** The service `product-service`. */
  public readonly products: MeshService;

  /** The service `order-service`. */
  public readonly orders: MeshService;

  /** The service `payment-service`. */
  public readonly payments: MeshService;

  /** The service `recommendation-service`. */
  public readonly recommendations: MeshService;

  /** The service `notification-service`. */
  public readonly notifications: MeshService;

  /** The service `legacy-payment`. */
  public readonly legacyPayment: MeshService;

  /** The service `admin-console`, in the namespace `admin`. */
  public readonly console: MeshService;

  /** The gateway `ecommerce-gateway`. */
  public readonly gateway: MeshGateway;

  private readonly registry: string;

  /**
   * @param scope A chart, or anything inside of one.
   * @param id Name of the construct.
   * @param props Its images, its stage, its release and its faults.
   */
  public constructor(scope: Construct, id: string, props: EcommerceProps = {}) {
    super(scope, id);
    this.registry = props.registry ?? 'registry.example.com/ecommerce';
    this.namespace = new ZeroTrustNamespace(this, 'ecommerce', { stage: props.stage });
    this.adminNamespace = new ZeroTrustNamespace(this, 'admin', { stage: props.stage });

    this.users = this.userService();
    this.products = this.service('product-service', { ports: [ServicePort.http(8080), ServicePort.grpc(9090)] });
    this.orders = this.service('order-service');
    this.payments = this.service('payment-service', { versions: ['v1', 'asia-cluster', 'europe-cluster'], defaultVersion: 'v1' });
    this.recommendations = this.service('recommendation-service', { versions: ['stable', 'ml-v2', 'korea-optimized'] });
    this.notifications = this.service('notification-service');
    this.legacyPayment = this.service('legacy-payment');
    this.console = new MeshService(this.adminNamespace, 'admin-console', {
      ports: [ServicePort.http(8080)],
      workload: Workload.deployment({ image: `${this.registry}/admin-console:v1` }),
    });

    this.routeUsers(props);
    this.routeByRegionAndGroup();
    this.declareCalls();
    this.gateway = this.openGateway();
  }

  /** Pool, ejection and versions as the document gives them. */
  private userService(): MeshService {
    return this.service('user-service', {
      versions: ['v1', 'v2', 'canary'],
      props: {
        timeout: Duration.seconds(10),
        retries: RetryPolicy.byMethod({ attempts: 3, perTryTimeout: Duration.seconds(2), retryOn: [RetryOn.GATEWAY_ERROR] }),
        loadBalancer: LoadBalancer.leastRequest(),
        connectionPool: {
          tcp: {
            maxConnections: 100,
            connectTimeout: Duration.seconds(30),
            tcpKeepalive: { time: Duration.hours(2), interval: Duration.seconds(75) },
          },
          http: {
            http1MaxPendingRequests: 64,
            http2MaxRequests: 1000,
            maxRequestsPerConnection: 10,
            maxRetries: 3,
            idleTimeout: Duration.seconds(90),
          },
        },
        outlierDetection: { consecutive5xxErrors: 5, interval: Duration.seconds(30), baseEjectionTime: Duration.seconds(30), maxEjectionPercent: 50 },
        versionPolicies: {
          v1: { loadBalancer: LoadBalancer.roundRobin() },
          v2: { connectionPool: { tcp: { maxConnections: 50 } }, outlierDetection: { consecutive5xxErrors: 3 } },
          canary: { loadBalancer: LoadBalancer.random() },
        },
      },
    });
  }

  private routeUsers(props: EcommerceProps): void {
    const { users } = this;
    new CanaryRelease(this.namespace, 'user-release', {
      service: users,
      stable: 'v1',
      candidate: 'v2',
      steps: [10, 30, 50, 80, 100],
      step: props.canaryStep ?? 1,
      testerHeader: HeaderMatch.exact('version', 'v2'),
    });
    users.route('canary', { match: RouteMatch.of({ headers: [HeaderMatch.exact('version', 'canary')] }), version: 'canary' });
    users.route('api', {
      match: RouteMatch.of({ path: PathMatch.prefix('/api/v1/users') }),
      fault: props.faults ? FaultInjection.of({
        delay: { fixedDelay: Duration.seconds(5), percentage: 0.1 },
        abort: { httpStatus: 500, percentage: 0.1 },
        reason: 'tests that callers of user-service bear slow and failed answers',
      }) : undefined,
    });
    users.requireJwt({
      rules: [JwtRule.of({
        issuer: 'https://auth.ecommerce.com',
        ...(props.jwks === undefined ? { jwksUri: 'https://auth.ecommerce.com/.well-known/jwks.json' } : { jwks: props.jwks }),
        audiences: ['ecommerce-api'],
        forwardOriginalToken: true,
        claims: [ClaimMatch.of('role', ['admin', 'user']), ClaimMatch.of('verified', ['true'])],
      })],
    });
  }

  private routeByRegionAndGroup(): void {
    for (const region of ['asia', 'europe']) {
      this.payments.route(region, { match: RouteMatch.of({ headers: [HeaderMatch.exact('region', region)] }), version: `${region}-cluster` });
    }
    new AbTest(this.namespace, 'recommendation-models', {
      service: this.recommendations,
      variants: [
        AbVariant.header(HeaderMatch.exact('user-group', 'beta-users'), 'ml-v2'),
        AbVariant.header(HeaderMatch.exact('country', 'KR'), 'korea-optimized'),
      ],
      defaultVersion: 'stable',
    });
  }

  private declareCalls(): void {
    const { users, products, orders, payments, recommendations, notifications, legacyPayment } = this;
    const reading = (path: string) => ({ methods: [HttpMethod.GET], paths: [PathMatch.subtree(path)] });

    orders.calls(payments, { methods: [HttpMethod.POST], paths: [PathMatch.exact('/api/v1/payments/create')] });
    orders.calls(users, reading('/api/v1/users'));
    orders.calls(products, { ...reading('/api/v1/products'), ports: [8080] });
    orders.calls(recommendations, reading('/api/v1/recommendations'));
    orders.calls(notifications, { methods: [HttpMethod.POST], paths: [PathMatch.exact('/api/v1/notifications')] });
    users.calls(payments, reading('/api/v1/payments/history'));
    recommendations.calls(products, { ...reading('/api/v1/products'), ports: [8080] });
    payments.calls(legacyPayment);

    payments.allowFrom(Caller.namespace(this.adminNamespace), { reason: 'operators look into and repair payments' });
    legacyPayment.mutualTlsException({ mode: MutualTlsMode.DISABLE, reason: 'its runtime cannot speak TLS; to be replaced by payment-service' });
  }

  private openGateway(): MeshGateway {
    const gateway = new MeshGateway(this.namespace, 'ecommerce-gateway', {
      hosts: ['api.ecommerce.com', 'admin.ecommerce.com'],
      tls: GatewayTls.simple('ecommerce-tls-secret'),
    });
    gateway.addServer({ port: 9443, hosts: ['grpc.ecommerce.com'], tls: GatewayTls.simple('grpc-tls-secret') });
    const api = { hosts: ['api.ecommerce.com'] };
    gateway.route(this.users, { ...api, path: PathMatch.subtree('/api/v1/users') });
    gateway.route(this.products, { ...api, path: PathMatch.subtree('/api/v1/products'), port: 8080 });
    gateway.route(this.orders, { ...api, path: PathMatch.subtree('/api/v1/orders') });
    gateway.route(this.console, { hosts: ['admin.ecommerce.com'] });
    gateway.route(this.products, { name: 'product-service-grpc', hosts: ['grpc.ecommerce.com'], port: 9090 });
    return gateway;
  }

  private service(name: string, options: ServiceOptions = {}): MeshService {
    const { ports = [ServicePort.http(8080)], versions = ['v1'], defaultVersion, props } = options;
    const workload = (version: string) => Workload.deployment({ image: `${this.registry}/${name}:${version}` });
    return new MeshService(this.namespace, name, {
      ports, defaultVersion, versions: Object.fromEntries(versions.map((version) => [version, workload(version)])), ...props,
    });
  }
}

interface ServiceOptions {
  readonly ports?: ServicePort[];
  readonly versions?: string[];
  readonly defaultVersion?: string;
  readonly props?: Partial<ConstructorParameters<typeof MeshService>[2]>;
}
