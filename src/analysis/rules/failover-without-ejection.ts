import type { PortPolicy, TrafficPolicy } from '../../manifests/kinds/destination-rule';
import { defineRule } from '../rule';

export const failoverWithoutEjection = defineRule({
  code: 'MSH247',
  name: 'failover-without-ejection',
  severity: 'warning',
  summary: 'failover between places that never happens',
  fix: 'Add outlierDetection: failover moves requests away from places whose pods were ejected.',
  upstream: ['IST0133'],
  reads: ['networking.istio.io/DestinationRule'],
  messages: {
    never: '{field} has no effect without outlierDetection: no pod is ever taken for failed',
  },
  check: (manifests, report) => {
    for (const rule of manifests.ofKind('networking.istio.io/DestinationRule')) {
      const { trafficPolicy, subsets = [] } = rule.spec;
      const policies = [
        ...policiesOf(trafficPolicy, 'spec.trafficPolicy', false),
        ...subsets.flatMap((subset, index) => policiesOf(subset.trafficPolicy, `spec.subsets[${index}].trafficPolicy`, trafficPolicy?.outlierDetection !== undefined)),
      ];
      for (const { policy, path, inherits } of policies) {
        const locality = policy.loadBalancer?.localityLbSetting;
        const field = locality?.enabled === false ? undefined : locality?.failover?.length ? 'failover' : locality?.failoverPriority?.length ? 'failoverPriority' : undefined;
        if (field !== undefined && policy.outlierDetection === undefined && !inherits) report(rule, `${path}.loadBalancer.localityLbSetting.${field}`, 'never', { field });
      }
    }
  },
});

/** The policy and those of its ports; a subset inherits the outlierDetection of the host, a port inherits nothing. */
function policiesOf(policy: TrafficPolicy | undefined, path: string, inherits: boolean): { policy: PortPolicy; path: string; inherits: boolean }[] {
  if (policy === undefined) return [];
  return [{ policy, path, inherits }, ...(policy.portLevelSettings ?? []).map((one, index) => ({ policy: one, path: `${path}.portLevelSettings[${index}]`, inherits: false }))];
}
