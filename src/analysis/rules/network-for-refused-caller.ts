import { mayBeAdmitted } from '../../manifests/admission';
import { dataPlaneOf } from '../../manifests/data-plane';
import type { Manifests } from '../../manifests/manifests';
import { acceptedTls } from '../../manifests/mutual-tls';
import { type Opening, openingsOf, opensPort, peersOf, podsOfPolicy } from '../../manifests/network-policies';
import { isEmptySelector } from '../../manifests/selectors';
import type { Workload } from '../../manifests/workload';
import { portsOfWorkload, type WorkloadPort } from '../../manifests/workload-ports';
import { defineRule } from '../rule';

export const networkForRefusedCaller = defineRule({
  code: 'MSH364',
  name: 'network-for-refused-caller',
  severity: 'warning',
  summary: 'NetworkPolicy that is opened for pods whom the mesh refuses',
  fix: 'Take the pods out of the NetworkPolicy, or let their service account in by an AuthorizationPolicy; callers without a proxy need one, or a port that takes plaintext.',
  reads: ['networking.k8s.io/NetworkPolicy', 'security.istio.io/AuthorizationPolicy', 'security.istio.io/PeerAuthentication', '/Namespace', '/Service'],
  messages: {
    refused: 'the network lets {caller} in to {callee}, but no ALLOW policy there could mean its account {account}: every call is refused',
    plaintext: 'the network lets {caller} in to {callee}, but it has no proxy, and {callee} takes mutual TLS only: every connection is refused',
  },
  check: (manifests, report) => {
    for (const policy of manifests.ofKind('networking.k8s.io/NetworkPolicy')) {
      const openings = openingsOf(policy, 'ingress').filter(({ peers }) => peers.length > 0);
      const callees = openings.length === 0 ? [] : podsOfPolicy(manifests, policy);
      for (const opening of openings) {
        const called = callees.map((callee) => ({ callee, ports: openPorts(manifests, callee, opening) }));
        if (called.length === 0 || called.some(({ ports }) => ports.length === 0)) continue;
        opening.peers.forEach((peer, index) => {
          // who opens the network to whole namespaces leaves it to the mesh to tell them apart
          if (peer.podSelector === undefined || isEmptySelector(peer.podSelector.matchLabels)) return;
          const fault = faultOf(manifests, peersOf(manifests, opening, index), called);
          if (fault !== undefined) report(policy, `${opening.path}.from[${index}]`, fault.message, fault.data);
        });
      }
    }
  },
});

function openPorts(manifests: Manifests, callee: Workload, opening: Opening): readonly WorkloadPort[] {
  return portsOfWorkload(manifests, callee).filter(({ number }) => opensPort(opening, number, callee));
}

interface Called {
  readonly callee: Workload;
  readonly ports: readonly WorkloadPort[];
}

/** What refuses each of the callers at each of the callees, for one and the same reason. */
function faultOf(manifests: Manifests, callers: readonly Workload[], called: readonly Called[]) {
  if (callers.length === 0) return undefined;
  const [{ callee }] = called;
  const [{ namespace, name, serviceAccountName: account }] = callers;
  const data = { caller: `${namespace}/${name}`, callee: `${callee.namespace}/${callee.name}`, account };
  const all = (test: (caller: Workload, one: Called) => boolean) => callers.every((caller) => called.every((one) => test(caller, one)));
  if (all((caller, one) => isRefused(manifests, caller, one))) return { message: 'refused', data } as const;
  return all((caller, one) => isTooPlain(manifests, caller, one)) ? { message: 'plaintext', data } as const : undefined;
}

function isRefused(manifests: Manifests, caller: Workload, { callee }: Called): boolean {
  return dataPlaneOf(manifests, caller) === 'sidecar' && dataPlaneOf(manifests, callee) === 'sidecar'
    && !mayBeAdmitted(manifests, callee, { namespace: caller.namespace, account: caller.serviceAccountName });
}

function isTooPlain(manifests: Manifests, caller: Workload, { callee, ports }: Called): boolean {
  return dataPlaneOf(manifests, caller) === 'none' && dataPlaneOf(manifests, callee) === 'sidecar'
    && ports.every(({ number }) => acceptedTls(manifests, callee, number)?.mode === 'STRICT');
}
