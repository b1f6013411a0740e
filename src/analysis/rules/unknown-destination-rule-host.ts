import { fullHost, halfQualified } from '../../manifests/hosts';
import { knowsHost } from '../../manifests/outside';
import { defineRule } from '../rule';

export const unknownDestinationRuleHost = defineRule({
  code: 'MSH222',
  name: 'unknown-destination-rule-host',
  severity: 'warning',
  summary: 'DestinationRule for a host that the mesh does not know',
  fix: 'Name a Service or a host of a ServiceEntry.',
  upstream: ['IST0174', 'KIA0202'],
  reads: ['networking.istio.io/DestinationRule', 'networking.istio.io/ServiceEntry', '/Service'],
  messages: {
    unknown: '{host} is no Service and no host of a ServiceEntry: the rule is never followed',
  },
  check: (manifests, report) => {
    const { clusterDomain } = manifests.surroundings;
    for (const rule of manifests.ofKind('networking.istio.io/DestinationRule')) {
      const host = fullHost(rule.spec.host, rule.metadata.namespace, clusterDomain);
      const meant = halfQualified(host, clusterDomain);
      // a wildcard is for what there may be; a half-qualified name is another rule's
      if (host.startsWith('*') || (meant !== undefined && manifests.hosts.find(meant).length > 0)) continue;
      if (knowsHost(manifests, host) === false) report(rule, 'spec.host', 'unknown', { host });
    }
  },
});
