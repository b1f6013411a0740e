import type { SidecarSpec } from '../../manifests/kinds/sidecar';
import { idOf, type Manifest, titleOf } from '../../manifests/manifest';
import { isEmptySelector } from '../../manifests/selectors';
import type { Workload } from '../../manifests/workload';
import { defineRule } from '../rule';

export const twoSidecarsForOnePod = defineRule({
  code: 'MSH209',
  name: 'two-sidecars-for-one-pod',
  severity: 'error',
  summary: 'two Sidecars that select the same pods',
  fix: 'Merge the Sidecars, or let their selectors exclude each other.',
  upstream: ['IST0110', 'KIA0003'],
  reads: ['networking.istio.io/Sidecar'],
  messages: {
    conflict: '{other} selects the pods of {workload}, too: which of them counts is not defined',
  },
  check: (manifests, report) => {
    const byWorkload = new Map<Workload, Manifest<SidecarSpec>[]>();
    for (const sidecar of manifests.ofKind('networking.istio.io/Sidecar')) {
      const labels = sidecar.spec.workloadSelector?.labels;
      if (isEmptySelector(labels)) continue;
      for (const workload of manifests.selected(sidecar.metadata.namespace, labels)) {
        const known = byWorkload.get(workload) ?? [];
        byWorkload.set(workload, known);
        known.push(sidecar);
      }
    }
    for (const [workload, sidecars] of byWorkload) {
      for (const sidecar of sidecars.length < 2 ? [] : sidecars) {
        const other = sidecars.filter((one) => one !== sidecar).map((one) => titleOf(idOf(one))).sort().join(', ');
        report(sidecar, 'spec.workloadSelector.labels', 'conflict', { other, workload: titleOf(idOf(workload.manifest)) });
      }
    }
  },
});
