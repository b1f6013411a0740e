import { allDestinations } from '../../manifests/destinations';
import { fullHost } from '../../manifests/hosts';
import { knowsNamespace } from '../../manifests/outside';
import { defineRule } from '../rule';

export const subsetPolicyNeverUsed = defineRule({
  code: 'MSH231',
  name: 'subset-policy-never-used',
  severity: 'warning',
  summary: 'traffic policy of a subset that nothing is routed to',
  fix: 'Route to the subset in a VirtualService, if only by a default route, or move the policy to the whole host.',
  reads: ['networking.istio.io/DestinationRule', 'networking.istio.io/VirtualService'],
  messages: {
    unused: 'no route leads to subset {subset} of {host}: its traffic policy is for requests of such routes only',
  },
  check: (manifests, report) => {
    const routed = new Set(allDestinations(manifests).map(({ host, destination }) => `${host} ${destination.subset ?? ''}`));
    for (const rule of manifests.ofKind('networking.istio.io/DestinationRule')) {
      const host = fullHost(rule.spec.host, rule.metadata.namespace, manifests.surroundings.clusterDomain);
      if (!knowsNamespace(manifests, rule.metadata.namespace)) continue;
      (rule.spec.subsets ?? []).forEach(({ name, trafficPolicy }, index) => {
        if (trafficPolicy !== undefined && !routed.has(`${host} ${name}`)) report(rule, `spec.subsets[${index}].trafficPolicy`, 'unused', { subset: name, host });
      });
    }
  },
});
