import { isEmptySelector } from '../../manifests/selectors';
import { defineRule } from '../rule';

export const rootSidecarWithSelector = defineRule({
  code: 'MSH230',
  name: 'root-sidecar-with-selector',
  severity: 'warning',
  summary: 'Sidecar of the root namespace with a selector',
  fix: 'Leave out the selector for a default of the whole mesh, or put the Sidecar into the namespace of the pods.',
  upstream: ['KIA1006'],
  reads: ['networking.istio.io/Sidecar'],
  messages: {
    narrow: 'with a selector it is for pods of namespace {namespace} only, not for the mesh',
  },
  check: (manifests, report) => {
    const { rootNamespace } = manifests.surroundings;
    for (const sidecar of manifests.ofKind('networking.istio.io/Sidecar')) {
      if (sidecar.metadata.namespace !== rootNamespace || isEmptySelector(sidecar.spec.workloadSelector?.labels)) continue;
      if (manifests.selected(rootNamespace, sidecar.spec.workloadSelector!.labels).length > 0) continue;
      report(sidecar, 'spec.workloadSelector', 'narrow', { namespace: rootNamespace });
    }
  },
});
