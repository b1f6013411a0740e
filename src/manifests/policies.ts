import { GATEWAY_NAME } from './data-plane';
import type { Specs } from './kinds';
import type { Attachment, AuthorizationPolicySpec, TargetRef } from './kinds/policies';
import { LabelIndex, SelectorIndex } from './label-index';
import type { Labels, Manifest } from './manifest';
import { grouped, type Manifests } from './manifests';
import { isEmptySelector, selects } from './selectors';
import type { GatewayWorkload } from './surroundings';
import type { Workload } from './workload';
import { sortedSet } from '../support/compare';

/** Kinds of Istio that are about pods. */
export type PolicyKind = 'security.istio.io/AuthorizationPolicy' | 'security.istio.io/RequestAuthentication' | 'security.istio.io/PeerAuthentication'
  | 'telemetry.istio.io/Telemetry';

/** Something that policies may be about: pods of a workload, or of a gateway that lies outside. */
export type Place = Pick<Workload, 'namespace' | 'labels'>;

/** The policies of a kind that hold for pods: those of their namespace, and those of the root namespace. */
export function policiesOf<Kind extends PolicyKind>(
  manifests: Manifests, kind: Kind, { namespace, labels }: Place,
): readonly Manifest<Specs[Kind]>[] {
  const { rootNamespace } = manifests.surroundings;
  return (namespace === rootNamespace ? [namespace] : [rootNamespace, namespace]).flatMap((one) => {
    const { wide, selecting, byGateway } = policiesIn(manifests, kind, one);
    const gateway = one === namespace ? labels[GATEWAY_NAME] : undefined;
    return [...wide, ...selecting.selecting(labels), ...(gateway === undefined ? [] : byGateway.get(gateway) ?? [])];
  });
}

/** The workloads that a policy is about by its labels: of its namespace, or of the whole mesh; none if it names objects instead. */
export function workloadsOf(manifests: Manifests, { metadata: { namespace }, spec }: Manifest<Attachment>): readonly Workload[] {
  if (targetsOf(spec).length > 0) return [];
  const selector = spec.selector?.matchLabels;
  if (namespace !== manifests.surroundings.rootNamespace) return manifests.selected(namespace, selector);
  return manifests.once('labels of all workloads', () => new LabelIndex(manifests.workloads, ({ labels }) => labels)).selected(selector);
}

/** The gateways outside whose pods a policy selects. */
export function outsideGatewaysOf(manifests: Manifests, { metadata: { namespace }, spec }: Manifest<Attachment>): readonly GatewayWorkload[] {
  if (targetsOf(spec).length > 0) return [];
  const { rootNamespace, gatewayWorkloads } = manifests.surroundings;
  const inReach = gatewayWorkloads.filter((one) => namespace === rootNamespace || one.namespace === namespace);
  return inReach.filter(({ labels }) => selects(spec.selector?.matchLabels, labels));
}

/** Whether a policy only watches what it would do, as the proxy reads it: those of AUDIT and CUSTOM never do. */
export function isDryRun({ spec: { action = 'ALLOW' }, metadata }: Manifest<AuthorizationPolicySpec>): boolean {
  return (action === 'ALLOW' || action === 'DENY') && /^(1|t|T|TRUE|true|True)$/.test(metadata.annotations['istio.io/dry-run'] ?? '');
}

/** The objects that a policy names instead of pods. */
export function targetsOf({ targetRef, targetRefs }: Attachment): readonly TargetRef[] {
  return namesMany(targetRefs) ? targetRefs : targetRef === undefined ? [] : [targetRef];
}

/** Where a policy names the object of that place in `targetsOf`. */
export function targetPath({ targetRefs }: Attachment, index: number): string {
  return namesMany(targetRefs) ? `spec.targetRefs[${index}]` : 'spec.targetRef';
}

function namesMany(targetRefs: readonly TargetRef[] | undefined): targetRefs is readonly TargetRef[] {
  return targetRefs !== undefined && targetRefs.length > 0;
}

interface PoliciesOfNamespace<Spec> {
  readonly wide: readonly Manifest<Spec>[];
  readonly selecting: SelectorIndex<Manifest<Spec>>;
  /** Those that name a Gateway of the Gateway API, by its name. */
  readonly byGateway: ReadonlyMap<string, readonly Manifest<Spec>[]>;
}

function policiesIn<Kind extends PolicyKind>(manifests: Manifests, kind: Kind, namespace: string): PoliciesOfNamespace<Specs[Kind]> {
  return manifests.once(`policies ${kind} of ${namespace}`, () => {
    const all = manifests.inNamespace(kind, namespace) as readonly Manifest<any>[];
    const plain = all.filter(({ spec }) => targetsOf(spec).length === 0);
    const selectorOf = ({ spec }: Manifest<Attachment>): Labels | undefined => spec.selector?.matchLabels;
    return {
      wide: plain.filter((policy) => isEmptySelector(selectorOf(policy))),
      selecting: new SelectorIndex<Manifest<any>>(plain, selectorOf),
      byGateway: groupedByGateway(all),
    };
  });
}

function groupedByGateway(policies: readonly Manifest<any>[]): ReadonlyMap<string, readonly Manifest<any>[]> {
  const gatewaysOf = ({ spec }: Manifest<Attachment>) => sortedSet(targetsOf(spec).filter(isGateway).map(({ name }) => name));
  const named = policies.flatMap((policy) => gatewaysOf(policy).map((name) => ({ name, policy })));
  return new Map([...grouped(named, ({ name }) => name)].map(([name, all]) => [name, all.map(({ policy }) => policy)]));
}

function isGateway({ group, kind }: TargetRef): boolean {
  return group === 'gateway.networking.k8s.io' && kind === 'Gateway';
}
