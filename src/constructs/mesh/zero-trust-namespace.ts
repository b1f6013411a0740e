import { type ApiObject } from 'cdk8s';
import { Construct } from 'constructs';
import { type DataPlane } from './data-plane';
import { EnforcementStage } from './enforcement-stage';
import { type ExistingNamespace } from './existing-namespace';
import { type IMeshNamespace } from './mesh-namespace';
import { becomeNamespace, emitNamespace } from './namespace-scope';
import { PodSecurityLevel } from './pod-security-level';
import { type NamespaceGrantOptions, type ScrapeOptions, grantNamespace, grantScraping } from './zero-trust-grants';
import { type Namespace, reached } from '../../model/namespace';
import { DENY_ALL } from '../../render/authorization-policy';
import { AUTHORIZATION_POLICY, NETWORK_POLICY, PEER_AUTHENTICATION, SIDECAR } from '../../render/kinds';
import { DEFAULT_DENY_NAME, DEFAULT_NAME, DENY_ALL_NAME } from '../../render/names';
import { renderNamespaceDefaultDeny } from '../../render/network-policy';
import { renderNamespacePeerAuthentication } from '../../render/peer-authentication';
import { renderNamespaceSidecar } from '../../render/sidecar';
import { checkWord } from '../../support/closed-set';
import { sortedSet } from '../../support/compare';
import { checkDnsLabel } from '../../support/dns-name';
import { checkReason } from '../../support/reason';
import { bookOf } from '../book';
import { dryRun, emit } from '../emit';

/**
 * Properties of a `ZeroTrustNamespace`: how far enforcement has come, and what its pods may do.
 */
export interface ZeroTrustNamespaceProps {
  /**
   * Name of the namespace.
   *
   * @default - the construct's id
   */
  readonly name?: string;

  /**
   * How far enforcement has come.
   *
   * @default EnforcementStage.ENFORCED
   */
  readonly stage?: EnforcementStage;

  /**
   * The namespace, where it is there already and must not be made.
   *
   * @default - it is made
   */
  readonly existing?: ExistingNamespace;

  /**
   * What its pods may do on their node.
   *
   * @default - RESTRICTED; PRIVILEGED where the mesh has no CNI plugin, since its init containers need that
   */
  readonly podSecurity?: PodSecurityLevel;

  /**
   * Why pods may do more than `restricted` allows.
   *
   * @default - none; required with `podSecurity` BASELINE or PRIVILEGED
   */
  readonly podSecurityReason?: string;

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
 * A namespace in which nothing is allowed that was not declared.
 *
 * Emits the Namespace with its injection and pod-security labels, a STRICT PeerAuthentication, an AuthorizationPolicy and a
 * NetworkPolicy that deny everything (DNS, the control plane and the proxies' readiness page excepted), and a Sidecar that
 * knows the namespace's own services only. What services declare of each other is added to that, and nothing else.
 *
 * The constructor throws MSH002 when the name is not a DNS label; MSH028 for labels of a namespace that somebody else makes; MSH038 or
 * MSH039 for a bad label; MSH053 when pod security is loosened without a reason. At synth: MSH054 for a namespace whose labels or pod
 * security the mesh cannot work with; MSH110 for a namespace declared twice.
 *
 * @example
 *
 * const chart = new Chart(new App(), 'shop');
 * const shop = new ZeroTrustNamespace(chart, 'shop');
 * const orders = new MeshService(shop, 'orders', {
 *   ports: [ServicePort.http(8080)],
 *   workload: Workload.deployment({ image: 'registry.example.com/orders:1.8.0' }),
 * });
 *
 * @see https://istio.io/latest/docs/ops/best-practices/security/
 */
export class ZeroTrustNamespace extends Construct implements IMeshNamespace {
  public readonly namespaceName: string;

  /** How far enforcement has come. */
  public readonly stage: EnforcementStage;

  private readonly namespace: Namespace;

  /**
   * @param scope A chart, or anything inside of one.
   * @param id Name of the namespace, unless `name` says another.
   * @param props How far enforcement has come, and what else it has besides its name.
   */
  public constructor(scope: Construct, id: string, props: ZeroTrustNamespaceProps = {}) {
    super(scope, id);
    this.namespaceName = checkDnsLabel(props.name ?? id, 'namespace', this);
    this.stage = checkWord(props.stage ?? EnforcementStage.ENFORCED, Object.values(EnforcementStage), 'stage', this);
    const loosened = props.podSecurity !== undefined && props.podSecurity !== PodSecurityLevel.RESTRICTED;
    const reason = loosened ? checkReason(this, props.podSecurityReason, `pod security '${props.podSecurity}'`) : undefined;
    this.namespace = {
      name: this.namespaceName,
      zeroTrust: true,
      stage: this.stage,
      dataPlane: props.dataPlane ?? bookOf(this).mesh.dataPlane,
      origin: { path: this.node.path, call: 'new ZeroTrustNamespace()' },
    };
    becomeNamespace(this, this.namespace);
    emitNamespace(this, { namespace: this.namespace, existing: props.existing, podSecurity: props.podSecurity, labels: props.labels, reason });
    this.emitPolicies();
  }

  /**
   * Lets every workload of another namespace call every service of this one.
   *
   * Throws MSH002 for a bad namespace; MSH053 without a reason.
   *
   * @param namespaceName Name of the callers' namespace, which may be somebody else's.
   * @param options Why they may.
   */
  public allowNamespace(namespaceName: string, options: NamespaceGrantOptions): void {
    grantNamespace(this, this.namespace, namespaceName, options);
  }

  /**
   * Lets metrics be read from the proxies of this namespace, which also serve those of the applications (metrics merging).
   * It opens the proxies' own metrics ports on the network, and nothing of the services.
   *
   * Throws MSH002 for a bad namespace; MSH014 or MSH038 for bad labels; MSH053 without a reason.
   *
   * @param options Who reads the metrics, and why they may.
   *
   * @see https://istio.io/latest/docs/ops/integrations/prometheus/#option-1-metrics-merging
   */
  public allowScraping(options: ScrapeOptions): void {
    grantScraping(this, this.namespace, options);
  }

  private emitPolicies(): void {
    const { namespace } = this;
    const book = bookOf(this);
    const own = <Spec extends object>(id: string, kind: { apiVersion: string; kind: string }, name: string, spec: () => Spec): ApiObject =>
      emit(this, id, { kind, name, namespace: namespace.name, spec, annotations: kind === AUTHORIZATION_POLICY ? dryRun(namespace) : undefined });
    own('PeerAuthentication', PEER_AUTHENTICATION, DEFAULT_NAME, () => renderNamespacePeerAuthentication(namespace));
    if (reached(namespace.stage, 'PERMISSIVE') && namespace.dataPlane === 'SIDECAR') own('Sidecar', SIDECAR, DEFAULT_NAME, () => renderNamespaceSidecar(book.model, namespace));
    if (reached(namespace.stage, 'AUDIT')) own('AuthorizationPolicy', AUTHORIZATION_POLICY, DENY_ALL_NAME, () => DENY_ALL);
    if (!reached(namespace.stage, 'ENFORCED')) return;
    emit(this, 'NetworkPolicy', {
      kind: NETWORK_POLICY,
      name: DEFAULT_DENY_NAME,
      namespace: namespace.name,
      reasons: () => sortedSet(book.model.scrapesOf(namespace.name).map((grant) => grant.reason)),
      spec: () => renderNamespaceDefaultDeny(book.model, namespace),
    });
  }
}
