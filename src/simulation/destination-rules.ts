import { oldestFirst } from './policy-selection';
import { isFollowed, mostSpecificRules, poolsFor } from '../manifests/destination-rules';
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

/** The rules for a host as a proxy sees them. */
export function rulesFor(
  manifests: Manifests,
  proxy: { readonly namespace: string; readonly labels: Labels },
  service: { readonly host: string; readonly namespace: string },
): Rules | undefined {
  let all: Rules | undefined;
  for (const rules of followedRules(manifests, proxy.namespace, service)) {
    if (rules.workloadLabels === undefined) all = rules;
    else if (rules.namespace === proxy.namespace && selects(rules.workloadLabels, proxy.labels)) return rules;
  }
  return all;
}

/** Whom rules are shown to is asked once they are one: the first of a host says it for those that join it. */
function followedRules(manifests: Manifests, clients: string, { host, namespace }: { host: string; namespace: string }): readonly Rules[] {
  for (const pool of poolsFor(manifests, clients, namespace)) {
    const followed = consolidated(manifests, mostSpecificRules(manifests, pool, host)).filter(({ exportTo }) => isFollowed(pool, exportTo, clients));
    if (followed.length > 0) return followed;
  }
  return [];
}

/** Rules of one host become one, unless they are shown to different namespaces or are for different pods. */
function consolidated(manifests: Manifests, rules: readonly Manifest<DestinationRuleSpec>[]): readonly Rules[] {
  const known = manifests.once('consolidated destination rules', () => new Map<readonly Manifest<DestinationRuleSpec>[], readonly Rules[]>());
  if (!known.has(rules)) known.set(rules, consolidate(rules));
  return known.get(rules)!;
}

function consolidate(rules: readonly Manifest<DestinationRuleSpec>[]): readonly Rules[] {
  const ordered = oldestFirst(rules);
  const joined: Rules[] = [];
  for (const manifest of ordered.filter(({ spec }) => spec.workloadSelector !== undefined)) join(joined, rulesOf(manifest));
  for (const manifest of ordered.filter(({ spec }) => spec.workloadSelector === undefined)) join(joined, rulesOf(manifest));
  return joined;
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
