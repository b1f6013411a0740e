import { Construct, type IConstruct } from 'constructs';
import { type DataPlane } from './data-plane';
import { type ExistingNamespace } from './existing-namespace';
import { becomeNamespace, emitNamespace } from './namespace-scope';
import { type PodSecurityLevel } from './pod-security-level';
import { checkDnsLabel } from '../../support/dns-name';
import { bookOf } from '../book';

/**
 * A namespace whose pods are in the mesh.
 */
export interface IMeshNamespace extends IConstruct {
  /** Name of the Kubernetes namespace. */
  readonly namespaceName: string;
}

/**
 * Properties of a `MeshNamespace`: its name, its labels, and how its traffic gets into the mesh.
 */
export interface MeshNamespaceProps {
  /**
   * Name of the namespace.
   *
   * @default - the construct's id
   */
  readonly name?: string;

  /**
   * The namespace, where it is there already and must not be made.
   *
   * @default - it is made
   */
  readonly existing?: ExistingNamespace;

  /**
   * What its pods may do on their node.
   *
   * @default - no label about pod security
   */
  readonly podSecurity?: PodSecurityLevel;

  /**
   * How its traffic gets into the mesh.
   *
   * @default - the mesh's
   */
  readonly dataPlane?: DataPlane;

  /**
   * Further labels of the namespace.
   *
   * @default - none
   */
  readonly labels?: { [name: string]: string };
}

/**
 * A namespace that is in the mesh and nothing more. Its pods get proxies, routes, and mutual TLS where both sides have it, and everybody
 * may call everybody as before. This is the first step of adoption, and `ZeroTrustNamespace` the last.
 *
 * Calls that its services declare are kept for the graph and for the callee's policy, but its own services refuse nobody.
 *
 * The constructor throws MSH002 when the name is not a DNS label; MSH028 for labels of a namespace that somebody else makes; MSH038 or
 * MSH039 for a bad label. At synth: MSH054 for a namespace whose labels or pod security the mesh cannot work with; MSH110 for a namespace
 * declared twice.
 *
 * @example
 *
 * const chart = new Chart(new App(), 'warehouse');
 * const warehouse = new MeshNamespace(chart, 'warehouse');
 * const stock = new MeshService(warehouse, 'stock', {
 *   ports: [ServicePort.http(8080)],
 *   workload: Workload.deployment({ image: 'registry.example.com/stock:1.0.0' }),
 * });
 *
 * @see https://istio.io/latest/docs/setup/additional-setup/sidecar-injection/
 */
export class MeshNamespace extends Construct implements IMeshNamespace {
  public readonly namespaceName: string;

  /**
   * @param scope A chart, or anything inside of one.
   * @param id Name of the namespace, unless `name` says another.
   * @param props What it has besides its name.
   */
  public constructor(scope: Construct, id: string, props: MeshNamespaceProps = {}) {
    super(scope, id);
    this.namespaceName = checkDnsLabel(props.name ?? id, 'namespace', this);
    const namespace = {
      name: this.namespaceName,
      zeroTrust: false,
      stage: 'OBSERVE',
      dataPlane: props.dataPlane ?? bookOf(this).mesh.dataPlane,
      origin: { path: this.node.path, call: 'new MeshNamespace()' },
    } as const;
    becomeNamespace(this, namespace);
    emitNamespace(this, { namespace, existing: props.existing, podSecurity: props.podSecurity, labels: props.labels, reason: undefined });
  }
}
