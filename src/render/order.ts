import { ordinal } from '../support/compare';

interface Step {
  /** API group; empty for the core. */
  readonly group: string;
  /** Undefined: every kind of the group. */
  readonly kind?: string;
  readonly when?: (spec: any, object: any) => boolean;
}

const NETWORKING = 'networking.istio.io';
const SECURITY = 'security.istio.io';

/** Where everything goes that has no step of its own. */
const OTHERS: Step = { group: '*' };

/**
 * The order in which objects are applied: what is relied on before what relies on it, what relaxes before what restricts.
 * `kubectl apply` does not wait, so this shortens gaps to moments; a version that needs time to come up is the business of a release's steps.
 */
const STEPS: readonly Step[] = [
  // the API server must know a kind before it takes objects of it
  { group: 'apiextensions.k8s.io', kind: 'CustomResourceDefinition' },
  // everything else is put into it, and its labels decide whether pods get a proxy
  { group: '', kind: 'Namespace' },
  // pods run as it, and callees' policies name it
  { group: '', kind: 'ServiceAccount' },
  // an exception before the rule: callers without a proxy are never cut off
  { group: SECURITY, kind: 'PeerAuthentication', when: (spec) => spec.selector !== undefined },
  // a namespace that stays permissive before a mesh that becomes strict
  { group: SECURITY, kind: 'PeerAuthentication', when: (spec) => spec.mtls?.mode !== 'STRICT' },
  { group: SECURITY, kind: 'PeerAuthentication' },
  // routes, rules and policies are about its host and ports
  { group: '', kind: 'Service' },
  // subsets before the routes into them, and TLS to the outside before the first request that needs it; alone it changes nothing
  { group: NETWORKING, kind: 'DestinationRule' },
  // the outside is known before Sidecars forbid what is not known; after its DestinationRule, or requests would leave as plaintext
  { group: NETWORKING, kind: 'ServiceEntry' },
  // tokens are read before a policy asks for them; alone it lets requests without a token pass
  { group: SECURITY, kind: 'RequestAuthentication' },
  // in dry run a policy refuses nobody: what comes back from enforcement is lifted in the opposite order, what keeps everybody out first
  { group: SECURITY, kind: 'AuthorizationPolicy', when: (spec, object) => isDryRun(object) && !hasRules(spec) },
  { group: SECURITY, kind: 'AuthorizationPolicy', when: (spec, object) => isDryRun(object) && spec.selector === undefined },
  { group: SECURITY, kind: 'AuthorizationPolicy', when: (_, object) => isDryRun(object) },
  // what lets somebody in keeps all others out: a workload's own policy names everybody who may call it, so it goes first
  { group: SECURITY, kind: 'AuthorizationPolicy', when: (spec) => hasRules(spec) && allows(spec) && spec.selector !== undefined },
  { group: SECURITY, kind: 'AuthorizationPolicy', when: (spec) => hasRules(spec) && allows(spec) },
  // refuses by token, which is read by now
  { group: SECURITY, kind: 'AuthorizationPolicy', when: hasRules },
  // a policy without rules: lets nobody in, so every other one goes before it
  { group: SECURITY, kind: 'AuthorizationPolicy' },
  // calls of single workloads keep flowing when the whole namespace is closed next
  { group: 'networking.k8s.io', kind: 'NetworkPolicy', when: (spec) => Object.keys(spec.podSelector?.matchLabels ?? spec.podSelector ?? {}).length > 0 },
  { group: 'networking.k8s.io', kind: 'NetworkPolicy' },
  // what is written down is settled before there are requests
  { group: 'telemetry.istio.io', kind: 'Telemetry' },
  // configuration, secrets, issuers and whatever others bring: before what uses it, after the policies
  OTHERS,
  // requests are counted from the first that comes in; those it asks know already that it may
  { group: NETWORKING, kind: 'EnvoyFilter' },
  // makes the Secret that a Gateway serves
  { group: 'cert-manager.io', kind: 'Certificate' },
  // VirtualServices are bound to it by name
  { group: NETWORKING, kind: 'Gateway' },
  // everything it sends requests to is there: gateway, hosts, subsets
  { group: NETWORKING, kind: 'VirtualService' },
  // entrances come when there is something to enter: what they listen to, then what they send where
  { group: 'gateway.networking.k8s.io', kind: 'Gateway' },
  { group: 'gateway.networking.k8s.io', kind: 'HTTPRoute' },
  { group: 'k8s.nginx.org', kind: 'VirtualServer' },
  { group: 'networking.k8s.io', kind: 'Ingress' },
  // a workload's own view before the namespace's, which is narrower; both after what they show
  { group: NETWORKING, kind: 'Sidecar', when: (spec) => spec.workloadSelector !== undefined },
  { group: NETWORKING, kind: 'Sidecar' },
  // pods are protected from eviction as soon as there are any
  { group: 'policy', kind: 'PodDisruptionBudget' },
  // pods come last: they never run without their policies and routes
  { group: 'apps' },
  { group: 'batch' },
  { group: '', kind: 'Pod' },
];

/** The objects of one file in the order in which they take effect: the same for the same objects, in whatever order they come. */
export function inApplyOrder(objects: any[]): any[] {
  const steps: Placed[][] = STEPS.map(() => []);
  for (const object of objects) steps[rankOf(object)].push(placed(object));
  return steps.flatMap((step) => step.sort(compare).map(({ object }) => object));
}

interface Placed {
  readonly object: any;
  readonly namespace: string;
  readonly name: string;
  readonly apiVersion: string;
  readonly kind: string;
}

function placed(object: any): Placed {
  const text = (value: unknown) => String(value ?? '');
  const { metadata, apiVersion, kind } = object ?? {};
  return {
    object,
    namespace: text(metadata?.namespace),
    name: text(metadata?.name),
    apiVersion: text(apiVersion),
    kind: text(kind),
  };
}

function compare(a: Placed, b: Placed): number {
  return ordinal(a.namespace, b.namespace)
    || ordinal(a.name, b.name)
    || ordinal(a.apiVersion, b.apiVersion)
    || ordinal(a.kind, b.kind);
}

function rankOf(object: any): number {
  const group = groupOf(object);
  const rank = STEPS.findIndex(({ group: of, kind = object?.kind, when = () => true }) =>
    of === group && kind === object?.kind && when(object?.spec ?? {}, object));
  return rank === -1 ? STEPS.indexOf(OTHERS) : rank;
}

function groupOf(object: any): string {
  const apiVersion = String(object?.apiVersion ?? '');
  return apiVersion.includes('/') ? apiVersion.slice(0, apiVersion.indexOf('/')) : '';
}

function isDryRun(object: any): boolean {
  return object.metadata?.annotations?.['istio.io/dry-run'] === 'true';
}

function hasRules(spec: any): boolean {
  return (spec.rules ?? []).length > 0;
}

function allows(spec: any): boolean {
  return spec.action === undefined || spec.action === 'ALLOW';
}
