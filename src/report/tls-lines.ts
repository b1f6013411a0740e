import { STRENGTH, type AccessMatrix } from './access-matrix';
import { fullHost } from '../manifests/hosts';
import type { ClientTls, DestinationRuleSpec } from '../manifests/kinds/destination-rule';
import type { GatewaySpec, Server } from '../manifests/kinds/gateway';
import type { SidecarSpec } from '../manifests/kinds/sidecar';
import { idOf, type Manifest, type ObjectId, titleOf } from '../manifests/manifest';
import type { Manifests } from '../manifests/manifests';
import { isDryRun } from '../manifests/policies';

/** Something that protects, how far it does, and what says so. */
export interface Protection {
  /** What it is about, and the same for the same. */
  readonly what: string;
  readonly state: string;
  /** The more, the safer. */
  readonly strength: number;
  readonly by: ObjectId | undefined;
}

/** What protects the mesh beside the rules of access: TLS of all kinds, the way out, and the stage of policies. */
export function protections(manifests: Manifests, matrix: AccessMatrix): readonly Protection[] {
  return [
    ...matrix.callees.flatMap(({ key, ports, openness }) => (openness === 'no pods known' ? [] : ports.map(({ port, peer, peerBy }): Protection => ({
      what: `mutual TLS to ${key}:${port}`, state: peer, strength: STRENGTH[peer], by: peerBy,
    })))),
    ...manifests.ofKind('networking.istio.io/Gateway').flatMap(serversOf),
    ...manifests.ofKind('networking.istio.io/DestinationRule').flatMap((rule) => clientsOf(rule, manifests.surroundings.clusterDomain)),
    ...manifests.ofKind('networking.istio.io/Sidecar').flatMap(wayOut),
    ...manifests.ofKind('security.istio.io/AuthorizationPolicy').map((policy): Protection => {
      const isDry = isDryRun(policy);
      return { what: titleOf(idOf(policy)), state: isDry ? 'dry run' : 'enforced', strength: isDry ? 0 : 1, by: idOf(policy) };
    }),
    ...injection(manifests),
    ...defaultDeny(manifests),
  ];
}

const SERVER: Readonly<Record<string, number>> = { MUTUAL: 4, ISTIO_MUTUAL: 4, OPTIONAL_MUTUAL: 3, SIMPLE: 2, PASSTHROUGH: 2, AUTO_PASSTHROUGH: 2 };
const VERSIONS = ['TLSV1_0', 'TLSV1_1', 'TLS_AUTO', 'TLSV1_2', 'TLSV1_3'];

function serversOf(gateway: Manifest<GatewaySpec>): Protection[] {
  const { namespace, name } = gateway.metadata;
  return (gateway.spec.servers ?? []).flatMap((server) => server.hosts.map((host): Protection => ({
    what: `TLS of gateway ${namespace}/${name} on port ${server.port.number} for ${host}`, ...serverState(server), by: idOf(gateway),
  })));
}

function serverState({ tls, port }: Server): { state: string; strength: number } {
  if (tls === undefined) return { state: `none (${port.protocol})`, strength: 0 };
  if (tls.httpsRedirect === true) return { state: 'plaintext is sent to https', strength: 1 };
  const mode = tls.mode ?? 'SIMPLE';
  const version = tls.minProtocolVersion ?? 'TLS_AUTO';
  return { state: `${mode}${tls.minProtocolVersion === undefined ? '' : ` from ${version}`}`, strength: (SERVER[mode] ?? 2) + VERSIONS.indexOf(version) / 10 };
}

function clientsOf(rule: Manifest<DestinationRuleSpec>, clusterDomain: string): Protection[] {
  const { host, trafficPolicy, subsets = [] } = rule.spec;
  const full = fullHost(host, rule.metadata.namespace, clusterDomain);
  const at = (where: string, tls: ClientTls | undefined): Protection => ({ what: `TLS of calls to ${full}${where} from DestinationRule ${rule.metadata.namespace}/${rule.metadata.name}`, ...clientState(tls), by: idOf(rule) });
  return [
    at('', trafficPolicy?.tls),
    ...(trafficPolicy?.portLevelSettings ?? []).map(({ port, tls }) => at(`:${port?.number}`, tls)),
    ...subsets.filter((subset) => subset.trafficPolicy?.tls !== undefined).map(({ name, trafficPolicy: own }) => at(`, subset ${name}`, own?.tls)),
  ];
}

function clientState(tls: ClientTls | undefined): { state: string; strength: number } {
  if (tls?.mode === undefined) return tls === undefined ? { state: 'automatic', strength: 3 } : { state: 'DISABLE', strength: 0 };
  if (tls.mode === 'DISABLE') return { state: 'DISABLE', strength: 0 };
  const isChecked = tls.insecureSkipVerify !== true;
  return { state: `${tls.mode}${isChecked ? '' : ', certificates are not checked'}`, strength: !isChecked ? 1 : tls.mode === 'SIMPLE' ? 2 : 3 };
}

function wayOut({ metadata, spec, ...manifest }: Manifest<SidecarSpec>): Protection[] {
  const { mode } = spec.outboundTrafficPolicy ?? {};
  if (spec.outboundTrafficPolicy === undefined) return [];
  const state = mode ?? 'REGISTRY_ONLY';
  return [{ what: `way out of Sidecar ${metadata.namespace}/${metadata.name}`, state, strength: state === 'REGISTRY_ONLY' ? 1 : 0, by: idOf({ metadata, spec, ...manifest }) }];
}

function injection(manifests: Manifests): Protection[] {
  return manifests.ofKind('/Namespace').map((namespace) => {
    const { name, labels } = namespace.metadata;
    const isOn = labels['istio-injection'] === 'enabled' || (labels['istio.io/rev'] !== undefined && labels['istio-injection'] !== 'disabled') || labels['istio.io/dataplane-mode'] === 'ambient';
    return { what: `proxies in namespace ${name}`, state: isOn ? 'yes' : 'no', strength: isOn ? 1 : 0, by: idOf(namespace) };
  });
}

/** NetworkPolicies that let nothing in to a whole namespace but what others allow. */
function defaultDeny(manifests: Manifests): Protection[] {
  return manifests.ofKind('networking.k8s.io/NetworkPolicy').flatMap((policy) => {
    const spec: any = policy.spec;
    const isWide = Object.keys(spec.podSelector?.matchLabels ?? {}).length === 0 && !(spec.podSelector?.matchExpressions?.length > 0);
    if (!isWide || !(spec.policyTypes ?? ['Ingress']).includes('Ingress') || (spec.ingress ?? []).length > 0) return [];
    return [{ what: `network of namespace ${policy.metadata.namespace}`, state: 'closed unless opened', strength: 1, by: idOf(policy) }];
  });
}
