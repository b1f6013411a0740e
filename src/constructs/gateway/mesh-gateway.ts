import { Construct } from 'constructs';
import { type CertificateIssuer } from './certificate-issuer';
import { type GatewayRouteOptions, gatewayRouteOf } from './gateway-route';
import { type GatewayServerOptions, serversOf } from './gateway-server';
import { type HostListener, type PathListener, RoutedHosts } from './routed-hosts';
import { httpHosts, type Server } from '../../model/gateway';
import type { Service } from '../../model/service';
import type { PathPattern } from '../../model/traffic';
import { renderCertificate } from '../../render/certificate';
import { renderGateway } from '../../render/gateway';
import { AUTHORIZATION_POLICY, CERTIFICATE, GATEWAY, REQUEST_AUTHENTICATION, VIRTUAL_SERVICE } from '../../render/kinds';
import { gatewayTokenName, hostVirtualServiceName } from '../../render/names';
import { routeReasons } from '../../render/reasons';
import { renderGatewayToken } from '../../render/request-authentication';
import { renderTokenPolicy } from '../../render/token-policy';
import { renderGatewayVirtualService } from '../../render/virtual-service';
import { checkDnsLabel } from '../../support/dns-name';
import { fail } from '../../support/errors';
import { bookOf } from '../book';
import { emit } from '../emit';
import { namespaceOf } from '../mesh/namespace-scope';
import { type JwtOptions, jwtFact } from '../security/jwt-options';
import { targetOf } from '../service/call-target';
import { limitGateway } from '../service/declare-rate-limit';
import { type IMeshService } from '../service/mesh-service-interface';
import { type RateLimit } from '../traffic/rate-limit';

/**
 * Properties of a `MeshGateway`: its first port, and who signs its certificates.
 */
export interface MeshGatewayProps extends GatewayServerOptions {
  /**
   * Who signs the certificates for the TLS secrets. cert-manager keeps them in the namespace of the gateway's pods.
   *
   * @default - none: somebody else makes the secrets there
   */
  readonly certificateIssuer?: CertificateIssuer;
}

/**
 * The way in from outside: hosts, TLS, and routes to services.
 *
 * What a service says of its own routes, releases and tests holds for requests from outside too, and every route lets the
 * gateway's identity call just what it routes. Only routes of this gateway's namespace can be bound to it.
 *
 * The constructor throws MSH001 without hosts; MSH002 when the id is not a DNS label; MSH005 for a bad host; MSH006 for a bad port; MSH050
 * outside of a namespace; MSH053 for a port in clear without a reason; MSH065 for a redirect to a port without TLS. At synth: MSH101 when
 * another gateway claims a host; MSH114 when a port is used for several protocols.
 *
 * @example
 *
 * const chart = new Chart(new App(), 'shop');
 * const shop = new ZeroTrustNamespace(chart, 'shop');
 * const orders = new MeshService(shop, 'orders', {
 *   ports: [ServicePort.http(8080)],
 *   workload: Workload.deployment({ image: 'registry.example.com/orders:1.8.0' }),
 * });
 * const edge = new MeshGateway(shop, 'edge', { hosts: ['api.example.com'], tls: GatewayTls.simple('api-tls') });
 * edge.route(orders, { path: PathMatch.prefix('/api/v1/orders') });
 *
 * @see https://istio.io/latest/docs/reference/config/networking/gateway/
 */
export class MeshGateway extends Construct {
  /** Name of the Gateway. */
  public readonly gatewayName: string;

  /** Namespace of the Gateway and its routes. Its pods run in the namespace that `Mesh` names for the ingress gateway. */
  public readonly namespaceName: string;

  private readonly servers: Server[] = [];
  private readonly reasons = new Set<string>();
  /** Paths of routes without hosts of their own, which hold for servers that are added later too. */
  private readonly pathsEverywhere: (PathPattern | undefined)[] = [];
  private readonly routedHosts = new RoutedHosts((host) => this.servers.some(({ protocol, hosts }) => protocol === 'HTTPS' && hosts.includes(host)));
  private readonly certificateIssuer: CertificateIssuer | undefined;

  /**
   * @param scope A namespace of the mesh, or anything declared inside of one.
   * @param id Name of the gateway.
   * @param props Its first port, and who signs its certificates.
   */
  public constructor(scope: Construct, id: string, props: MeshGatewayProps) {
    super(scope, id);
    const book = bookOf(this);
    this.gatewayName = checkDnsLabel(id, 'gateway', this);
    this.namespaceName = namespaceOf(this).name;
    this.certificateIssuer = props.certificateIssuer;
    book.add('gateways', {
      key: this.key, name: this.gatewayName, namespace: this.namespaceName, origin: { path: this.node.path, call: 'new MeshGateway()' },
    });
    this.addServer(props);
    emit(this, 'Resource', {
      kind: GATEWAY,
      name: this.gatewayName,
      namespace: this.namespaceName,
      reasons: () => [...this.reasons].sort(),
      spec: () => renderGateway(book.model, this.key),
    });
  }

  /**
   * Opens another port.
   *
   * Throws MSH001 without hosts; MSH005 for a bad host; MSH006 for a bad port; MSH053 for a port in clear without a reason; MSH065 for a
   * redirect to a port without TLS; MSH073 when the port is taken.
   *
   * @param options The port, its hosts and its TLS.
   */
  public addServer(options: GatewayServerOptions): void {
    for (const server of serversOf(this, options)) {
      const other = this.servers.find((declared) => declared.port === server.port && !(declared.httpsRedirect && server.httpsRedirect));
      if (other !== undefined) {
        fail(this, 'MSH073', {
          what: `port ${server.port} is declared twice`, got: server.hosts, fix: 'list all hosts of a port in one declaration, or use another port',
        });
      }
      this.servers.push(server);
      bookOf(this).add('gatewayServers', { gateway: this.key, server });
    }
    if (options.tls === undefined && options.plaintextReason !== undefined) this.reasons.add(options.plaintextReason.trim());
    if (this.pathsEverywhere.length > 0) this.routeHosts(httpHosts(this.servers), this.pathsEverywhere);
    options.hosts.forEach((host) => this.routedHosts.changed(host));
    this.emitCertificate(options);
  }

  /**
   * Sends requests to a service, and lets the gateway's identity make them.
   *
   * Throws MSH001 for an empty list; MSH055 for a port the service does not have, or when it has several HTTP ports and none is named;
   * MSH058 when the service's policy could not express the path; MSH064 for a host the gateway does not serve; MSH078 for what is no
   * service of the mesh; MSH079 for a port that is not HTTP.
   *
   * @param service The service that gets the requests.
   * @param options Which requests go there, and what happens to them on the way. Left out: all of them go there as they are.
   */
  public route(service: IMeshService, options: GatewayRouteOptions = {}): void {
    const book = bookOf(this);
    const callee = calledBy(service);
    const route = gatewayRouteOf(this, httpHosts(this.servers), callee, options);
    book.add('gatewayRoutes', route);
    if (route.hosts === undefined) this.pathsEverywhere.push(route.match.path);
    this.routeHosts(route.hosts ?? httpHosts(this.servers), [route.match.path]);
  }

  /**
   * Sends TLS connections to a service unopened, by their server name. The service ends TLS itself.
   *
   * Throws MSH055 for a port the service does not have; MSH064 for a host the gateway does not pass through; MSH078 for what is no service
   * of the mesh; MSH079 for a port that is neither TLS nor HTTPS.
   *
   * @param service The service that gets the connections.
   * @param host A host of a server with `GatewayTls.passthrough()`.
   * @param port A TLS or HTTPS port of the service.
   */
  public routeTls(service: IMeshService, host: string, port: number): void {
    const callee = calledBy(service);
    const passed = this.servers.filter((server) => server.protocol === 'TLS').flatMap((server) => server.hosts);
    if (!passed.includes(host)) {
      fail(this, 'MSH064', { what: 'the gateway does not pass TLS for this host through', got: host, allowed: passed.join(', ') || 'none', fix: 'add a server with GatewayTls.passthrough()' });
    }
    const found = callee.ports.find((candidate) => candidate.number === port && (candidate.protocol === 'TLS' || candidate.protocol === 'HTTPS'));
    if (found === undefined) {
      const known = callee.ports.some((candidate) => candidate.number === port);
      fail(this, known ? 'MSH079' : 'MSH055', { what: `${callee.name} has no such TLS or HTTPS port`, got: port, fix: 'declare it with ServicePort.tls(…) or ServicePort.https(…)' });
    }
    const origin = { path: this.node.path, call: `routeTls(${callee.name})` };
    bookOf(this).add('passthroughRoutes', { gateway: this.key, service: callee.key, host, port: found, origin });
    this.emitRoutes(host);
  }

  /**
   * Makes requests to hosts of this gateway need a valid token. Every token that reaches the gateway's pods is then checked, also those
   * for other gateways that share the pods.
   *
   * Throws MSH001 without rules; MSH058 for a public path that is a regular expression; MSH071 when called twice. At synth: MSH112 for a
   * gateway that cannot read the tokens of its hosts.
   *
   * @param options Which tokens are accepted, and where none is needed.
   */
  public requireJwt(options: JwtOptions): void {
    const book = bookOf(this);
    const name = gatewayTokenName(this.namespaceName, this.gatewayName);
    if (this.node.tryFindChild('RequestAuthentication') !== undefined) {
      fail(this, 'MSH071', { what: 'requireJwt() was called before', fix: 'give all rules in one call' });
    }
    const key = this.key;
    book.add('jwt', jwtFact(this, { kind: 'gateway', gateway: key, hosts: [] }, options));
    const namespace = () => book.model.settings.ingressGateway.namespace;
    emit(this, 'RequestAuthentication', {
      kind: REQUEST_AUTHENTICATION, name, namespace, spec: () => renderGatewayToken(book.model, key),
    });
    emit(this, 'AuthorizationPolicy', { kind: AUTHORIZATION_POLICY, name, namespace, spec: () => renderTokenPolicy(book.model, book.model.gatewayJwtOf(key)[0].subject) });
  }

  /**
   * Limits how many requests to its hosts it takes, wherever they go. Limits add up: a request must pass all of them.
   *
   * At synth: MSH480 for a claim where no token is required; MSH481 for two limits of the same requests; MSH482 when requests of another gateway
   * would be counted along; MSH483 for a gateway that reads no requests.
   *
   * @param limit How many, and of what.
   *
   * @see https://istio.io/latest/docs/tasks/policy-enforcement/rate-limit/
   */
  public rateLimit(limit: RateLimit): void {
    limitGateway(this, { key: this.key, name: this.gatewayName, namespace: this.namespaceName }, limit);
  }

  /**
   * Tells of every host whose requests the gateway routes, now and later, and again when TLS comes to it.
   *
   * @internal
   */
  public _onRoutedHost(listener: HostListener): void {
    this.routedHosts.follow(listener);
  }

  /**
   * Tells of every path of every host for which there is a route, now and later.
   *
   * @internal
   */
  public _onRoutedPath(listener: PathListener): void {
    this.routedHosts.followPaths(listener);
  }

  /**
   * Writes on the Gateway why something of it is loosened.
   *
   * @internal
   */
  public _because(reason: string): void {
    this.reasons.add(reason);
  }

  private get key(): string {
    return `${this.namespaceName}/${this.gatewayName}`;
  }

  private routeHosts(hosts: readonly string[], paths: readonly (PathPattern | undefined)[]): void {
    for (const host of hosts) {
      this.emitRoutes(host);
      this.routedHosts.add(host, paths);
    }
  }

  private emitRoutes(host: string): void {
    const book = bookOf(this);
    const id = `VirtualService-${host}`;
    if (this.node.tryFindChild(id) !== undefined) return;
    const { key } = this;
    const planned = () => book.model.hostsOf(key).find((of) => of.host === host)!;
    emit(this, id, {
      kind: VIRTUAL_SERVICE,
      name: hostVirtualServiceName(this.gatewayName, host),
      namespace: this.namespaceName,
      reasons: () => routeReasons(planned().routes),
      spec: () => renderGatewayVirtualService(book.model, book.model.gateways.get(key)!, planned()),
    });
  }

  /** One for each Secret, whatever servers use it. */
  private emitCertificate(options: GatewayServerOptions): void {
    const issuer = this.certificateIssuer;
    const secretName = options.tls?._tls.credentialName;
    if (issuer === undefined || secretName === undefined || this.node.tryFindChild(`Certificate-${secretName}`) !== undefined) return;
    const dnsNames = () => this.servers.filter((server) => server.tls?.credentialName === secretName).flatMap((server) => server.hosts);
    emit(this, `Certificate-${secretName}`, {
      kind: CERTIFICATE,
      name: secretName,
      namespace: () => bookOf(this).model.settings.ingressGateway.namespace,
      spec: () => renderCertificate({ secretName, dnsNames: dnsNames(), issuerRef: { name: issuer._name, kind: issuer._kind } }),
    });
  }
}

/** A service, with a policy in which the gateway can be named. */
function calledBy(service: IMeshService): Service {
  const target = targetOf(service);
  if (target.kind !== 'service' || target.service.dataPlane === 'NONE') fail(service, 'MSH078', { what: 'a gateway routes to services of the mesh only' });
  target.called();
  return target.service;
}
