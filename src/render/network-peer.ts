import { internal } from './internal';
import type { NetworkPeer } from '../model/call';
import type { Labels } from '../model/service';
import { canonical, sortedBy, sortedRecord } from '../support/compare';

/** The part of Kubernetes' NetworkPolicyPeer that we set. */
export type Peer =
  | { readonly ipBlock: { readonly cidr: string; readonly except?: readonly string[] } }
  | { readonly namespaceSelector: LabelSelector; readonly podSelector?: LabelSelector };

interface LabelSelector {
  readonly matchLabels?: Readonly<Record<string, string>>;
}

export interface PeerPort {
  readonly protocol: 'TCP' | 'UDP';
  readonly port: number;
  readonly endPort?: number;
}

/** Who may connect, or may be connected to, on which ports. */
export interface Opening {
  readonly peer: Peer;
  readonly ports: readonly PeerPort[];
}

export interface OpenRule {
  readonly peers: readonly Peer[];
  readonly ports: readonly PeerPort[];
}

/** Both selectors in one peer: these pods of this namespace. Without labels: every pod of it. */
export function podsOf(namespace: string, labels: Labels | undefined): Peer {
  // the API server puts this label on every namespace, with its name
  const namespaceSelector = { matchLabels: { 'kubernetes.io/metadata.name': namespace } };
  const whole = labels === undefined || Object.keys(labels).length === 0;
  return whole ? { namespaceSelector } : { namespaceSelector, podSelector: { matchLabels: sortedRecord(labels) } };
}

export function block(cidr: string, except: readonly string[] = []): Peer {
  return { ipBlock: except.length === 0 ? { cidr } : { cidr, except } };
}

export function peerOf(peer: NetworkPeer): Peer {
  return peer.kind === 'cidr' ? block(peer.cidr, peer.except) : podsOf(peer.namespace, peer.podLabels);
}

export function tcp(...ports: readonly number[]): PeerPort[] {
  return ports.map((port) => ({ protocol: 'TCP', port }));
}

/**
 * One rule for each set of ports, with everybody who has it; a peer that is opened twice has the ports of both.
 * Neither list of a rule is ever empty: that would be everybody, or every port.
 */
export function openRules(openings: readonly Opening[]): OpenRule[] {
  const byPeer = new Map<string, { readonly peer: Peer; readonly ports: Map<string, PeerPort> }>();
  for (const { peer, ports } of openings) {
    if (ports.length === 0) internal('a NetworkPolicy would open every port');
    const content = canonical(peer);
    const known = byPeer.get(content) ?? { peer, ports: new Map<string, PeerPort>() };
    for (const port of ports) known.ports.set(canonical(port), port);
    byPeer.set(content, known);
  }
  const byPorts = new Map<string, { readonly peers: Peer[]; readonly ports: readonly PeerPort[] }>();
  for (const [, { peer, ports: opened }] of sortedBy(byPeer.entries(), ([content]) => content)) {
    const ports = sortedPorts(opened.values());
    const content = canonical(ports);
    const known = byPorts.get(content) ?? { peers: [], ports };
    known.peers.push(peer);
    byPorts.set(content, known);
  }
  return sortedBy(byPorts.values(), canonical);
}

function sortedPorts(ports: Iterable<PeerPort>): PeerPort[] {
  return sortedBy(ports, ({ protocol }) => protocol).sort((a, b) => a.port - b.port);
}
