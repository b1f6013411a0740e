import type { LabelSelector, NetworkPeer, NetworkPolicySpec, NetworkPort } from './kinds/network-policy';
import { SelectorIndex } from './label-index';
import type { Manifest } from './manifest';
import type { Manifests } from './manifests';
import type { Place } from './policies';
import { fulfils, isEmptySelector, NAME_OF_NAMESPACE } from './selectors';
import { targetPortOf, type Workload } from './workload';

export type NetworkPolicy = Manifest<NetworkPolicySpec>;
export type Direction = 'ingress' | 'egress';

const KIND = 'networking.k8s.io/NetworkPolicy';

/** A rule of a NetworkPolicy: connections that are open to some peers, on some ports; to all, where it says none. */
export interface Opening {
  readonly policy: NetworkPolicy;
  /** `spec.ingress[0]` */
  readonly path: string;
  readonly peers: readonly NetworkPeer[];
  readonly ports: readonly NetworkPort[];
}

/** The policies that close the connections of pods, but for what one of them opens. Pods of none are open. */
export function networkPoliciesOf(manifests: Manifests, { namespace, labels }: Place, direction: Direction): readonly NetworkPolicy[] {
  const { byLabel, others } = manifests.once(`${direction} policies of the network in ${namespace}`, () => {
    const policies = manifests.inNamespace(KIND, namespace).filter(({ spec }) => isAbout(spec, direction));
    return {
      byLabel: new SelectorIndex(policies, ({ spec }) => spec.podSelector?.matchLabels),
      others: policies.filter(({ spec }) => isEmptySelector(spec.podSelector?.matchLabels)),
    };
  });
  return [...others, ...byLabel.selecting(labels)].filter(({ spec }) => fulfils(labels, spec.podSelector));
}

/** Each rule of a policy. */
export function openingsOf(policy: NetworkPolicy, direction: Direction): readonly Opening[] {
  const rules = direction === 'ingress'
    ? (policy.spec.ingress ?? []).map(({ from, ports }) => ({ peers: from ?? [], ports: ports ?? [] }))
    : (policy.spec.egress ?? []).map(({ to, ports }) => ({ peers: to ?? [], ports: ports ?? [] }));
  return rules.map((rule, index) => ({ ...rule, policy, path: `spec.${direction}[${index}]` }));
}

const EVERYWHERE = ['0.0.0.0/0', '::/0'];

/** Whether a rule is for whoever there is. */
export function isForEverybody({ peers }: Opening): boolean {
  return peers.length === 0 || peers.some(({ ipBlock }) => ipBlock?.cidr !== undefined && EVERYWHERE.includes(ipBlock.cidr));
}

/** Whether a rule is for a port of TCP. @param listening The pods that listen there, whose ports may be named. */
export function opensPort({ ports }: Opening, number: number, listening?: Workload): boolean {
  return ports.length === 0 || ports.some(({ protocol = 'TCP', port, endPort }) => {
    if (protocol !== 'TCP') return false;
    if (port === undefined) return true;
    if (typeof port === 'number') return number >= port && number <= (endPort ?? port);
    // a name means what it means to pods that are not known
    return listening === undefined || targetPortOf(port, listening) === number;
  });
}

/** Whether pods may be among the peers of a rule; `false` is certain. Nobody knows the addresses of pods. */
export function mayBePeer(manifests: Manifests, { peers, policy }: Opening, { namespace, labels }: Place): boolean {
  return peers.length === 0 || peers.some(({ ipBlock, podSelector, namespaceSelector }) => {
    if (ipBlock !== undefined) return true;
    return isMeantNamespace(manifests, policy, namespaceSelector, namespace) && fulfils(labels, podSelector);
  });
}

/** The pods that one of the peers of a rule means for certain. */
export function peersOf(manifests: Manifests, { peers, policy }: Opening, index: number): readonly Workload[] {
  const { ipBlock, namespaceSelector, podSelector } = peers[index];
  if (ipBlock !== undefined) return [];
  const { namespace } = policy.metadata;
  const namespaces = namespaceSelector === undefined
    ? [namespace]
    : manifests.ofKind('/Namespace').map(({ metadata }) => metadata.name).filter((name) => isMeantNamespace(manifests, policy, namespaceSelector, name));
  return namespaces.flatMap((one) => podsSelected(manifests, one, podSelector));
}

/** The pods that a policy is about. */
export function podsOfPolicy(manifests: Manifests, { metadata, spec }: NetworkPolicy): readonly Workload[] {
  return podsSelected(manifests, metadata.namespace, spec.podSelector);
}

function podsSelected(manifests: Manifests, namespace: string, selector: LabelSelector | undefined): readonly Workload[] {
  return manifests.selected(namespace, selector?.matchLabels).filter(({ labels }) => fulfils(labels, selector));
}

/** The policies that keep a connection from getting through; none where it may. */
export function blocking(manifests: Manifests, from: Place, to: Workload, ports: readonly number[]): readonly NetworkPolicy[] {
  for (const [own, peer, direction] of [[to, from, 'ingress'], [from, to, 'egress']] as const) {
    const policies = networkPoliciesOf(manifests, own, direction);
    const openings = policies.flatMap((policy) => openingsOf(policy, direction)).filter((opening) => mayBePeer(manifests, opening, peer));
    if (policies.length > 0 && !openings.some((opening) => ports.some((port) => opensPort(opening, port, to)))) return policies;
  }
  return [];
}

function isMeantNamespace(manifests: Manifests, policy: NetworkPolicy, selector: NetworkPeer['namespaceSelector'], namespace: string): boolean {
  if (selector === undefined) return policy.metadata.namespace === namespace;
  // of namespaces that others make, not all labels need be known
  const isOurs = manifests.find('/Namespace', '', namespace) !== undefined;
  return fulfils({ [NAME_OF_NAMESPACE]: namespace, ...manifests.namespaceLabels(namespace) }, selector, isOurs);
}

/** A policy that does not say what it is about is about what comes in, and about what goes out if it opens something there. */
function isAbout({ policyTypes, egress }: NetworkPolicySpec, direction: Direction): boolean {
  if (policyTypes !== undefined && policyTypes.length > 0) return policyTypes.includes(direction === 'ingress' ? 'Ingress' : 'Egress');
  return direction === 'ingress' || egress !== undefined;
}
