import { dataPlaneOf, isAmbientNamespace } from '../../manifests/data-plane';
import { isEmptySelector } from '../../manifests/selectors';
import { defineRule } from '../rule';

export const sidecarInAmbient = defineRule({
  code: 'MSH314',
  name: 'sidecar-in-ambient',
  severity: 'warning',
  summary: 'Sidecar for pods that have no proxy beside them',
  fix: 'Remove it; what pods may reach is a matter of AuthorizationPolicies of those who are reached.',
  upstream: ['IST0167'],
  reads: ['networking.istio.io/Sidecar', '/Namespace'],
  messages: {
    namespace: 'pods of namespace {namespace} are behind the proxy of their node, which reads no Sidecar',
    pods: 'pods of {workload} are behind the proxy of their node, which reads no Sidecar',
  },
  check: (manifests, report) => {
    for (const sidecar of manifests.ofKind('networking.istio.io/Sidecar')) {
      const { namespace } = sidecar.metadata;
      const labels = sidecar.spec.workloadSelector?.labels;
      if (isEmptySelector(labels)) {
        if (isAmbientNamespace(manifests.namespaceLabels(namespace))) report(sidecar, '', 'namespace', { namespace });
        continue;
      }
      const ambient = manifests.selected(namespace, labels).find((workload) => dataPlaneOf(manifests, workload) === 'ambient');
      if (ambient !== undefined) report(sidecar, 'spec.workloadSelector.labels', 'pods', { workload: `${namespace}/${ambient.name}` });
    }
  },
});
