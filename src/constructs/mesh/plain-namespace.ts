import { Construct } from 'constructs';
import { type ExistingNamespace } from './existing-namespace';
import { becomeNamespace, emitNamespace } from './namespace-scope';
import { PodSecurityLevel } from './pod-security-level';
import type { Namespace } from '../../model/namespace';
import { NETWORK_POLICY } from '../../render/kinds';
import { DEFAULT_DENY_NAME } from '../../render/names';
import { renderNamespaceDefaultDeny } from '../../render/network-policy';
import { checkDnsLabel } from '../../support/dns-name';
import { checkReason } from '../../support/reason';
import { bookOf } from '../book';
import { emit } from '../emit';

/**
 * Properties of a `PlainNamespace`: its name, its labels, and what its pods may do on their node.
 */
export interface PlainNamespaceProps {
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
   * @default PodSecurityLevel.RESTRICTED
   */
  readonly podSecurity?: PodSecurityLevel;

  /**
   * Why pods may do more than `restricted` allows.
   *
   * @default - none; required with `podSecurity` BASELINE or PRIVILEGED
   */
  readonly podSecurityReason?: string;

  /**
   * Further labels of the namespace.
   *
   * @default - none
   */
  readonly labels?: { [name: string]: string };
}

/**
 * A namespace outside of the mesh, in which nothing is allowed that was not declared. Its pods have no proxies, so nobody proves who they
 * are: the network alone tells callers apart.
 *
 * Emits the Namespace with labels that keep proxies out and pods restricted, and a NetworkPolicy that denies everything but DNS. What
 * services declare of each other is added to that.
 *
 * The constructor throws MSH002 when the name is not a DNS label; MSH028 for labels of a namespace that somebody else makes; MSH038 or
 * MSH039 for a bad label; MSH053 when pod security is loosened without a reason. At synth: MSH054 for an existing namespace whose labels
 * do not keep proxies out; MSH110 for a namespace declared twice.
 *
 * @example
 *
 * const chart = new Chart(new App(), 'support');
 * const support = new PlainNamespace(chart, 'support');
 * const logging = new PlainService(support, 'logging', {
 *   ports: [ServicePort.http(8080)],
 *   workload: Workload.deployment({ image: 'registry.example.com/logging:2.0.0' }),
 *   reason: 'lines of the log carry no personal data, and the collector must run where the mesh does not',
 * });
 *
 * @see https://kubernetes.io/docs/concepts/services-networking/network-policies/
 */
export class PlainNamespace extends Construct {
  /** Name of the Kubernetes namespace. */
  public readonly namespaceName: string;

  /**
   * @param scope A chart, or anything inside of one.
   * @param id Name of the namespace, unless `name` says another.
   * @param props What it has besides its name.
   */
  public constructor(scope: Construct, id: string, props: PlainNamespaceProps = {}) {
    super(scope, id);
    this.namespaceName = checkDnsLabel(props.name ?? id, 'namespace', this);
    const loosened = props.podSecurity !== undefined && props.podSecurity !== PodSecurityLevel.RESTRICTED;
    const reason = loosened ? checkReason(this, props.podSecurityReason, `pod security '${props.podSecurity}'`) : undefined;
    const namespace: Namespace = {
      name: this.namespaceName,
      zeroTrust: true,
      stage: 'ENFORCED',
      dataPlane: 'NONE',
      origin: { path: this.node.path, call: 'new PlainNamespace()' },
    };
    becomeNamespace(this, namespace);
    emitNamespace(this, { namespace, existing: props.existing, podSecurity: props.podSecurity, labels: props.labels, reason });
    const book = bookOf(this);
    emit(this, 'NetworkPolicy', {
      kind: NETWORK_POLICY, name: DEFAULT_DENY_NAME, namespace: namespace.name, spec: () => renderNamespaceDefaultDeny(book.model, namespace),
    });
  }
}
