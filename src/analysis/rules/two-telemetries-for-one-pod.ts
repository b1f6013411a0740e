import type { TelemetrySpec } from '../../manifests/kinds/policies';
import { idOf, type Manifest, titleOf } from '../../manifests/manifest';
import { targetsOf } from '../../manifests/policies';
import { isEmptySelector } from '../../manifests/selectors';
import type { Workload } from '../../manifests/workload';
import { defineRule } from '../rule';

export const twoTelemetriesForOnePod = defineRule({
  code: 'MSH288',
  name: 'two-telemetries-for-one-pod',
  severity: 'error',
  summary: 'several Telemetries that select the same pods',
  fix: 'Merge them, or let their selectors exclude each other.',
  upstream: ['IST0159', 'KIA0003'],
  reads: ['telemetry.istio.io/Telemetry'],
  messages: {
    conflict: '{others} selects the pods of {workload}, too: which of them counts is not defined',
  },
  check: (manifests, report) => {
    const byWorkload = new Map<Workload, Manifest<TelemetrySpec>[]>();
    for (const telemetry of manifests.ofKind('telemetry.istio.io/Telemetry')) {
      const selector = telemetry.spec.selector?.matchLabels;
      if (isEmptySelector(selector) || targetsOf(telemetry.spec).length > 0) continue;
      for (const workload of manifests.selected(telemetry.metadata.namespace, selector)) {
        byWorkload.set(workload, [...byWorkload.get(workload) ?? [], telemetry]);
      }
    }
    for (const [workload, all] of byWorkload) {
      for (const telemetry of all.length < 2 ? [] : all) {
        const others = all.filter((one) => one !== telemetry).map((one) => titleOf(idOf(one))).sort().join(', ');
        report(telemetry, 'spec.selector.matchLabels', 'conflict', { others, workload: titleOf(idOf(workload.manifest)) });
      }
    }
  },
});
