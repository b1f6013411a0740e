import { podsOfGateway } from '../manifests/gateways';
import { type Labels } from '../manifests/manifest';
import { grouped, type Manifests } from '../manifests/manifests';
import type { Workload } from '../manifests/workload';
import { hasProxy, principalOf } from '../simulation/callers';
import { ordinal } from '../support/compare';

/** Someone who may call: pods of one kind, a gateway, or an identity that only policies speak of. */
export interface Party {
  /** `namespace/name`, in all that is written. */
  readonly key: string;
  readonly kind: 'workload' | 'gateway' | 'identity';
  readonly namespace: string;
  /** Who its certificate says it is; undefined for pods without a proxy. */
  readonly principal: string | undefined;
  readonly labels: Labels;
  /** Pods of all versions; none for what lies outside. */
  readonly workloads: readonly Workload[];
}

/** Everyone among the manifests who may call, by key. Pods of one service that differ in who they are, are several. */
export function partiesOf(manifests: Manifests): ReadonlyMap<string, Party> {
  return manifests.once('parties', () => {
    const gateways = gatewayPods(manifests);
    const own = new Set(gateways.flatMap(({ workloads }) => workloads));
    const callers = manifests.workloads.filter((workload) => !own.has(workload));
    const groups = grouped(callers, (workload) => `${homeOf(manifests, workload)} ${workload.serviceAccountName} ${hasProxy(manifests, workload)}`);
    const named = grouped(groups.values(), ([first]) => homeOf(manifests, first));
    const parties = [...named.values()].flatMap((profiles) => profiles.map((workloads) => workloadParty(manifests, workloads, profiles.length > 1)));
    return new Map([...parties, ...gateways].sort((a, b) => ordinal(a.key, b.key)).map((party) => [party.key, party]));
  });
}

/** `namespace/name` of the service that leads to pods, or of the pods where none does. */
export function homeOf(manifests: Manifests, workload: Workload): string {
  const names = manifests.servicesOf(workload).map(({ metadata }) => metadata.name);
  const [shortest] = names.sort((a, b) => a.length - b.length || ordinal(a, b));
  return `${workload.namespace}/${shortest ?? workload.name}`;
}

function workloadParty(manifests: Manifests, workloads: readonly Workload[], isOneOfSeveral: boolean): Party {
  const [first] = workloads;
  return {
    key: `${homeOf(manifests, first)}${isOneOfSeveral ? ` (${workloads.map(({ name }) => name).join(', ')})` : ''}`,
    kind: 'workload',
    namespace: first.namespace,
    principal: hasProxy(manifests, first) ? principalOf(manifests, first) : undefined,
    labels: first.labels,
    workloads,
  };
}

/** The pods that some Gateway of the manifests is for. */
function gatewayPods(manifests: Manifests): Party[] {
  const found = new Map<string, Party>();
  for (const gateway of manifests.ofKind('networking.istio.io/Gateway')) {
    for (const { namespace, labels, workload } of podsOfGateway(manifests, gateway)) {
      const outside = manifests.surroundings.gatewayWorkloads.find((one) => one.labels === labels);
      const name = workload?.name ?? labels.app ?? outside?.serviceAccountName ?? 'gateway';
      const serviceAccountName = workload?.serviceAccountName ?? outside?.serviceAccountName ?? 'default';
      found.set(`${namespace}/${name}`, {
        key: `${namespace}/${name}`,
        kind: 'gateway',
        namespace,
        principal: principalOf(manifests, { namespace, serviceAccountName }),
        labels,
        workloads: workload === undefined ? [] : [workload],
      });
    }
  }
  return [...found.values()];
}

/** Someone whom a policy names, and who is not among the manifests. */
export function identityParty(principal: string): Party {
  const [, , namespace = '', , account = principal] = principal.split('/');
  return { key: `${namespace}/${account} (identity)`, kind: 'identity', namespace, principal, labels: {}, workloads: [] };
}
