import { fullHost } from '../../manifests/hosts';
import { hasWaypoint } from '../../manifests/waypoints';
import { defineRule } from '../rule';

export const workloadSelectorAtWaypoint = defineRule({
  code: 'MSH315',
  name: 'workload-selector-at-waypoint',
  severity: 'warning',
  summary: 'DestinationRule for single clients of a host that a waypoint serves',
  fix: 'Remove the `workloadSelector`: a waypoint serves all clients alike.',
  upstream: ['UnsupportedDestinationRuleWorkloadSelector'],
  reads: ['networking.istio.io/DestinationRule', '/Service', 'networking.istio.io/ServiceEntry', '/Namespace'],
  messages: {
    ignored: 'requests for {host} pass a waypoint, which follows no rule with a workloadSelector',
  },
  check: (manifests, report) => {
    for (const rule of manifests.ofKind('networking.istio.io/DestinationRule')) {
      if (rule.spec.workloadSelector === undefined) continue;
      const host = fullHost(rule.spec.host, rule.metadata.namespace, manifests.surroundings.clusterDomain);
      if (manifests.hosts.find(host).some(({ manifest }) => hasWaypoint(manifests, manifest) === true)) report(rule, 'spec.workloadSelector', 'ignored', { host });
    }
  },
});
