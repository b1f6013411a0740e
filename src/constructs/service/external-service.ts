import { type Duration } from 'cdk8s';
import { Construct } from 'constructs';
import { becomeCallTarget, type ICallTarget } from './call-target';
import { type EgressGateway } from './egress-gateway';
import { portsOf } from './mesh-service-props';
import { type ServicePort } from './service-port';
import type { EgressGateway as EgressGatewayFact, ExternalService as ExternalFact, TlsOrigination as TlsFact } from '../../model/external';
import { isHttp, isTls, type Port, serviceKey } from '../../model/service';
import { renderExternalDestinationRule } from '../../render/external-destination-rule';
import { renderEgressVirtualService, renderExternalVirtualService } from '../../render/external-virtual-service';
import { DESTINATION_RULE, SERVICE_ENTRY, VIRTUAL_SERVICE } from '../../render/kinds';
import { egressVirtualServiceName, hostVirtualServiceName } from '../../render/names';
import { renderServiceEntry } from '../../render/service-entry';
import { checkAddress, checkBlock, checkCidr } from '../../support/cidr';
import { checkDirectory } from '../../support/container';
import { checkDnsLabel } from '../../support/dns-name';
import { fail } from '../../support/errors';
import { checkHost } from '../../support/host-name';
import { checkPort } from '../../support/port';
import { checkSpan } from '../../support/time-span';
import { bookOf } from '../book';
import { emit } from '../emit';
import { namespaceOf } from '../mesh/namespace-scope';
import { RetryPolicy } from '../traffic/retry-policy';

/**
 * The proxy speaks TLS to the outside, so that the application speaks plain HTTP and routes, retries and metrics work.
 *
 * @example
 *
 * new ExternalService(shop, 'mail', {
 *   hosts: ['api.mail.example.com'],
 *   ports: [ServicePort.http(80)],
 *   tlsOrigination: { port: 443 },
 * });
 *
 * @see https://istio.io/latest/docs/tasks/traffic-management/egress/egress-tls-origination/
 */
export interface TlsOrigination {
  /**
   * Port the outside listens on.
   *
   * @default 443
   */
  readonly port?: number;

  /**
   * Server name to ask for and to find in the certificate.
   *
   * @default - the host
   */
  readonly sni?: string;

  /**
   * File of the certificate authorities in the proxy's container.
   *
   * @default '/etc/ssl/certs/ca-certificates.crt' - those of the proxy's image
   */
  readonly caCertificates?: string;
}

/**
 * Properties of an `ExternalService`: hosts outside of the mesh, and how they are reached.
 */
export interface ExternalServiceProps {
  /**
   * Host names. A wildcard first label (`*.example.com`) works for TLS and HTTPS ports, and for HTTP by the Host header: the proxy
   * then goes where the application resolved the name to.
   */
  readonly hosts: string[];

  /**
   * Ports that are called there, with the protocol that is spoken.
   */
  readonly ports: ServicePort[];

  /**
   * Addresses or CIDRs of the hosts. By them connections are told apart on TCP ports, where no name is seen.
   *
   * @default - none; required for TCP ports
   */
  readonly addresses?: string[];

  /**
   * Fixed addresses to connect to instead of what DNS says.
   *
   * @default - DNS
   */
  readonly endpoints?: string[];

  /**
   * The proxy originates TLS for the HTTP ports.
   *
   * @default - none: what the application sends is what goes out
   */
  readonly tlsOrigination?: TlsOrigination;

  /**
   * The gateway through which requests leave the mesh. It originates TLS, lets nobody through but who declared the call, and is all that
   * NetworkPolicies let the callers reach. Needs `tlsOrigination`.
   *
   * @default - none: the callers' own proxies go there
   */
  readonly egressGateway?: EgressGateway;

  /**
   * Where NetworkPolicies let the callers go. A NetworkPolicy knows addresses, not names.
   *
   * @default - `endpoints` where given, else `addresses`, else every public address
   */
  readonly cidrs?: string[];

  /**
   * Longest time a request may take, retries included. 0: no limit. HTTP ports of hosts without wildcard only.
   *
   * @default Duration.seconds(15)
   */
  readonly timeout?: Duration;

  /**
   * When a request is tried again. HTTP ports of hosts without wildcard only.
   *
   * @default - twice, and only where the request was surely not processed
   */
  readonly retries?: RetryPolicy;
}

/**
 * A system outside of the mesh, visible to those who declared that they call it, and to nobody else.
 *
 * The constructor throws MSH001 without hosts or ports; MSH002 when the id is not a DNS label; MSH005 for a bad host; MSH008 for a bad
 * address; MSH013 for a bad timeout; MSH050 outside of a namespace; MSH066 for TLS origination that would not work; MSH070 for a timeout
 * or retries where no requests are read; MSH073 for two ports of one number or name; MSH076 for TCP without addresses, or with several
 * hosts; MSH077 for a wildcard host with endpoints; MSH534 for an egress gateway that could not read the requests. At synth: MSH107 when another external service claims a host.
 *
 * @example
 *
 * const chart = new Chart(new App(), 'shop');
 * const shop = new ZeroTrustNamespace(chart, 'shop');
 * const orders = new MeshService(shop, 'orders', {
 *   ports: [ServicePort.http(8080)],
 *   workload: Workload.deployment({ image: 'registry.example.com/orders:1.8.0' }),
 * });
 * const carrier = new ExternalService(shop, 'carrier', { hosts: ['api.carrier.example.com'], ports: [ServicePort.https(443)] });
 * orders.calls(carrier);
 *
 * @see https://istio.io/latest/docs/reference/config/networking/service-entry/
 */
export class ExternalService extends Construct implements ICallTarget {
  /** Host names. */
  public readonly hosts: string[];

  /** @internal */
  public readonly _fact: ExternalFact;

  private isCalled = false;
  private readonly egress: EgressGateway | undefined;

  /**
   * @param scope A namespace of the mesh, or anything declared inside of one.
   * @param id Name of the ServiceEntry, and of everything that belongs to it.
   * @param props Its hosts and ports, and how they are reached.
   */
  public constructor(scope: Construct, id: string, props: ExternalServiceProps) {
    super(scope, id);
    const namespace = namespaceOf(this);
    const name = checkDnsLabel(id, 'name', this);
    this.hosts = hostsOf(this, props.hosts);
    const ports = portsOf(this, props.ports);
    const tls = originationOf(this, props, this.hosts, ports);
    const endpoints = (props.endpoints ?? []).map((address) => checkAddress(address, this));
    const addresses = (props.addresses ?? []).map((address) => checkCidr(address, this));
    const wildcard = this.hosts.some((host) => host.startsWith('*'));
    checkReachable(this, { ports, wildcard, addresses, endpoints, hosts: this.hosts });
    // where there are endpoints, addresses only tell connections apart, and the proxy connects to none of them
    const known = (endpoints.length > 0 ? endpoints : addresses).map((address) => checkBlock(address));
    this._fact = {
      key: serviceKey(namespace.name, name),
      name,
      namespace: namespace.name,
      hosts: this.hosts,
      addresses,
      ports,
      // a range says where connections may go, and DNS would send them to one address
      resolution: endpoints.length > 0 ? 'STATIC' : wildcard || addresses.some(isRange) ? 'NONE' : 'DNS',
      endpoints,
      tls,
      egressGateway: gatewayOf(this, props, tls)?.key,
      cidrs: props.cidrs?.map((cidr) => checkBlock(cidr, this)) ?? (known.length > 0 ? [...new Set(known)].sort() : ['0.0.0.0/0', '::/0']),
      timeoutMs: props.timeout === undefined ? 15_000 : checkSpan(props.timeout, 'timeout', { zero: true }, this),
      retries: (props.retries ?? RetryPolicy.safe({ attempts: 2 }))._policy,
      origin: { path: this.node.path, call: 'new ExternalService()' },
    };
    checkRequests(this, props, this._fact);
    this.register();
    props.egressGateway?._serves();
    this.egress = props.egressGateway;
  }

  private register(): void {
    const book = bookOf(this);
    const { key, name, namespace } = this._fact;
    becomeCallTarget(this, { kind: 'external', external: this._fact, called: () => this.emitForCallers() });
    book.add('externals', this._fact);
    emit(this, 'Resource', { kind: SERVICE_ENTRY, name, namespace, spec: () => renderServiceEntry(book.model, key) });
  }

  /** Nobody sees a host that nobody calls: rules about its traffic would be about nothing. */
  private emitForCallers(): void {
    if (this.isCalled) return;
    this.isCalled = true;
    const book = bookOf(this);
    const { key, name, namespace, tls, egressGateway } = this._fact;
    for (const host of requestHosts(this._fact)) {
      emit(this, `VirtualService-${host}`, {
        kind: VIRTUAL_SERVICE,
        name: this.hosts.length === 1 ? name : hostVirtualServiceName(name, host),
        namespace,
        reasons: () => [this._fact.retries.reason ?? []].flat(),
        spec: () => renderExternalVirtualService(book.model, key, host),
      });
    }
    if (egressGateway !== undefined) {
      this.egress!._called();
      const [host] = this.hosts;
      emit(this, 'EgressVirtualService', {
        kind: VIRTUAL_SERVICE, name: egressVirtualServiceName(name), namespace, spec: () => renderEgressVirtualService(book.model, key, host),
      });
    }
    if (tls !== undefined) {
      emit(this, 'DestinationRule', { kind: DESTINATION_RULE, name, namespace, spec: () => renderExternalDestinationRule(book.model, key) });
    }
  }
}

/** Hosts whose requests the proxy reads and can be told about; of a wildcard it knows no destination. */
function requestHosts({ hosts, ports }: ExternalFact): string[] {
  return ports.some((port) => isHttp(port.protocol)) ? hosts.filter((host) => !host.startsWith('*')) : [];
}

function checkRequests(at: Construct, { timeout, retries }: ExternalServiceProps, fact: ExternalFact): void {
  if ((timeout === undefined && retries === undefined) || requestHosts(fact).length === fact.hosts.length) return;
  fail(at, 'MSH070', {
    what: 'timeout and retries need HTTP ports, and hosts without wildcard',
    got: { hosts: fact.hosts, ports: fact.ports.map((port) => port.protocol) },
    fix: 'leave them out, or let the proxy originate TLS: ServicePort.http(80) with tlsOrigination',
  });
}

/** Only of requests that it opens itself can the gateway tell who sends them, and whereto. */
function gatewayOf(at: Construct, { egressGateway }: ExternalServiceProps, tls: TlsFact | undefined): EgressGatewayFact | undefined {
  if (egressGateway !== undefined && tls === undefined) {
    fail(at, 'MSH534', {
      what: 'the gateway could not tell who asks for what: it reads no requests that the application has encrypted',
      fix: 'let the gateway speak TLS: ServicePort.http(80) with tlsOrigination',
    });
  }
  return egressGateway?._gateway;
}

function hostsOf(at: Construct, hosts: readonly string[]): string[] {
  if (hosts.length === 0) fail(at, 'MSH001', { what: '`hosts` is empty', got: [], fix: 'name the hosts' });
  return [...new Set(hosts.map((host) => checkHost(host, at)))].sort();
}

function originationOf(at: Construct, props: ExternalServiceProps, hosts: readonly string[], ports: readonly Port[]): TlsFact | undefined {
  const wanted = props.tlsOrigination;
  if (wanted === undefined) return undefined;
  const refuse = (what: string, fix: string): never => fail(at, 'MSH066', { what, fix });
  if (hosts.length !== 1 || hosts[0].startsWith('*')) refuse('TLS origination needs one host without wildcard', 'declare one ExternalService for each host');
  if (!ports.every((port) => port.protocol === 'HTTP' || port.protocol === 'HTTP2' || port.protocol === 'GRPC')) {
    refuse('TLS origination on a port that is not HTTP would encrypt twice', 'declare the port the application calls as ServicePort.http(80)');
  }
  if (ports.length !== 1) refuse('TLS origination works for one port', 'declare one ExternalService for each port');
  if ((props.addresses ?? []).some(isRange)) refuse('TLS origination needs to know where to connect, which a range of addresses does not say', 'leave out `addresses`');
  const sni = wanted.sni === undefined ? hosts[0] : checkHost(wanted.sni, at);
  if (sni.startsWith('*')) refuse('nobody can ask for a wildcard as server name', 'name the host in `sni`');
  return {
    targetPort: wanted.port === undefined ? 443 : checkPort(wanted.port, at),
    sni,
    subjectAltNames: [sni],
    caCertificates: checkDirectory(wanted.caCertificates ?? '/etc/ssl/certs/ca-certificates.crt', 'caCertificates', at),
  };
}

interface Reach {
  readonly ports: readonly Port[];
  readonly wildcard: boolean;
  readonly hosts: readonly string[];
  readonly addresses: readonly string[];
  readonly endpoints: readonly string[];
}

function isRange(address: string): boolean {
  return address.includes('/');
}

/** What istiod refuses or what would silently not work. */
function checkReachable(at: Construct, { ports, wildcard, hosts, addresses, endpoints }: Reach): void {
  const named = (port: Port) => isTls(port.protocol) || ['HTTP', 'HTTP2', 'GRPC', 'GRPC-WEB'].includes(port.protocol);
  const raw = ports.filter((port) => !named(port));
  if (raw.length > 0 && addresses.length === 0) {
    fail(at, 'MSH076', {
      what: `port ${raw[0].number} (${raw[0].protocol}) shows no host name to the proxy`,
      fix: 'give the `addresses` of the host, so that its connections can be told from others',
    });
  }
  if (raw.length > 0 && (hosts.length > 1 || wildcard)) {
    fail(at, 'MSH076', { what: 'several or wildcard hosts cannot share a TCP port: the proxy could not tell them apart', got: hosts, fix: 'declare one ExternalService for each host' });
  }
  if (wildcard && endpoints.length > 0) {
    fail(at, 'MSH077', { what: 'a wildcard host goes where the application resolved the name to, and takes no endpoints', got: endpoints, fix: 'name the hosts, or leave out `endpoints`' });
  }
}
