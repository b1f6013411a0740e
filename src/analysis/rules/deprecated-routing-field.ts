import type { Manifests } from '../../manifests/manifests';
import { defineRule, type Report } from '../rule';

const messages = {
  replaced: '{field} is deprecated: use {replacement}',
  ignored: '{field} is ignored',
} as const;

export const deprecatedRoutingField = defineRule({
  code: 'MSH224',
  name: 'deprecated-routing-field',
  severity: 'warning',
  summary: 'deprecated field of a routing object',
  fix: 'Use the field that took its place.',
  upstream: ['IST0002', 'IST0133'],
  reads: ['networking.istio.io/VirtualService', 'networking.istio.io/DestinationRule', 'networking.istio.io/Sidecar'],
  messages,
  check: (manifests, report) => {
    inVirtualServices(manifests, report);
    inDestinationRules(manifests, report);
    for (const sidecar of manifests.ofKind('networking.istio.io/Sidecar')) {
      if (sidecar.spec.outboundTrafficPolicy?.egressProxy) report(sidecar, 'spec.outboundTrafficPolicy.egressProxy', 'ignored', { field: 'egressProxy' });
    }
  },
});

function inVirtualServices(manifests: Manifests, report: Report<typeof messages>): void {
  for (const virtualService of manifests.ofKind('networking.istio.io/VirtualService')) {
    (virtualService.spec.http ?? []).forEach((rule, index) => {
      const at = `spec.http[${index}]`;
      const { mirrorPercent, mirror_percent: underscored, corsPolicy }: any = rule;
      if ((rule.fault?.delay?.percent ?? 0) > 0) report(virtualService, `${at}.fault.delay.percent`, 'replaced', { field: 'percent', replacement: 'percentage' });
      if (mirrorPercent !== undefined) report(virtualService, `${at}.mirrorPercent`, 'replaced', { field: 'mirrorPercent', replacement: 'mirrorPercentage' });
      if (underscored !== undefined) report(virtualService, `${at}.mirror_percent`, 'replaced', { field: 'mirror_percent', replacement: 'mirrorPercentage' });
      if (corsPolicy?.allowOrigin?.length > 0) report(virtualService, `${at}.corsPolicy.allowOrigin`, 'replaced', { field: 'allowOrigin', replacement: 'allowOrigins' });
    });
  }
}

function inDestinationRules(manifests: Manifests, report: Report<typeof messages>): void {
  for (const rule of manifests.ofKind('networking.istio.io/DestinationRule')) {
    const { trafficPolicy, subsets = [] } = rule.spec;
    const policies = [[trafficPolicy, 'spec.trafficPolicy'] as const, ...subsets.map((subset, index) => [subset.trafficPolicy, `spec.subsets[${index}].trafficPolicy`] as const)];
    for (const [policy, path] of policies) {
      for (const [settings, at] of [[policy, path] as const, ...(policy?.portLevelSettings ?? []).map((one, index) => [one, `${path}.portLevelSettings[${index}]`] as const)]) {
        const replaced = (field: string, replacement: string) => report(rule, `${at}.${field}`, 'replaced', { field: field.split('.').pop()!, replacement });
        if (settings?.loadBalancer?.simple === 'LEAST_CONN') report(rule, `${at}.loadBalancer.simple`, 'replaced', { field: 'LEAST_CONN', replacement: 'LEAST_REQUEST' });
        if (settings?.loadBalancer?.warmupDurationSecs !== undefined) replaced('loadBalancer.warmupDurationSecs', 'warmup');
        if (settings?.loadBalancer?.consistentHash?.minimumRingSize) replaced('loadBalancer.consistentHash.minimumRingSize', 'ringHash.minimumRingSize');
        if (settings?.outlierDetection?.consecutiveErrors) replaced('outlierDetection.consecutiveErrors', 'consecutive5xxErrors');
      }
    }
  }
}
