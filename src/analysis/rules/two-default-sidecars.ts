import { idOf, titleOf } from '../../manifests/manifest';
import { grouped } from '../../manifests/manifests';
import { isEmptySelector } from '../../manifests/selectors';
import { defineRule } from '../rule';

export const twoDefaultSidecars = defineRule({
  code: 'MSH210',
  name: 'two-default-sidecars',
  severity: 'error',
  summary: 'two Sidecars without a selector in one namespace',
  fix: 'Keep one Sidecar without a selector, which is then the default of the namespace.',
  upstream: ['IST0111', 'KIA0002'],
  reads: ['networking.istio.io/Sidecar'],
  messages: {
    conflict: '{other} is the default of namespace {namespace}, too: which of them counts is not defined',
  },
  check: (manifests, report) => {
    const defaults = manifests.ofKind('networking.istio.io/Sidecar').filter(({ spec }) => isEmptySelector(spec.workloadSelector?.labels));
    for (const [namespace, sidecars] of grouped(defaults, ({ metadata }) => metadata.namespace)) {
      for (const sidecar of sidecars.length < 2 ? [] : sidecars) {
        report(sidecar, '', 'conflict', { namespace, other: sidecars.filter((one) => one !== sidecar).map((one) => titleOf(idOf(one))).sort().join(', ') });
      }
    }
  },
});
