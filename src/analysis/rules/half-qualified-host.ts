import { allDestinations } from '../../manifests/destinations';
import { halfQualified } from '../../manifests/hosts';
import type { Manifest } from '../../manifests/manifest';
import { defineRule } from '../rule';

export const halfQualifiedHost = defineRule({
  code: 'MSH235',
  name: 'half-qualified-host',
  severity: 'error',
  summary: 'name of a Service that stops halfway',
  fix: 'Write the full name: `service.namespace.svc.cluster.local`.',
  upstream: ['IST0101', 'IST0174', 'KIA1101', 'KIA0202'],
  reads: ['networking.istio.io/VirtualService', 'networking.istio.io/DestinationRule', 'networking.istio.io/ServiceEntry', '/Service'],
  messages: {
    half: '{host} is not taken for {meant}: only a name without a dot is completed',
  },
  check: (manifests, report) => {
    const judge = (manifest: Manifest<unknown>, path: string, host: string) => {
      const meant = halfQualified(host, manifests.surroundings.clusterDomain);
      if (meant === undefined || manifests.hosts.find(meant).length === 0 || manifests.hosts.find(host).length > 0) return;
      report(manifest, path, 'half', { host, meant });
    };
    for (const { virtualService, path, destination } of allDestinations(manifests)) judge(virtualService, `${path}.host`, destination.host);
    for (const rule of manifests.ofKind('networking.istio.io/DestinationRule')) judge(rule, 'spec.host', rule.spec.host);
    for (const virtualService of manifests.ofKind('networking.istio.io/VirtualService')) {
      (virtualService.spec.hosts ?? []).forEach((host, index) => judge(virtualService, `spec.hosts[${index}]`, host));
    }
  },
});
