import { Construct } from 'constructs';
import { _resources, type ContainerResources } from './container-resources';
import { EGRESS_PORT, type EgressGateway as EgressGatewayFact } from '../../model/external';
import { type Namespace, reached } from '../../model/namespace';
import { type Service, serviceKey } from '../../model/service';
import { renderEgressDeployment } from '../../render/egress-deployment';
import { renderEgressCallers, renderEgressDestinationRule, renderEgressGateway } from '../../render/egress-gateway';
import {
  AUTHORIZATION_POLICY, DEPLOYMENT, DESTINATION_RULE, GATEWAY, NETWORK_POLICY, POD_DISRUPTION_BUDGET, SERVICE, SERVICE_ACCOUNT,
} from '../../render/kinds';
import { callersName } from '../../render/names';
import { renderEgressNetworkPolicy } from '../../render/network-policy';
import { renderPodDisruptionBudget } from '../../render/pod-disruption-budget';
import { renderService } from '../../render/service';
import { checkServiceName } from '../../support/dns-name';
import { fail, within } from '../../support/errors';
import { checkWhole } from '../../support/number';
import { bookOf } from '../book';
import { dryRun, emit } from '../emit';
import { namespaceOf } from '../mesh/namespace-scope';

/**
 * Properties of an `EgressGateway`: its size.
 */
export interface EgressGatewayProps {
  /**
   * Number of pods.
   *
   * @default 2
   */
  readonly replicas?: number;

  /**
   * What its proxy is sure to get, and what it may take at most.
   *
   * @default - 100m of CPU and 128 MiB, without limits
   */
  readonly resources?: ContainerResources;
}

/**
 * The way out of the mesh: pods that are nothing but a proxy. Hosts that name it are reached through it and not past it, by those who
 * declared the call and by nobody else, and it is the gateway that speaks TLS to the outside.
 *
 * Emits a ServiceAccount, a Service, a Deployment and a PodDisruptionBudget; and once a host goes through it a Gateway and a DestinationRule,
 * and once it is called an AuthorizationPolicy and a NetworkPolicy.
 *
 * The constructor throws MSH002 for a bad name; MSH011 for bad replicas; MSH042 or MSH043 for bad resources; MSH050 or MSH530 outside of a
 * namespace of the mesh; MSH075 in an ambient one.
 *
 * @example
 *
 * const chart = new Chart(new App(), 'shop');
 * const way = new EgressGateway(new ZeroTrustNamespace(chart, 'egress'), 'egress-gateway');
 * const shop = new ZeroTrustNamespace(chart, 'shop');
 * const bank = new ExternalService(shop, 'bank', {
 *   hosts: ['api.bank.example.com'], ports: [ServicePort.http(80)], tlsOrigination: {}, egressGateway: way,
 * });
 * const payments = new MeshService(shop, 'payments', {
 *   ports: [ServicePort.http(8080)],
 *   workload: Workload.deployment({ image: 'registry.example.com/payments:2.3.1' }),
 * });
 * payments.calls(bank);
 *
 * @see https://istio.io/latest/docs/tasks/traffic-management/egress/egress-gateway-tls-origination/
 */
export class EgressGateway extends Construct {
  /** Name of the gateway, and of everything that belongs to it. */
  public readonly gatewayName: string;

  /** Its namespace. */
  public readonly namespaceName: string;

  /** @internal */
  public readonly _gateway: EgressGatewayFact;

  private readonly namespace: Namespace;

  /**
   * @param scope A namespace of the mesh, or anything declared inside of one.
   * @param id Name of the gateway.
   * @param props Its size.
   */
  public constructor(scope: Construct, id: string, props: EgressGatewayProps = {}) {
    super(scope, id);
    this.namespace = namespaceOf(this);
    if (this.namespace.dataPlane === 'AMBIENT') {
      fail(this, 'MSH075', { what: 'proxies of an ambient mesh do not send requests to an egress gateway', fix: 'use DataPlane.SIDECAR for its namespace and those of its callers' });
    }
    const name = checkServiceName(id, this);
    const namespace = this.namespace.name;
    const replicas = checkWhole(props.replicas ?? 2, 'replicas', 1, 1000, undefined, this);
    const resources = within(this, () => _resources(props.resources));
    this.gatewayName = name;
    this.namespaceName = namespace;
    this._gateway = {
      key: serviceKey(namespace, name),
      name,
      namespace,
      identity: { namespace, serviceAccountName: name },
      selector: { app: name },
      origin: { path: this.node.path, call: 'new EgressGateway()' },
    };
    bookOf(this).add('egressGateways', this._gateway);
    const own = { name, namespace, labels: { app: name } };
    const service: Pick<Service, 'key' | 'selector' | 'ports'> = { key: this._gateway.key, selector: this._gateway.selector, ports: [EGRESS_PORT] };
    emit(this, 'ServiceAccount', { kind: SERVICE_ACCOUNT, name, namespace, fields: { automountServiceAccountToken: false } });
    emit(this, 'Resource', { ...own, kind: SERVICE, spec: () => renderService(service) });
    emit(this, 'Deployment', { ...own, kind: DEPLOYMENT, spec: () => renderEgressDeployment(this._gateway, { replicas, ...resources }) });
    emit(this, 'PodDisruptionBudget', { kind: POD_DISRUPTION_BUDGET, name, namespace, spec: () => renderPodDisruptionBudget(service) });
  }

  /** @internal A host goes through it: made with the first one, since a Gateway needs one. */
  public _serves(): void {
    if (this.node.tryFindChild('Gateway') !== undefined) return;
    const book = bookOf(this);
    const { key, name, namespace } = this._gateway;
    emit(this, 'Gateway', { kind: GATEWAY, name, namespace, spec: () => renderEgressGateway(book.model, key) });
    emit(this, 'DestinationRule', { kind: DESTINATION_RULE, name, namespace, spec: () => renderEgressDestinationRule(book.model, key) });
  }

  /** @internal Somebody calls such a host: made with the first one, since a policy without rules would say something else. */
  public _called(): void {
    const { stage, zeroTrust } = this.namespace;
    if (!zeroTrust || !reached(stage, 'AUDIT') || this.node.tryFindChild('Callers') !== undefined) return;
    const book = bookOf(this);
    const { key, name, namespace } = this._gateway;
    emit(this, 'Callers', {
      kind: AUTHORIZATION_POLICY,
      name: callersName(name),
      namespace,
      annotations: dryRun(this.namespace),
      spec: () => renderEgressCallers(book.model, key),
    });
    if (!reached(stage, 'ENFORCED')) return;
    emit(this, 'NetworkPolicy', { kind: NETWORK_POLICY, name, namespace, spec: () => renderEgressNetworkPolicy(book.model, key) });
  }
}
