import type { Access, Callee, CalleePort, Openness } from './access';
import { accessAt, type PortAccess } from './access-at-port';
import { KnownParties } from './access-rules';
import { homeOf, partiesOf, type Party } from './party';
import { reachOf } from './reach';
import { wordsOf } from './rule-parts';
import { includes } from './who';
import { titleOf } from '../manifests/manifest';
import { grouped, type Manifests } from '../manifests/manifests';
import type { MeshHost, MeshPort } from '../manifests/service-registry';
import { endpointsOf } from '../simulation/cluster';
import { isReadAsHttp } from '../simulation/outbound-hosts';
import { canonical, ordinal, sortedBy } from '../support/compare';

/** Who may call what, as the policies, Sidecars and modes of mutual TLS among the manifests say. */
export interface AccessMatrix {
  readonly parties: ReadonlyMap<string, Party>;
  readonly callees: readonly Callee[];
  /** What may change the answer and is not judged. */
  readonly notJudged: readonly string[];
}

export function accessMatrix(manifests: Manifests): AccessMatrix {
  return manifests.once('access matrix', () => {
    const parties = new Map(partiesOf(manifests));
    const known = new KnownParties([...parties.values()]);
    const services = sortedBy(
      manifests.hosts.all.filter(({ isEntry }) => !isEntry),
      keyOf,
    );
    const callees = services.map((service) => calleeOf(manifests, service, known, parties));
    for (const party of known.fromOutside) parties.set(party.key, party);
    return { parties: new Map([...parties].sort(([a], [b]) => ordinal(a, b))), callees, notJudged: notJudged(manifests) };
  });
}

/** What one may ask of another: the rules about everyone count for each. */
export function accessOf(callee: Callee, caller: Pick<Party, 'key' | 'principal'>): readonly Access[] {
  return callee.ports.flatMap(({ access }) =>
    access
      .filter(({ who }) => includes(who, caller))
      .map((one) => (one.exceptions.length === 0 ? one : { ...one, exceptions: one.exceptions.filter(({ who }) => includes(who, caller)) })),
  );
}

function keyOf({ namespace, manifest }: MeshHost): string {
  return `${namespace}/${manifest.metadata.name}`;
}

function calleeOf(manifests: Manifests, service: MeshHost, known: KnownParties, parties: ReadonlyMap<string, Party>): Callee {
  const ports = service.ports.filter(({ protocol }) => protocol !== 'UDP').map((port) => portOf(manifests, service, port, known, parties));
  const hasPods = service.ports.some((port) => endpointsOf(manifests, service, port).length > 0);
  return {
    key: keyOf(service),
    host: service.host,
    namespace: service.namespace,
    ports,
    openness: hasPods ? opennessOf(ports) : 'no pods known',
  };
}

function opennessOf(ports: readonly CalleePort[]): Openness {
  const all = ports.flatMap(({ access }) => access);
  if (all.length === 0) return 'unreachable';
  const isOpen = ({ who, operations: { methods, paths, hosts, conditions } }: Access) =>
    (who.kind === 'anyone' || who.kind === 'mesh') && methods.length + paths.length + hosts.length + conditions.length === 0;
  return all.some(isOpen) ? 'wide open' : 'restricted';
}

/** Pods of several versions may differ in who may call them: then it is said of each. */
function portOf(manifests: Manifests, service: MeshHost, port: MeshPort, known: KnownParties, parties: ReadonlyMap<string, Party>): CalleePort {
  const isRead = isReadAsHttp(port.protocol);
  const answers = endpointsOf(manifests, service, port).map(({ workload, port: target }) => ({
    workload,
    said: accessAt(manifests, workload, target, isRead, known),
  }));
  const kinds = [
    ...grouped(answers, ({ said }) =>
      canonical([
        said.peer,
        said.access.map((one) => [one.who.title, one.operations, one.exceptions.map((denied) => [denied.who.title, denied.operations])]),
      ]),
    ).values(),
  ];
  const access = kinds.flatMap((kind) =>
    kind[0].said.access.map((one): Access => ({
      ...one,
      callee: keyOf(service),
      port: port.number,
      pods: kinds.length > 1 ? kind.map(({ workload }) => workload.name) : [],
      reach: reachOf(manifests, parties.get(one.who.title), { service, port, operations: one.operations }),
    })),
  );
  const weakest = [...kinds].sort((a, b) => STRENGTH[a[0].said.peer] - STRENGTH[b[0].said.peer])[0]?.[0].said;
  return {
    port: port.number,
    protocol: port.protocol,
    peer: weakest?.peer ?? 'NO PROXY',
    peerBy: weakest?.peerBy,
    dryRuns: weakest?.dryRuns ?? [],
    access: inOrder(access),
  };
}

/** How much is enforced. */
export const STRENGTH: Readonly<Record<PortAccess['peer'], number>> = { 'NO PROXY': 0, 'DISABLE': 1, 'PERMISSIVE': 2, 'STRICT': 3 };

const RANK = { anyone: 0, plain: 1, mesh: 2, some: 3, party: 4 } as const;

function inOrder(access: readonly Access[]): readonly Access[] {
  return [...access].sort(
    (a, b) =>
      RANK[a.who.kind] - RANK[b.who.kind] ||
      ordinal(a.who.title, b.who.title) ||
      ordinal(wordsOf(a.operations), wordsOf(b.operations)) ||
      ordinal(a.pods.join(), b.pods.join()) ||
      ordinal(ruleTitle(a), ruleTitle(b)),
  );
}

/** `AuthorizationPolicy shop/orders-callers, spec.rules[0]` */
export function ruleTitle({ by }: Pick<Access, 'by'>): string {
  return by === undefined ? 'no policy is about it' : `${titleOf(by.object)}, ${by.path}`;
}

function notJudged(manifests: Manifests): string[] {
  const kinds = ['networking.istio.io/EnvoyFilter', 'extensions.istio.io/WasmPlugin', 'networking.k8s.io/NetworkPolicy'];
  const counted = kinds.flatMap((kind) => {
    const { length } = manifests.ofKind(kind);
    return length === 0 ? [] : [`${kind.slice(kind.indexOf('/') + 1)} (${length})`];
  });
  const ambient = new Set(
    manifests.workloads
      .filter(
        ({ namespace, labels }) =>
          (labels['istio.io/dataplane-mode'] ?? manifests.namespaceLabels(namespace)?.['istio.io/dataplane-mode']) === 'ambient',
      )
      .map(({ namespace }) => namespace),
  );
  return [...counted, ...[...ambient].sort().map((namespace) => `ambient mode of ${namespace}`)];
}

/** The service that a party's pods stand behind. */
export function serviceOf(manifests: Manifests, { workloads }: Party): string | undefined {
  return workloads.length === 0 ? undefined : homeOf(manifests, workloads[0]);
}
