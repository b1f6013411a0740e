import { knowsWorkloads } from '../../manifests/outside';
import { isEmptySelector } from '../../manifests/selectors';
import { defineRule } from '../rule';

export const sidecarWithoutPods = defineRule({
  code: 'MSH207',
  name: 'sidecar-without-pods',
  severity: 'warning',
  summary: 'Sidecar whose selector selects no pods',
  fix: 'Select the labels of the pod template, not those of the Deployment.',
  upstream: ['IST0101', 'KIA0004'],
  reads: ['networking.istio.io/Sidecar', 'networking.istio.io/WorkloadEntry'],
  messages: {
    none: 'no pod of namespace {namespace} has the labels {selector}: the Sidecar restricts nothing',
  },
  check: (manifests, report) => {
    for (const sidecar of manifests.ofKind('networking.istio.io/Sidecar')) {
      const { namespace } = sidecar.metadata;
      const labels = sidecar.spec.workloadSelector?.labels;
      if (isEmptySelector(labels) || !knowsWorkloads(manifests, namespace) || manifests.selected(namespace, labels).length > 0) continue;
      const entries = manifests.inNamespace('networking.istio.io/WorkloadEntry', namespace);
      if (entries.some(({ spec }) => Object.entries(labels!).every(([name, value]) => spec.labels?.[name] === value))) continue;
      report(sidecar, 'spec.workloadSelector.labels', 'none', { namespace, selector: Object.entries(labels!).map(([name, value]) => `${name}=${value}`).join(',') });
    }
  },
});
