import { dataPlaneOf, isGatewayPod } from './data-plane';
import { grouped, type Manifests } from './manifests';
import { isDryRun, policiesOf, targetsOf } from './policies';
import type { Workload } from './workload';

const POLICY = 'security.istio.io/AuthorizationPolicy';

/** The pods of a namespace that Services lead to, by whether some AuthorizationPolicy is for them. */
export interface Openness {
  readonly namespace: string;
  readonly covered: readonly Workload[];
  readonly open: readonly Workload[];
}

/** Every namespace of the mesh with such pods. Gateways are there to be called. */
export function opennessOfNamespaces(manifests: Manifests): readonly Openness[] {
  return manifests.once('open workloads', () => {
    const called = manifests.workloads.filter((workload) => {
      const mode = dataPlaneOf(manifests, workload);
      return (mode === 'sidecar' || mode === 'ambient') && !isGatewayPod(workload) && manifests.servicesOf(workload).length > 0;
    });
    return [...grouped(called, ({ namespace }) => namespace)].map(([namespace, workloads]) => {
      const covered = new Set(workloads.filter((workload) => isCovered(manifests, workload)));
      return { namespace, covered: [...covered], open: workloads.filter((workload) => !covered.has(workload)) };
    });
  });
}

function isCovered(manifests: Manifests, workload: Workload): boolean {
  return policiesOf(manifests, POLICY, workload).some((policy) => !isDryRun(policy) && policy.spec.action !== 'AUDIT')
    || manifests.servicesOf(workload).some(({ metadata }) => namedServices(manifests, workload.namespace).has(metadata.name));
}

/** The Services of a namespace that policies name. */
function namedServices(manifests: Manifests, namespace: string): ReadonlySet<string> {
  return manifests.once(`services that policies of ${namespace} name`, () => new Set(manifests.inNamespace(POLICY, namespace)
    .flatMap(({ spec }) => targetsOf(spec).filter(({ kind }) => kind === 'Service').map(({ name }) => name))));
}
