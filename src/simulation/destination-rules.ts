import { allInOrder } from './policy-selection';
import { fullHost, hostMatches } from '../manifests/hosts';
import type { ClientTls, DestinationRuleSpec, PortPolicy, Subset, TrafficPolicy } from '../manifests/kinds/destination-rule';
import { idOf, type Labels, type Manifest, type ObjectId } from '../manifests/manifest';
import type { Manifests } from '../manifests/manifests';
import { selects } from '../manifests/selectors';
import { sameContent } from '../support/compare';

/** What DestinationRules of one host say together: the oldest one's policy, everybody's subsets. */
export interface Rules {
  readonly objects: readonly ObjectId[];
  readonly namespace: string;
  /** `~` for those with a selector, which never leave their namespace. */
  readonly exportTo: readonly string[];
  readonly workloadLabels: Labels | undefined;
  readonly trafficPolicy: TrafficPolicy | undefined;
  readonly subsets: readonly Subset[];
}

type ByHost = ReadonlyMap<string, readonly Rules[]>;

/** The rules for a host as a proxy sees them: its own namespace's, else the service's, else the root namespace's. */
export function rulesFor(
  manifests: Manifests,
  proxy: { readonly namespace: string; readonly labels: Labels },
  service: { readonly host: string; readonly namespace: string },
): Rules | undefined {
  const { rootNamespace } = manifests.surroundings;
  const found =
    ownRules(manifests, proxy.namespace, service.host) ??
    exportedTo(proxy.namespace, mostSpecific(exportedOf(manifests, service.namespace), service.host)) ??
    exportedTo(proxy.namespace, mostSpecific(exportedOf(manifests, rootNamespace), service.host)) ??
    [];
  let all: Rules | undefined;
  for (const rules of found) {
    if (rules.workloadLabels === undefined) all = rules;
    else if (rules.namespace === proxy.namespace && selects(rules.workloadLabels, proxy.labels)) return rules;
  }
  return all;
}

function ownRules(manifests: Manifests, namespace: string, host: string): readonly Rules[] | undefined {
  const local = manifests.once(`destination rules in ${namespace}`, () =>
    consolidated(manifests, ({ metadata, spec }) => {
      if (metadata.namespace !== namespace) return false;
      // The root namespace's own proxies look into other namespaces first, but for what is private to it.
      return namespace === manifests.surroundings.rootNamespace ? isPrivate(spec, namespace) : isHere(spec, namespace);
    }),
  );
  return mostSpecific(local, host);
}

function exportedOf(manifests: Manifests, namespace: string): ByHost {
  return manifests.once(`destination rules exported by ${namespace}`, () =>
    consolidated(manifests, ({ metadata, spec }) => metadata.namespace === namespace && !isPrivate(spec, namespace)),
  );
}

function exportedTo(namespace: string, rules: readonly Rules[] | undefined): readonly Rules[] | undefined {
  const visible = rules?.filter(({ exportTo }) => exportTo.length === 0 || exportTo.includes('*') || exportTo.includes(namespace));
  return visible?.length ? visible : undefined;
}

function isHere({ exportTo = [], workloadSelector }: DestinationRuleSpec, namespace: string): boolean {
  return workloadSelector !== undefined || exportTo.length === 0 || exportTo.some((scope) => scope === '*' || scope === '.' || scope === namespace);
}

function isPrivate({ exportTo = [], workloadSelector }: DestinationRuleSpec, namespace: string): boolean {
  return workloadSelector !== undefined || (new Set(exportTo).size === 1 && (exportTo[0] === '.' || exportTo[0] === namespace));
}

function mostSpecific(rules: ByHost, host: string): readonly Rules[] | undefined {
  const exact = rules.get(host);
  if (exact !== undefined) return exact;
  let best: string | undefined;
  for (const pattern of rules.keys()) {
    if (pattern.startsWith('*') && hostMatches(pattern, host) && (best === undefined || pattern.length > best.length)) best = pattern;
  }
  return best === undefined ? undefined : rules.get(best);
}

/** Rules of one host become one, unless they are shown to different namespaces or are for different pods. */
function consolidated(manifests: Manifests, isMeant: (manifest: Manifest<DestinationRuleSpec>) => boolean): ByHost {
  const byHost = new Map<string, Rules[]>();
  for (const manifest of bySelector(manifests)) {
    if (!isMeant(manifest)) continue;
    const host = fullHost(manifest.spec.host, manifest.metadata.namespace, manifests.surroundings.clusterDomain);
    const known = byHost.get(host);
    if (known === undefined) byHost.set(host, [rulesOf(manifest)]);
    else join(known, rulesOf(manifest));
  }
  return byHost;
}

function bySelector(manifests: Manifests): readonly Manifest<DestinationRuleSpec>[] {
  const all = allInOrder(manifests, 'networking.istio.io/DestinationRule') as readonly Manifest<DestinationRuleSpec>[];
  return [...all.filter(({ spec }) => spec.workloadSelector !== undefined), ...all.filter(({ spec }) => spec.workloadSelector === undefined)];
}

function rulesOf(manifest: Manifest<DestinationRuleSpec>): Rules {
  const { exportTo = [], workloadSelector, trafficPolicy, subsets = [] } = manifest.spec;
  return {
    objects: [idOf(manifest)],
    namespace: manifest.metadata.namespace,
    exportTo: workloadSelector === undefined ? exportTo : ['.'],
    workloadLabels: workloadSelector === undefined ? undefined : (workloadSelector.matchLabels ?? {}),
    trafficPolicy,
    subsets,
  };
}

function join(known: Rules[], more: Rules): void {
  let isSeparate = true;
  const scopes = new Set(more.exportTo);
  known.forEach((rules, index) => {
    const isEqual = rules.exportTo.length === scopes.size && rules.exportTo.every((scope) => scopes.has(scope));
    if (isEqual) {
      isSeparate = false;
    } else if (rules.exportTo.length > 0 && rules.exportTo.every((scope) => scopes.has(scope))) {
      isSeparate = true;
    } else {
      isSeparate = true;
      return;
    }
    const [one, other] = [rules.workloadLabels, more.workloadLabels];
    if (one !== undefined && other !== undefined && !sameContent(one, other)) {
      isSeparate = true;
      return;
    }
    if ((one === undefined && other === undefined) || (one !== undefined && other !== undefined)) isSeparate = false;
    const names = new Set(rules.subsets.map(({ name }) => name));
    known[index] = {
      ...rules,
      objects: [...rules.objects, ...more.objects],
      subsets: [...rules.subsets, ...more.subsets.filter(({ name }) => !names.has(name))],
      trafficPolicy: rules.trafficPolicy ?? more.trafficPolicy,
    };
  });
  if (isSeparate) known.push(more);
}

/** What holds for one port of a host, or of one of its subsets: settings of a port replace the others, those of a subset go over them. */
export function policyAt(rules: Rules | undefined, port: number, subset: Subset | undefined): PortPolicy {
  const wide = atPort(rules?.trafficPolicy, port);
  if (subset?.trafficPolicy === undefined) return wide.policy;
  const own = atPort(subset.trafficPolicy, port);
  const fields: (keyof PortPolicy)[] = ['loadBalancer', 'connectionPool', 'outlierDetection', 'tls'];
  return Object.fromEntries(fields.map((field) => [field, own.isOfPort ? own.policy[field] : (own.policy[field] ?? wide.policy[field])]));
}

function atPort(policy: TrafficPolicy | undefined, port: number): { readonly policy: PortPolicy; readonly isOfPort: boolean } {
  const ofPort = policy?.portLevelSettings?.find((settings) => settings.port?.number === port);
  return ofPort === undefined ? { policy: policy ?? {}, isOfPort: false } : { policy: ofPort, isOfPort: true };
}

/**
 * The TLS that endpoints are marked with: a policy for all ports counts here also where one of a port, which says nothing of TLS,
 * replaces it.
 */
export function endpointTls(rules: Rules | undefined, port: number, subset: Subset | undefined): ClientTls['mode'] | undefined {
  return tlsFor(subset?.trafficPolicy, port) ?? tlsFor(rules?.trafficPolicy, port);
}

function tlsFor(policy: TrafficPolicy | undefined, port: number): ClientTls['mode'] | undefined {
  const tls = policy?.portLevelSettings?.find((settings) => settings.port?.number === port && settings.tls !== undefined)?.tls ?? policy?.tls;
  return tls === undefined ? undefined : (tls.mode ?? 'DISABLE');
}
