import { idOf, titleOf } from '../../manifests/manifest';
import { grouped } from '../../manifests/manifests';
import { targetsOf } from '../../manifests/policies';
import { defineRule } from '../rule';

export const twoDefaultTelemetries = defineRule({
  code: 'MSH289',
  name: 'two-default-telemetries',
  severity: 'error',
  summary: 'several Telemetries for one whole namespace',
  fix: 'Merge them into one.',
  upstream: ['IST0160', 'KIA0002'],
  reads: ['telemetry.istio.io/Telemetry'],
  messages: {
    several: '{others} is for the whole namespace, too: only one of them counts',
  },
  check: (manifests, report) => {
    const wide = manifests.ofKind('telemetry.istio.io/Telemetry').filter(({ spec }) => spec.selector === undefined && targetsOf(spec).length === 0);
    for (const all of grouped(wide, ({ metadata }) => metadata.namespace).values()) {
      for (const telemetry of all.length < 2 ? [] : all) {
        report(telemetry, '', 'several', { others: all.filter((one) => one !== telemetry).map((one) => titleOf(idOf(one))).sort().join(', ') });
      }
    }
  },
});
