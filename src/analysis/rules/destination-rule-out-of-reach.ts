import { fullHost, serviceOfHost } from '../../manifests/hosts';
import { defineRule } from '../rule';

export const destinationRuleOutOfReach = defineRule({
  code: 'MSH232',
  name: 'destination-rule-out-of-reach',
  severity: 'warning',
  summary: 'DestinationRule where its clients do not look for it',
  fix: 'Put the rule into the namespace of the Service.',
  reads: ['networking.istio.io/DestinationRule', 'networking.istio.io/ServiceEntry', '/Service'],
  messages: {
    exported: 'it is exported to {namespaces}, but clients follow rules of their own namespace, of the Service\'s ({service}) and of the root namespace only',
  },
  check: (manifests, report) => {
    const { clusterDomain, rootNamespace } = manifests.surroundings;
    for (const rule of manifests.ofKind('networking.istio.io/DestinationRule')) {
      const { namespace } = rule.metadata;
      const host = fullHost(rule.spec.host, namespace, clusterDomain);
      const service = serviceOfHost(host, clusterDomain)?.namespace ?? manifests.hosts.find(host)[0]?.namespace;
      if (service === undefined || namespace === service || namespace === rootNamespace || host.startsWith('*')) continue;
      const others = (rule.spec.exportTo ?? []).filter((scope) => scope !== '.' && scope !== '*' && scope !== namespace);
      if (others.length > 0) report(rule, 'spec.exportTo', 'exported', { namespaces: others.join(', '), service });
    }
  },
});
