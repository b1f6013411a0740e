import { fullHost, serviceOfHost } from '../../manifests/hosts';
import { knowsHost } from '../../manifests/outside';
import { defineRule } from '../rule';

export const sidecarForUnknownHost = defineRule({
  code: 'MSH229',
  name: 'sidecar-for-unknown-host',
  severity: 'warning',
  summary: 'Sidecar that opens a host which is not there',
  fix: 'Write `namespace/host`, with the namespace of the Service or ServiceEntry and the full name of the host.',
  upstream: ['KIA1004'],
  reads: ['networking.istio.io/Sidecar', 'networking.istio.io/ServiceEntry', 'networking.istio.io/VirtualService', '/Service'],
  messages: {
    unknown: '{host} is no Service, no host of a ServiceEntry, and none of a VirtualService: it opens nothing',
    elsewhere: '{host} is in namespace {found}, not in {namespace}: it opens nothing',
  },
  check: (manifests, report) => {
    const { clusterDomain } = manifests.surroundings;
    const routed = new Set(manifests.ofKind('networking.istio.io/VirtualService').flatMap(({ metadata, spec }) => (spec.hosts ?? []).map((host) => fullHost(host, metadata.namespace, clusterDomain))));
    for (const sidecar of manifests.ofKind('networking.istio.io/Sidecar')) {
      (sidecar.spec.egress ?? []).forEach(({ hosts }, index) => hosts.forEach((text, at) => {
        const [scope, host = '*'] = text.split('/');
        if (host.startsWith('*') || scope.startsWith('~') || routed.has(host)) return;
        const namespace = scope === '.' ? sidecar.metadata.namespace : scope;
        const path = `spec.egress[${index}].hosts[${at}]`;
        const found = manifests.hosts.find(host).map((known) => known.namespace);
        const owner = serviceOfHost(host, clusterDomain)?.namespace ?? found[0];
        if (knowsHost(manifests, host) === false) report(sidecar, path, 'unknown', { host });
        else if (namespace !== '*' && owner !== undefined && owner !== namespace && !found.includes(namespace)) report(sidecar, path, 'elsewhere', { host, found: owner, namespace });
      }));
    }
  },
});
