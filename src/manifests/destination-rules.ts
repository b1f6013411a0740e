import { visibleFrom } from './export-to';
import { fullHost, hostMatches } from './hosts';
import type { DestinationRuleSpec } from './kinds/destination-rule';
import type { Manifest } from './manifest';
import { grouped, type Manifests } from './manifests';

type DestinationRule = Manifest<DestinationRuleSpec>;
const DESTINATION_RULE = 'networking.istio.io/DestinationRule';

/** The DestinationRules of exactly this full host name, in every namespace. */
export function destinationRulesNaming(manifests: Manifests, host: string): readonly DestinationRule[] {
  return manifests.once('destination rules by host', () => byHost(manifests, manifests.ofKind(DESTINATION_RULE))).get(host) ?? [];
}

/**
 * The DestinationRules that clients of a namespace follow for a host: those of the clients' own namespace, else those that the
 * namespace of the service shows them, else those of the root namespace. Of each, the ones of the most specific host.
 */
export function destinationRulesFrom(
  manifests: Manifests, clients: string, host: string, serviceNamespace: string | undefined,
): readonly DestinationRule[] {
  const { rootNamespace } = manifests.surroundings;
  const own = mostSpecific(manifests, clients, clients === rootNamespace ? 'private' : 'local', host);
  if (own.length > 0) return own;
  for (const namespace of [serviceNamespace ?? rootNamespace, rootNamespace]) {
    const shown = mostSpecific(manifests, namespace, 'exported', host).filter(({ spec }) => visibleFrom(spec.exportTo, namespace, clients));
    if (shown.length > 0) return shown;
  }
  return [];
}

/** Which rules of a namespace count: those it follows itself, those that only it may follow, and those that others may. */
type Pool = 'local' | 'private' | 'exported';

function isIn(pool: Pool, { metadata: { namespace }, spec: { exportTo = [], workloadSelector } }: DestinationRule): boolean {
  const isPrivate = workloadSelector !== undefined || (exportTo.length === 1 && (exportTo[0] === '.' || exportTo[0] === namespace));
  if (pool === 'local') return workloadSelector !== undefined || visibleFrom(exportTo, namespace, namespace);
  return (pool === 'private') === isPrivate;
}

function mostSpecific(manifests: Manifests, namespace: string, pool: Pool, host: string): readonly DestinationRule[] {
  const rules = manifests.once(`${pool} destination rules in ${namespace}`, () => {
    const hosts = byHost(manifests, manifests.inNamespace(DESTINATION_RULE, namespace).filter((rule) => isIn(pool, rule)));
    return { hosts, wildcards: [...hosts.keys()].filter((name) => name.startsWith('*')).sort((a, b) => b.length - a.length) };
  });
  const widest = rules.hosts.has(host) ? host : rules.wildcards.find((pattern) => hostMatches(pattern, host));
  return widest === undefined ? [] : rules.hosts.get(widest)!;
}

function byHost(manifests: Manifests, rules: readonly DestinationRule[]): ReadonlyMap<string, readonly DestinationRule[]> {
  return grouped(rules, ({ metadata, spec }) => fullHost(spec.host, metadata.namespace, manifests.surroundings.clusterDomain));
}
