import { allDestinations } from '../../manifests/destinations';
import { isOnMesh } from '../../manifests/gateways';
import { fullHost } from '../../manifests/hosts';
import type { ServiceSpec } from '../../manifests/kinds/core';
import { defineRule } from '../rule';

export const routeToHeadlessService = defineRule({
  code: 'MSH248',
  name: 'route-to-headless-service',
  severity: 'warning',
  summary: 'route of the mesh to a headless Service of another name',
  fix: 'Route to a Service with an address (without `clusterIP: None`) that selects the same pods.',
  reads: ['networking.istio.io/VirtualService', 'networking.istio.io/ServiceEntry', '/Service'],
  messages: {
    passed: '{host} is headless: proxies send requests for it to the address that the caller dialled, which is {own}',
  },
  check: (manifests, report) => {
    for (const { virtualService, host, path, isMirror } of allDestinations(manifests)) {
      const { metadata, spec } = virtualService;
      if (!isOnMesh(spec) || isMirror) continue;
      const known = manifests.hosts.find(host).find((one) => one.host === host && !one.isEntry);
      if (known === undefined || (known.manifest.spec as ServiceSpec).clusterIP !== 'None') continue;
      const own = (spec.hosts ?? []).map((name) => fullHost(name, metadata.namespace, manifests.surroundings.clusterDomain))
        .find((name) => name !== host);
      if (own !== undefined) report(virtualService, `${path}.host`, 'passed', { host, own });
    }
  },
});
