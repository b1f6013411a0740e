import { type Duration } from 'cdk8s';
import { Construct } from 'constructs';
import { type CallOptions } from './call-options';
import { becomeCallTarget, type ICallTarget } from './call-target';
import { declareCall } from './declare-call';
import { emitPods, emitServiceNetworkPolicy } from './emit-service';
import { becomeImported } from './imported-service';
import { podPortsOf, serviceFact } from './mesh-service-props';
import { type ServicePort } from './service-port';
import { versionsOf } from './versions';
import { type Workload } from './workload';
import type { Service } from '../../model/service';
import { renderDestinationRule } from '../../render/destination-rule';
import { DESTINATION_RULE, VIRTUAL_SERVICE } from '../../render/kinds';
import { routeReasons } from '../../render/reasons';
import { renderVirtualService } from '../../render/virtual-service';
import { checkDnsLabel, checkServiceName } from '../../support/dns-name';
import { checkReason } from '../../support/reason';
import { bookOf } from '../book';
import { emit } from '../emit';
import { plainNamespaceOf } from '../mesh/namespace-scope';
import { type RetryPolicy } from '../traffic/retry-policy';
import { type TrafficPolicyProps } from '../traffic/traffic-policy';

/**
 * A service outside of the mesh, of this app or of others.
 */
export interface IPlainService extends ICallTarget {
  /** Name of the Kubernetes Service. */
  readonly serviceName: string;

  /** Its namespace. */
  readonly namespaceName: string;
}

/**
 * What callers must know of a service outside of the mesh that others own.
 */
export interface PlainServiceAttributes {
  /**
   * Name of the Kubernetes Service.
   */
  readonly serviceName: string;

  /**
   * Its namespace.
   */
  readonly namespaceName: string;

  /**
   * Its ports.
   */
  readonly ports: ServicePort[];

  /**
   * Why plaintext to it is acceptable. It is written on the NetworkPolicies of its callers.
   */
  readonly reason: string;

  /**
   * Labels of its pods, for the callers' NetworkPolicies.
   *
   * @default - its whole namespace
   */
  readonly podLabels?: { [name: string]: string };
}

/**
 * Properties of a `PlainService`: its ports, its pods, and how the proxies of its callers treat it.
 */
export interface PlainServiceProps extends TrafficPolicyProps {
  /**
   * Ports, with the protocol that is spoken there.
   */
  readonly ports: ServicePort[];

  /**
   * Its pods.
   */
  readonly workload: Workload;

  /**
   * Why it is outside of the mesh, and plaintext to it acceptable. It is written on the objects that let plaintext through.
   */
  readonly reason: string;

  /**
   * Name of the Kubernetes Service, and of everything that belongs to it.
   *
   * @default - the construct's id
   */
  readonly name?: string;

  /**
   * Longest time a request of the mesh may take, retries included. 0: no limit.
   *
   * @default Duration.seconds(15)
   */
  readonly timeout?: Duration;

  /**
   * When a request of the mesh is tried again.
   *
   * @default - twice, and only where the request was surely not processed
   */
  readonly retries?: RetryPolicy;
}

/**
 * A service outside of the mesh. Services of the mesh call it in plaintext, as declared; of the mesh it can call only what takes
 * plaintext.
 *
 * Emits a ServiceAccount, a Service, a Deployment with a PodDisruptionBudget and a NetworkPolicy of the declared calls; and once a service
 * of the mesh calls it, a DestinationRule without TLS and a VirtualService with timeout and retries.
 *
 * A namespace that grants scraping to its pods (`ZeroTrustNamespace.allowScraping`) is opened on this side, too.
 *
 * The constructor throws MSH001 without ports; MSH002 for a bad name; MSH013, MSH014 or MSH029 for a bad timeout or traffic policy;
 * MSH053 without a reason; MSH073 or MSH081 for ports that do not fit together; MSH530 outside of a `PlainNamespace`.
 *
 * @example
 *
 * const chart = new Chart(new App(), 'shop');
 * const support = new PlainNamespace(chart, 'support');
 * const notification = new PlainService(support, 'notification', {
 *   ports: [ServicePort.http(8080)],
 *   workload: Workload.deployment({ image: 'registry.example.com/notification:4.1.0' }),
 *   reason: 'gets the number of a template and of a customer, and nothing that needs protection',
 * });
 * const shop = new ZeroTrustNamespace(chart, 'shop');
 * const orders = new MeshService(shop, 'orders', {
 *   ports: [ServicePort.http(8080)],
 *   workload: Workload.deployment({ image: 'registry.example.com/orders:1.8.0' }),
 * });
 * orders.calls(notification);
 *
 * @see https://istio.io/latest/docs/concepts/security/#permissive-mode
 */
export class PlainService extends Construct implements IPlainService {
  /**
   * A service outside of the mesh that others own: it can be called and is not emitted.
   *
   * Throws MSH001 without ports; MSH002 for a bad name; MSH014 or MSH038 for bad labels; MSH053 without a reason; MSH073 for two ports of
   * one number or name. At synth: MSH115 when it is declared in two ways; MSH533 when its namespace is one of this app's mesh.
   *
   * @param scope Where it is declared: anywhere in the app.
   * @param id Name of the construct.
   * @param attributes What its callers must know.
   */
  public static fromAttributes(scope: Construct, id: string, attributes: PlainServiceAttributes): IPlainService {
    return new ImportedPlainService(scope, id, attributes);
  }

  public readonly serviceName: string;
  public readonly namespaceName: string;

  /** Name by which every proxy of the mesh knows the service. */
  public get host(): string {
    return `${this.serviceName}.${this.namespaceName}.svc.${bookOf(this).mesh.clusterDomain}`;
  }

  /** @internal */
  public readonly _service: Service;

  /**
   * @param scope A `PlainNamespace`, or anything declared inside of one.
   * @param id Name of the Kubernetes Service, unless `name` says another.
   * @param props Its ports and pods, and how callers treat it.
   */
  public constructor(scope: Construct, id: string, props: PlainServiceProps) {
    super(scope, id);
    const { name: namespace, dataPlane } = plainNamespaceOf(this);
    const name = checkServiceName(props.name ?? id, this);
    const plaintextReason = checkReason(this, props.reason, 'a service outside of the mesh');
    this.serviceName = name;
    this.namespaceName = namespace;
    const ports = podPortsOf(this, props.ports);
    const versions = versionsOf(this, { name, namespace, ports, workload: props.workload, versions: undefined });
    const origin = { path: this.node.path, call: 'new PlainService()' };
    this._service = { ...serviceFact(this, { name, namespace, dataPlane, ports, versions, origin }, props), plaintextReason };
    const book = bookOf(this);
    book.add('services', this._service);
    for (const check of versions.checks) book.add('checks', check);
    becomeCallTarget(this, { kind: 'service', service: this._service, called: () => this.called() });
    emitPods(this, this._service, versions);
    emitServiceNetworkPolicy(this, this._service);
  }

  /**
   * Declares that this service calls another: the network lets it through on both sides. Whoever is called in the mesh must take plaintext
   * (`MeshService.mutualTlsException`), since nobody here has an identity.
   *
   * Throws MSH001 for empty lists; MSH055 for a port the callee does not have; MSH056 for methods or paths where nothing reads requests;
   * MSH058 for a path no policy can express; MSH067 for a call to itself; MSH075 for methods or paths of an ambient callee; MSH078 for
   * what cannot be called; MSH532 for an external service to which the caller's proxy would have to speak TLS. At synth: MSH531 for a
   * callee that takes mutual TLS only.
   *
   * @param target The callee.
   * @param options What it does there. Left out: everything on every port.
   */
  public calls(target: ICallTarget, options: CallOptions = {}): void {
    declareCall(this, this._service, target, options);
  }

  /** How proxies call it, made with the first call from the mesh: to others it is of no use. */
  private called(): void {
    if (this.node.tryFindChild('DestinationRule') !== undefined) return;
    const book = bookOf(this);
    const { key, name, namespace, plaintextReason } = this._service;
    const reasons = () => routeReasons(book.model.routesOf(key));
    emit(this, 'DestinationRule', {
      kind: DESTINATION_RULE, name, namespace, reasons: () => [plaintextReason!], spec: () => renderDestinationRule(book.model, key),
    });
    emit(this, 'VirtualService', { kind: VIRTUAL_SERVICE, name, namespace, reasons, spec: () => renderVirtualService(book.model, key) });
  }
}

class ImportedPlainService extends Construct implements IPlainService {
  public readonly serviceName: string;
  public readonly namespaceName: string;

  public constructor(scope: Construct, id: string, attributes: PlainServiceAttributes) {
    super(scope, id);
    this.serviceName = checkServiceName(attributes.serviceName, this);
    this.namespaceName = checkDnsLabel(attributes.namespaceName, 'namespace', this);
    becomeImported(this, attributes, {
      identity: { namespace: this.namespaceName, serviceAccountName: this.serviceName },
      dataPlane: 'NONE',
      plaintextReason: checkReason(this, attributes.reason, 'a service outside of the mesh'),
      origin: { path: this.node.path, call: 'PlainService.fromAttributes()' },
    });
  }
}
