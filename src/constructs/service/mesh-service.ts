import { Construct } from 'constructs';
import { type CallOptions, operationOf } from './call-options';
import { becomeCallTarget, type ICallTarget } from './call-target';
import { type Caller } from './caller';
import { checkEncrypted, checkEnforced, checkNeverTwice } from './data-protection';
import { declareCall } from './declare-call';
import { limitService } from './declare-rate-limit';
import { emitMeshService } from './emit-service';
import { needsHttp, needsRequestProxy } from './http-only';
import { importService, type MeshServiceAttributes } from './imported-service';
import { type IMeshService } from './mesh-service-interface';
import { type AllowOptions, type MeshServiceProps, podPortsOf, serviceFact } from './mesh-service-props';
import { type MutualTlsExceptionOptions, plaintextFact } from './mutual-tls-exception';
import { requireToken } from './require-token';
import { requireHeader } from './required-header';
import { type RouteOptions, routeOf } from './route-options';
import { type StreamRouteOptions, streamRouteOf } from './stream-route-options';
import { type VersionSet, versionsOf } from './versions';
import type { Call } from '../../model/call';
import { type Namespace, reached } from '../../model/namespace';
import type { Service } from '../../model/service';
import { renderCallers } from '../../render/authorization-policy';
import { AUTHORIZATION_POLICY, PEER_AUTHENTICATION } from '../../render/kinds';
import { callersName, plaintextName } from '../../render/names';
import { renderPlaintext } from '../../render/peer-authentication';
import type { Companion } from '../../render/pod';
import { checkServiceName } from '../../support/dns-name';
import { fail, type Placed } from '../../support/errors';
import { checkReason } from '../../support/reason';
import { bookOf } from '../book';
import { dryRun, emit } from '../emit';
import { namespaceOf } from '../mesh/namespace-scope';
import { type JwtOptions } from '../security/jwt-options';
import { type RateLimit } from '../traffic/rate-limit';

/**
 * A service of the mesh: its pods, its identity, how callers reach it, and whom it calls.
 *
 * Emits a ServiceAccount, a Service, a Deployment for each version with a PodDisruptionBudget, a DestinationRule, a
 * VirtualService, and what the declared calls need: AuthorizationPolicy, Sidecar and NetworkPolicy; with `dataClasses` a Telemetry, whose
 * log the mesh's own configuration must define (`MeshConfig.of(app)`).
 *
 * The constructor throws MSH001 without ports; MSH002 for a bad name; MSH013, MSH014, MSH028 or MSH029 for a bad timeout or traffic
 * policy; MSH016 when both `workload` and `versions` are given; MSH050 outside of a namespace; MSH059 for a version that does not exist;
 * MSH060 when neither of them is given; MSH073 for two ports of one number or name; MSH075 for what needs requests to be read in an
 * ambient namespace; MSH080 for versions that do not fit together; MSH510 where its data must be protected and its
 * namespace does not enforce yet; MSH514 for retries that its data does not allow.
 *
 * @example
 *
 * const chart = new Chart(new App(), 'shop');
 * const shop = new ZeroTrustNamespace(chart, 'shop');
 * const payments = new MeshService(shop, 'payments', {
 *   ports: [ServicePort.http(8080)],
 *   workload: Workload.deployment({ image: 'registry.example.com/payments:2.3.1' }),
 * });
 * const orders = new MeshService(shop, 'orders', {
 *   ports: [ServicePort.http(8080)],
 *   workload: Workload.deployment({ image: 'registry.example.com/orders:1.8.0' }),
 *   timeout: Duration.seconds(10),
 * });
 * orders.calls(payments, { methods: [HttpMethod.POST], paths: [PathMatch.exact('/api/v1/payments/create')] });
 *
 * @see https://istio.io/latest/docs/concepts/traffic-management/
 */
export class MeshService extends Construct implements IMeshService {
  /**
   * A service that others own: it can be called and is not emitted.
   *
   * Throws MSH001 without ports; MSH002 or MSH003 for a bad name; MSH014 or MSH038 for bad labels; MSH073 for two ports of one number or
   * name. At synth: MSH115 when it is declared in two ways.
   *
   * @param scope Where it is declared: anywhere in the app.
   * @param id Name of the construct.
   * @param attributes What its callers must know.
   */
  public static fromAttributes(scope: Construct, id: string, attributes: MeshServiceAttributes): IMeshService {
    return importService(scope, id, attributes);
  }

  public readonly serviceName: string;
  public readonly namespaceName: string;
  public readonly serviceAccountName: string;

  /** Name by which every proxy of the mesh knows the service. */
  public get host(): string {
    return `${this.serviceName}.${this.namespaceName}.svc.${bookOf(this).mesh.clusterDomain}`;
  }

  /** @internal */
  public readonly _service: Service;

  private readonly path = this.node.path;
  private readonly namespace: Namespace;
  private readonly reasons = new Set<string>();
  private readonly exceptionReasons = new Set<string>();
  private readonly versions: VersionSet;
  private tokenRequired = false;

  /**
   * @param scope A namespace of the mesh, or anything declared inside of one.
   * @param id Name of the Kubernetes Service, unless `name` says another.
   * @param props Its ports and pods, and how callers treat it.
   */
  public constructor(scope: Construct, id: string, props: MeshServiceProps) {
    super(scope, id);
    this.namespace = namespaceOf(this);
    this.namespaceName = this.namespace.name;
    this.serviceName = checkServiceName(props.name ?? id, this);
    const ports = podPortsOf(this, props.ports);
    this.versions = versionsOf(this, {
      name: this.serviceName, namespace: this.namespaceName, ports, workload: props.workload, versions: props.versions,
    });
    const { versions } = this;
    this.serviceAccountName = versions.serviceAccountName;
    const { name: namespace, dataPlane } = this.namespace;
    const origin = this.origin('new MeshService()');
    this._service = serviceFact(this, { name: this.serviceName, namespace, dataPlane, ports, versions, origin }, props);
    this.checkDataPlane(props);
    checkEnforced(this, this._service, this.namespace);
    checkNeverTwice(this, this._service, this._service.retries, 'its requests');
    this.register(props);
    emitMeshService(this, this._service, this.namespace, this.versions);
  }

  /**
   * Declares that this service calls another: the callee's policy lets it, its own proxy knows the callee, and the network lets
   * both through. Declaring it twice changes nothing.
   *
   * Throws MSH001 for empty lists; MSH055 for a port the callee does not have; MSH056 for methods or paths where nothing reads requests;
   * MSH058 for a path no policy can express; MSH067 for a call to itself; MSH075 for methods or paths of an ambient callee; MSH078 for
   * what cannot be called; MSH512, MSH513 or MSH514 for a host outside to which the data of this service may not be sent like that.
   *
   * @param target The callee.
   * @param options What it does there. Left out: everything on every port.
   */
  public calls(target: ICallTarget, options: CallOptions = {}): void {
    declareCall(this, this._service, target, options);
  }

  /**
   * Lets somebody call who is not a service of this app: a workload that others own, or a whole namespace.
   *
   * Throws MSH001, MSH055, MSH056 or MSH058 as `calls` does; MSH053 for a whole namespace without a reason. At synth: MSH100 for a
   * principal of another trust domain.
   *
   * @param caller Who may call.
   * @param options What they may do, and why. Left out: everything on every port.
   */
  public allowFrom(caller: Caller, options: AllowOptions = {}): void {
    const operation = operationOf(this, this._service, options);
    const fact = caller._caller;
    const wide = fact.kind === 'namespace' ? `allowing every workload of '${fact.namespace}'` : undefined;
    const reason = wide === undefined && options.reason === undefined ? undefined : checkReason(this, options.reason, wide ?? 'what is said about a caller');
    if (reason !== undefined) this.reasons.add(reason);
    this.checkTrustDomain(caller);
    this.allow({ caller: fact, callee: this._service.key, operation, ...(reason === undefined ? {} : { reason }), origin: this.origin('allowFrom()') });
  }

  /**
   * Says what happens to some of the requests to this service, for callers inside the mesh and through gateways alike.
   *
   * Throws MSH001 for an empty split; MSH002 when the id is not a DNS label; MSH070 for a service without HTTP ports; MSH072 for a route
   * to several places; MSH075 in an ambient namespace; MSH514 for retries that the data does not allow. At synth: MSH130 and following, when
   * versions do not exist, shares do not sum to 100, routes hide each other, or retries do not fit in the timeout.
   *
   * @param id Name of the route, unique in the service.
   * @param options Which requests, where they go, and what happens to them on the way.
   */
  public route(id: string, options: RouteOptions): void {
    needsHttp(this, this._service.ports, 'an HTTP route');
    needsRequestProxy(this, this._service, 'a route');
    const route = routeOf(this, this._service, id, options);
    if (route.retries !== undefined) checkNeverTwice(this, this._service, route.retries, `route ${id}`);
    bookOf(this).add('routes', route);
  }

  /**
   * Says which versions get the connections of a TCP or TLS port.
   *
   * Throws MSH001 for an empty list or split; MSH002 when the id is not a DNS label; MSH055 for a port that does not exist; MSH075 in an
   * ambient namespace; MSH079 for a port that is HTTP, or for server names on one that is not TLS.
   *
   * @param id Name of the route, unique in the service.
   * @param options Which connections, and where they go.
   */
  public routeConnections(id: string, options: StreamRouteOptions): void {
    needsRequestProxy(this, this._service, 'a route');
    bookOf(this).add('streamRoutes', streamRouteOf(this, this._service, id, options));
  }

  /**
   * Makes requests need a valid token.
   *
   * Throws MSH001 without rules; MSH058 for a public path that is a regular expression; MSH070 for a service without HTTP ports; MSH071
   * when called twice; MSH075 in an ambient namespace.
   *
   * @param options Which tokens are accepted, and where none is needed.
   *
   * @see https://istio.io/latest/docs/reference/config/security/request_authentication/
   */
  public requireJwt(options: JwtOptions): void {
    if (this.tokenRequired) fail(this, 'MSH071', { what: 'requireJwt() was called before', fix: 'give all rules in one call' });
    requireToken(this, this._service, this.namespace, options);
    this.tokenRequired = true;
  }

  /**
   * Limits how many requests its HTTP ports take, whoever makes them. Limits add up: a request must pass all of them.
   *
   * Throws MSH070 for a service without HTTP ports; MSH075 in an ambient namespace, where a gateway before the service can limit. At synth:
   * MSH480 for a claim where no token is required; MSH481 for two limits of the same requests.
   *
   * @param limit How many, and of what.
   */
  public rateLimit(limit: RateLimit): void {
    limitService(this, this._service, this.namespace, limit);
  }

  /**
   * Refuses requests that lack a header, whoever sends them: with 403, by this service's own proxies. What the header says is up to the
   * application.
   *
   * Throws MSH001 for an empty list; MSH020 for a bad name; MSH021 for one that is not ordinary; MSH055 for a port that does not exist;
   * MSH056 or MSH079 for one that is not HTTP; MSH058 for a path that is a regular expression; MSH070 for a service without HTTP ports;
   * MSH075 in an ambient namespace.
   *
   * @param name The header, such as `idempotency-key`.
   * @param options Which requests must have it. Left out: all of them.
   *
   * @see https://istio.io/latest/docs/reference/config/security/conditions/
   */
  public requireHeader(name: string, options: CallOptions = {}): void {
    requireHeader(this, this._service, this.namespace, name, options);
  }

  /**
   * Lets plaintext in, for callers that have no proxy, or because the application cannot do without.
   *
   * Plaintext proves no identity: what is open here is open to everybody the NetworkPolicy lets through.
   *
   * Throws MSH053 without a reason; MSH055 for a port the service does not have; MSH074 for `MutualTlsMode.STRICT`, and for `DISABLE` in
   * an ambient namespace; MSH511 for a service whose data must be encrypted.
   *
   * @param options How much plaintext, from where, and why.
   *
   * @see https://istio.io/latest/docs/reference/config/security/peer_authentication/
   */
  public mutualTlsException(options: MutualTlsExceptionOptions): void {
    checkEncrypted(this, this._service);
    const book = bookOf(this);
    const exception = plaintextFact(this, this._service, options);
    const { key } = this._service;
    this.reasons.add(exception.reason);
    book.add('plaintext', exception);
    this.called();
    this.exceptionReasons.add(exception.reason);
    if (this.node.tryFindChild('PeerAuthentication') !== undefined) return;
    emit(this, 'PeerAuthentication', {
      kind: PEER_AUTHENTICATION,
      name: plaintextName(this.serviceName),
      namespace: this.namespaceName,
      reasons: () => [...this.exceptionReasons].sort(),
      spec: () => renderPlaintext(book.model, key),
    });
  }

  /** @internal */
  public _checkVersion(at: Placed, version: string): void {
    const names = this._service.versions.map((known) => known.name);
    if (!names.includes(version)) fail(at, 'MSH059', { what: `${this.serviceName} has no such version`, got: version, allowed: names.join(', ') });
  }

  /** @internal */
  public _accompany(by: Placed, companion: Companion): void {
    this.versions.accompany(by, companion);
  }

  private checkDataPlane(props: MeshServiceProps): void {
    if (this._service.versions.length > 1) needsRequestProxy(this, this._service, 'sharing requests among versions');
    const settings = ['timeout', 'retries', 'loadBalancer', 'locality', 'warmup', 'connectionPool', 'outlierDetection', 'versionPolicies', 'dataClasses'] as const;
    for (const setting of settings) if (props[setting] !== undefined) needsRequestProxy(this, this._service, `\`${setting}\``);
  }

  private register(props: MeshServiceProps): void {
    const book = bookOf(this);
    book.add('services', this._service);
    becomeCallTarget(this, { kind: 'service', service: this._service, called: () => this.called() });
    for (const check of this.versions.checks) book.add('checks', check);
    if (props.defaultVersion === undefined) return;
    this._checkVersion(this, props.defaultVersion);
    book.add('defaultVersions', { service: this._service.key, version: props.defaultVersion, origin: this._service.origin });
  }

  private allow(call: Call): void {
    bookOf(this).add('calls', call);
    this.called();
  }

  /** The policy in which callers are written, made with the first of them: a policy without rules would only repeat the namespace's. */
  private called(): void {
    if (!this.namespace.zeroTrust || !reached(this.namespace.stage, 'AUDIT') || this.node.tryFindChild('Callers') !== undefined) return;
    const book = bookOf(this);
    const { key } = this._service;
    emit(this, 'Callers', {
      kind: AUTHORIZATION_POLICY,
      name: callersName(this.serviceName),
      namespace: this.namespaceName,
      annotations: dryRun(this.namespace),
      reasons: () => [...this.reasons].sort(),
      spec: () => renderCallers(book.model, key),
    });
  }

  private checkTrustDomain(caller: Caller): void {
    const given = caller._trustDomain;
    if (given === undefined) return;
    const origin = this.origin('allowFrom()');
    bookOf(this).add('checks', ({ settings }) => (given === settings.trustDomain ? [] : [{
      code: 'MSH100' as const,
      path: origin.path,
      message: `the principal belongs to another trust domain; got ${JSON.stringify(given)}; allowed: ${settings.trustDomain}; fix: use the mesh's trust domain, or declare it with Mesh.trustDomain`,
    }]));
  }

  private origin(call: string): { path: string; call: string } {
    return { path: this.path, call };
  }
}
