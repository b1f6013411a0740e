import { isAmbientNamespace } from '../../manifests/data-plane';
import { defineRule } from '../rule';

export const hostNetworkInMesh = defineRule({
  code: 'MSH298',
  name: 'host-network-in-mesh',
  severity: 'warning',
  summary: 'pods on the network of their node in a namespace of the mesh',
  fix: 'Remove `hostNetwork`, or move the workload to a namespace outside the mesh.',
  reads: ['/Namespace'],
  messages: {
    outside: 'pods with hostNetwork get no proxy: servers in the mesh that require mutual TLS refuse them, and no policy protects them',
  },
  check: (manifests, report) => {
    for (const { manifest, namespace, labels, annotations, pod, path } of manifests.workloads) {
      if (pod.hostNetwork !== true) continue;
      const around = manifests.namespaceLabels(namespace);
      const isInMesh = around?.['istio-injection'] === 'enabled' || Boolean(around?.['istio.io/rev']) || isAmbientNamespace(around);
      const isOut = (labels['sidecar.istio.io/inject'] ?? annotations['sidecar.istio.io/inject']) === 'false' || labels['istio.io/dataplane-mode'] === 'none';
      if (isInMesh && !isOut) report(manifest, [path, 'spec.hostNetwork'].filter((part) => part !== '').join('.'), 'outside');
    }
  },
});
