import { allDestinations, missingHost } from '../../manifests/destinations';
import { defineRule } from '../rule';

export const unknownDestinationHost = defineRule({
  code: 'MSH201',
  name: 'unknown-destination-host',
  severity: 'error',
  summary: 'route to a host that the mesh does not know',
  fix: 'Name a Service or a host of a ServiceEntry that is exported to the namespace of the VirtualService.',
  upstream: ['IST0101', 'KIA1101'],
  reads: ['networking.istio.io/VirtualService', 'networking.istio.io/ServiceEntry', '/Service'],
  messages: {
    unknown: '{host} is no Service and no host of a ServiceEntry: requests to it are answered with 503',
    hidden: '{host} is not exported to namespace {namespace}: its proxies answer requests to it with 503',
  },
  check: (manifests, report) => {
    for (const target of allDestinations(manifests)) {
      if (target.isMirror) continue;
      const { virtualService, path, host } = target;
      const missing = missingHost(manifests, target);
      if (missing === 'unknown') report(virtualService, `${path}.host`, 'unknown', { host });
      if (missing === 'hidden') report(virtualService, `${path}.host`, 'hidden', { host, namespace: virtualService.metadata.namespace });
    }
  },
});
