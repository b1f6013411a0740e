import { Construct } from 'constructs';
import { inMesh } from './asked-at';
import { type ExtAuthzProvider } from './ext-authz-provider';
import { AUDIT_LOG } from '../../model/audit-log';
import type { Protection } from '../../model/external-authorization';
import { isHttp, type Port, type Service } from '../../model/service';
import { renderGatewayProtection, renderServiceProtection } from '../../render/external-authorization';
import { AUTHORIZATION_POLICY } from '../../render/kinds';
import { gatewayProtectionName, protectionName } from '../../render/names';
import { checkDnsLabel } from '../../support/dns-name';
import { fail, type Placed } from '../../support/errors';
import { bookOf } from '../book';
import { emit } from '../emit';
import { type MeshGateway } from '../gateway/mesh-gateway';
import { enforceable, portsOf, requestsOf } from '../service/call-options';
import { targetOf } from '../service/call-target';
import { checkWayOut } from '../service/data-protection';
import { needsHttp, needsRequestProxy } from '../service/http-only';
import { type MeshService } from '../service/mesh-service';
import { type HttpMethod } from '../traffic/http-method';
import { type PathMatch } from '../traffic/path-match';

/**
 * Properties of an `ExternalAuthorization`: who decides.
 */
export interface ExternalAuthorizationProps {
  /**
   * Who is asked, and how.
   */
  readonly provider: ExtAuthzProvider;
}

/**
 * Which requests to a gateway wait for a decision. Restrictions by methods and paths leave everything else undecided, and so allowed as far
 * as other policies allow it: `exceptPaths` is the safer way to say it.
 */
export interface ProtectGatewayOptions {
  /**
   * HTTP methods. An empty list is an error, never "all".
   *
   * @default - every method
   */
  readonly methods?: HttpMethod[];

  /**
   * Paths. An empty list is an error, never "all". No policy can match a regular expression.
   *
   * @default - every path
   */
  readonly paths?: PathMatch[];

  /**
   * Paths for which nobody is asked.
   *
   * @default - none
   */
  readonly exceptPaths?: PathMatch[];
}

/**
 * Which requests to a service wait for a decision.
 */
export interface ProtectOptions extends ProtectGatewayOptions {
  /**
   * Ports of the Service.
   *
   * @default - its HTTP ports
   */
  readonly ports?: number[];
}

/**
 * Requests that go on only where somebody else agrees: OPA, or any service of yours.
 *
 * Emits an AuthorizationPolicy `CUSTOM` for each protected workload. Who decides is said in the mesh's own configuration, which
 * `MeshConfig.of(app)` writes; until Istio has it, everything that is protected is denied. The way there is derived: the protected
 * proxies know what they ask, the network lets them, and the policy of what they ask lets them in.
 *
 * The proxy asks before it reads tokens and before every other policy. So whoever decides sees tokens that nobody has validated, and rules
 * cannot depend on who calls: the caller's identity is told to the one who decides.
 *
 * The constructor throws MSH002 when the id is not a DNS label; MSH462 for the name of the audit log. At synth: MSH462 for a name that the mesh has already; MSH463 for a
 * workload with several providers; MSH464 for decisions that wait for each other.
 *
 * @example
 *
 * const policy = new ZeroTrustNamespace(chart, 'policy');
 * const judge = new MeshService(policy, 'judge', {
 *   ports: [ServicePort.grpc(9191)],
 *   workload: Workload.deployment({ image: 'registry.example.com/judge:1.0.0' }),
 * });
 * const decisions = new ExternalAuthorization(chart, 'payment-decisions', { provider: ExtAuthzProvider.grpc(judge) });
 * decisions.protect(payments, { exceptPaths: [PathMatch.exact('/health')] });
 *
 * @see https://istio.io/latest/docs/tasks/security/authorization/authz-custom/
 */
export class ExternalAuthorization extends Construct {
  /** Name of the extension provider: unique in the mesh. */
  public readonly providerName: string;

  private readonly provider: ExtAuthzProvider;

  /**
   * @param scope Anything of the app.
   * @param id Name of the extension provider, unique in the mesh.
   * @param props Who decides.
   */
  public constructor(scope: Construct, id: string, props: ExternalAuthorizationProps) {
    super(scope, id);
    this.providerName = checkDnsLabel(id, 'extension provider', this);
    if (this.providerName === AUDIT_LOG) fail(this, 'MSH462', { what: 'the audit log of services with `dataClasses` has this name', got: id, fix: 'give it another id' });
    this.provider = props.provider;
    bookOf(this).add('extensionProviders', {
      name: this.providerName, does: this.provider._settings, origin: { path: this.node.path, call: 'new ExternalAuthorization()' },
    });
  }

  /**
   * Lets requests to a service wait for the decision. Declaring it again adds to what is asked about.
   *
   * Throws MSH001 for an empty list; MSH055 for a port the service does not have; MSH058 for a path that no policy can express; MSH070 for
   * a service without HTTP ports; MSH075 in an ambient namespace; MSH079 for a port that is not HTTP; MSH464 for the service that decides; MSH512
   * or MSH513 for a host outside to which the data of the service may not be sent like that; MSH470 for pods beside which an OPA cannot stand.
   *
   * @param service A service of this app.
   * @param options Which requests. Left out: all of them.
   */
  public protect(service: MeshService, options: ProtectOptions = {}): void {
    const fact = service._service;
    needsHttp(this, fact.ports, 'external authorization');
    needsRequestProxy(this, fact, 'external authorization');
    const { target } = this.provider._settings;
    if (target.kind === 'service' && target.service === fact.key) {
      fail(this, 'MSH464', { what: `${fact.name} would ask itself about every request, also about those by which it is asked`, fix: 'leave what decides unprotected: its policy says who may ask it' });
    }
    const asked = this.asked();
    if (asked?.kind === 'external') checkWayOut(this, fact, asked.external, [this.provider._settings.port]);
    if (this.provider._asked.kind === 'beside') this.provider._asked.agent._standBeside(service, this);
    const book = bookOf(this);
    const { key } = fact;
    book.add('protections', this.protection({ kind: 'service', service: key, ports: httpPortsOf(this, fact, options.ports) }, options, service));
    asked?.called();
    if (service.node.tryFindChild('ExternalAuthorization') !== undefined) return;
    emit(service, 'ExternalAuthorization', {
      kind: AUTHORIZATION_POLICY,
      name: protectionName(service.serviceName),
      namespace: service.namespaceName,
      reasons: () => this.reasons(book.model.protectionsOf(key)),
      spec: () => renderServiceProtection(book.model, key),
    });
  }

  /**
   * Lets requests to the hosts of a gateway wait for the decision, before they are routed. A token that the gateway requires is validated
   * afterwards. What browsers ask without credentials about pages of other origins is decided, too.
   *
   * Throws MSH001 for an empty list; MSH058 for a path that no policy can express; MSH078 for a provider outside of the mesh; MSH470 for an OPA
   * that would stand beside the gateway.
   *
   * @param gateway A gateway of this app.
   * @param options Which requests. Left out: all of them.
   */
  public protectGateway(gateway: MeshGateway, options: ProtectGatewayOptions = {}): void {
    const asked = this.asked();
    if (asked === undefined) {
      fail(this, 'MSH470', { what: 'the pods of a gateway are made by others: no container can be put beside theirs', fix: 'use an OpenPolicyAgent, which has pods of its own' });
    }
    const target = inMesh(this, asked, 'let a MeshService decide, or protect the services behind the gateway');
    const book = bookOf(this);
    const key = `${gateway.namespaceName}/${gateway.gatewayName}`;
    book.add('protections', this.protection({ kind: 'gateway', gateway: key }, options, gateway));
    target.called();
    if (gateway.node.tryFindChild('ExternalAuthorization') !== undefined) return;
    emit(gateway, 'ExternalAuthorization', {
      kind: AUTHORIZATION_POLICY,
      name: gatewayProtectionName(gateway.namespaceName, gateway.gatewayName),
      namespace: () => book.model.settings.ingressGateway.namespace,
      reasons: () => this.reasons(book.model.gatewayProtectionsOf(key)),
      spec: () => renderGatewayProtection(book.model, key),
    });
  }

  /** Undefined where it is asked inside of the pod. */
  private asked() {
    const { _asked: asked } = this.provider;
    return asked.kind === 'beside' ? undefined : targetOf(asked.target);
  }

  private protection(subject: Protection['subject'], options: ProtectGatewayOptions, of: Placed): Protection {
    return {
      provider: this.providerName,
      subject,
      ...requestsOf(this, options),
      exceptPaths: enforceable(this, options.exceptPaths ?? []),
      origin: { path: this.node.path, call: `protect(${of.node.path})` },
    };
  }

  private reasons(protections: readonly Protection[]): string[] {
    const { failOpenReason } = this.provider._settings;
    return failOpenReason === undefined || protections.length === 0 ? [] : [failOpenReason];
  }
}

/** The rest of a service's ports has no requests, about which anybody could be asked. */
function httpPortsOf(at: Placed, service: Service, numbers: readonly number[] | undefined): Port[] {
  const ports = portsOf(at, service, numbers);
  const deaf = numbers === undefined ? undefined : ports.find((port) => !isHttp(port.protocol));
  if (deaf !== undefined) {
    fail(at, 'MSH079', { what: `port ${deaf.number} of ${service.name} has no requests that could be decided about`, got: deaf.protocol, fix: 'name HTTP ports' });
  }
  return ports.filter((port) => isHttp(port.protocol));
}
