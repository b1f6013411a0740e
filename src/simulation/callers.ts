import type { Labels } from '../manifests/manifest';
import type { Manifests } from '../manifests/manifests';
import type { Workload } from '../manifests/workload';

/** Who asks. */
export interface Caller {
  readonly title: string;
  readonly namespace: string;
  readonly labels: Labels;
  readonly serviceAccountName: string;
  /** Whether a proxy carries its requests, and proves who it is. */
  readonly hasProxy: boolean;
  /** An intruder's pod, which no Sidecar of the manifests binds. */
  readonly isUnbound: boolean;
  readonly workload: Workload | undefined;
}

/** Thrown where a question is about something that is not there: the message says what there is. */
export class UnknownPlace extends Error {}

/**
 * `namespace/name` is a workload, `plain:namespace` a pod without a proxy, `client:namespace/account` a pod with a proxy and that
 * account, which no Sidecar of the manifests binds.
 */
export function callerAt(manifests: Manifests, place: string): Caller {
  const [, kind, namespace, account] = /^(plain|client):([^/]+)(?:\/(.+))?$/.exec(place) ?? [];
  if (kind !== undefined) {
    return {
      title: place,
      namespace,
      labels: {},
      serviceAccountName: account ?? 'default',
      hasProxy: kind === 'client',
      isUnbound: true,
      workload: undefined,
    };
  }
  return callers(manifests, place);
}

function callers(manifests: Manifests, place: string): Caller {
  return manifests.once(`caller ${place}`, () => {
    const workload = workloadAt(manifests, place);
    const { namespace, labels, serviceAccountName } = workload;
    return {
      title: `${namespace}/${workload.name}`,
      namespace,
      labels,
      serviceAccountName,
      hasProxy: hasProxy(manifests, workload),
      isUnbound: false,
      workload,
    };
  });
}

function workloadAt(manifests: Manifests, place: string): Workload {
  const slash = place.indexOf('/');
  const [namespace, name] = slash < 0 ? [undefined, place] : [place.slice(0, slash), place.slice(slash + 1)];
  const near = namespace === undefined ? manifests.workloads : manifests.workloadsIn(namespace);
  const found = near.filter((workload) => workload.name === name);
  const meant = found.length > 0 ? found : near.filter(({ labels }) => labels.app === name);
  if (meant.length === 0) {
    throw new UnknownPlace(
      `no workload is called ${place}; there are ${
        near
          .map((one) => `${one.namespace}/${one.name}`)
          .slice(0, 20)
          .join(', ') || 'none'
      }`,
    );
  }
  if (namespace === undefined && new Set(meant.map((one) => one.namespace)).size > 1) {
    throw new UnknownPlace(`several workloads are called ${place}: say in which namespace`);
  }
  return meant[0];
}

/** Whether pods get a proxy, as the injector decides: the pod first, then its namespace. */
export function hasProxy(manifests: Manifests, { namespace, labels, annotations, pod }: Workload): boolean {
  const own = labels['sidecar.istio.io/inject'] ?? annotations['sidecar.istio.io/inject'];
  if (own === 'false' || pod.hostNetwork === true) return false;
  const around = manifests.namespaceLabels(namespace) ?? {};
  if (around['istio-injection'] === 'disabled') return false;
  return own === 'true' || around['istio-injection'] === 'enabled' || around['istio.io/rev'] !== undefined || labels['istio.io/rev'] !== undefined;
}

/** `trust/ns/namespace/sa/account` */
export function principalOf(
  manifests: Manifests,
  { namespace, serviceAccountName }: { readonly namespace: string; readonly serviceAccountName: string },
): string {
  return `${manifests.surroundings.trustDomain}/ns/${namespace}/sa/${serviceAccountName}`;
}
