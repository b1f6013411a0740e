import { defineRule } from '../rule';

export const minHealthPercent = defineRule({
  code: 'MSH251',
  name: 'min-health-percent',
  severity: 'info',
  summary: 'minHealthPercent, which changes who gets requests',
  fix: 'Leave minHealthPercent out, unless you know from which share on pods that are not ready should get requests again.',
  reads: ['networking.istio.io/DestinationRule'],
  messages: {
    changed: 'from Istio 1.31 on, setting minHealthPercent ({percent}) also keeps pods that are not ready from proxies, which otherwise know them as a last resort',
  },
  check: (manifests, report) => {
    for (const rule of manifests.ofKind('networking.istio.io/DestinationRule')) {
      const percent = rule.spec.trafficPolicy?.outlierDetection?.minHealthPercent;
      if (percent !== undefined && percent > 0) report(rule, 'spec.trafficPolicy.outlierDetection.minHealthPercent', 'changed', { percent });
    }
  },
});
