import { visibleFrom } from './export-to';
import { fullHost, hostMatches } from './hosts';
import type { DestinationRuleSpec } from './kinds/destination-rule';
import type { Manifest } from './manifest';
import { grouped, type Manifests } from './manifests';

type DestinationRule = Manifest<DestinationRuleSpec>;
const DESTINATION_RULE = 'networking.istio.io/DestinationRule';
const NONE: readonly DestinationRule[] = [];

/** The DestinationRules of exactly this full host name, in every namespace. */
export function destinationRulesNaming(manifests: Manifests, host: string): readonly DestinationRule[] {
  return manifests.once('destination rules by host', () => byHost(manifests, manifests.ofKind(DESTINATION_RULE))).get(host) ?? [];
}

/**
 * The DestinationRules that clients of a namespace follow for a host: those of the first pool that has some, and of it those
 * of the most specific host.
 */
export function destinationRulesFrom(
  manifests: Manifests, clients: string, host: string, serviceNamespace: string | undefined,
): readonly DestinationRule[] {
  for (const pool of poolsFor(manifests, clients, serviceNamespace)) {
    const rules = mostSpecificRules(manifests, pool, host).filter(({ spec }) => isFollowed(pool, spec.exportTo, clients));
    if (rules.length > 0) return rules;
  }
  return [];
}

/** Rules of a namespace: those it follows itself, those that only it may follow, or those that others may. */
export interface Pool {
  readonly namespace: string;
  readonly sort: 'local' | 'private' | 'exported';
}

/** Where clients look, one after the other: in their own namespace, in what that of the service shows, in what the root namespace shows. */
export function poolsFor(manifests: Manifests, clients: string, serviceNamespace: string | undefined): readonly Pool[] {
  const { rootNamespace } = manifests.surroundings;
  return [
    // the root namespace's own proxies look into other namespaces first, but for what is private to it
    { namespace: clients, sort: clients === rootNamespace ? 'private' : 'local' },
    { namespace: serviceNamespace ?? rootNamespace, sort: 'exported' },
    { namespace: rootNamespace, sort: 'exported' },
  ];
}

/** Whether clients that look into a pool follow a rule that is exported so. */
export function isFollowed({ sort }: Pool, exportTo: readonly string[] = [], clients: string): boolean {
  return sort !== 'exported' || exportTo.length === 0 || exportTo.includes('*') || exportTo.includes(clients);
}

/** The rules of a pool for a host, or for the longest wildcard that means it. */
export function mostSpecificRules(manifests: Manifests, pool: Pool, host: string): readonly DestinationRule[] {
  const { namespace, sort } = pool;
  const rules = manifests.once(`${sort} destination rules in ${namespace}`, () => {
    const hosts = byHost(manifests, manifests.inNamespace(DESTINATION_RULE, namespace).filter((rule) => isIn(pool, rule)));
    return { hosts, wildcards: [...hosts.keys()].filter((name) => name.startsWith('*')).sort((a, b) => b.length - a.length) };
  });
  const widest = rules.hosts.has(host) ? host : rules.wildcards.find((pattern) => hostMatches(pattern, host));
  return widest === undefined ? NONE : rules.hosts.get(widest)!;
}

/** Rules for certain pods never leave their namespace. */
function isIn({ sort }: Pool, { metadata: { namespace }, spec: { exportTo = [], workloadSelector } }: DestinationRule): boolean {
  if (sort === 'local') return workloadSelector !== undefined || visibleFrom(exportTo, namespace, namespace);
  const isPrivate = workloadSelector !== undefined || (new Set(exportTo).size === 1 && (exportTo[0] === '.' || exportTo[0] === namespace));
  return (sort === 'private') === isPrivate;
}

function byHost(manifests: Manifests, rules: readonly DestinationRule[]): ReadonlyMap<string, readonly DestinationRule[]> {
  return grouped(rules, ({ metadata, spec }) => fullHost(spec.host, metadata.namespace, manifests.surroundings.clusterDomain));
}
