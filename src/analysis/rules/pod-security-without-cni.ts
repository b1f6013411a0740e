import { guardedNamespaces } from '../../manifests/guarded-namespaces';
import { settingOf } from '../../manifests/surroundings';
import { defineRule } from '../rule';

export const podSecurityWithoutCni = defineRule({
  code: 'MSH371',
  name: 'pod-security-without-cni',
  severity: 'error',
  summary: 'pod security that refuses every pod of the mesh',
  fix: 'Install the CNI plugin of Istio and say `cni: true` in the MeshContext, or lower the level of the namespace to `privileged`.',
  reads: ['/Namespace'],
  messages: {
    refused: 'without the CNI plugin every pod gets an init container with NET_ADMIN and NET_RAW, which {level} refuses: no pod of namespace {namespace} starts',
  },
  check: (manifests, report) => {
    if (settingOf(manifests.surroundings, 'cni') !== false) return;
    for (const { namespace, path, level } of guardedNamespaces(manifests)) report(namespace, path, 'refused', { level, namespace: namespace.metadata.name });
  },
});
