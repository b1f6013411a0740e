import { allDestinations, missingHost } from '../../manifests/destinations';
import { defineRule } from '../rule';

export const unknownMirrorHost = defineRule({
  code: 'MSH203',
  name: 'unknown-mirror-host',
  severity: 'error',
  summary: 'copies of requests to a host that the mesh does not know',
  fix: 'Name a Service or a host of a ServiceEntry that is exported to the namespace of the VirtualService, or remove the mirror.',
  upstream: ['IST0101'],
  reads: ['networking.istio.io/VirtualService', 'networking.istio.io/ServiceEntry', '/Service'],
  messages: {
    unknown: '{host} is no Service and no host of a ServiceEntry: no copy arrives anywhere',
    hidden: '{host} is not exported to namespace {namespace}: no copy of its proxies arrives anywhere',
  },
  check: (manifests, report) => {
    for (const target of allDestinations(manifests)) {
      if (!target.isMirror) continue;
      const { virtualService, path, host } = target;
      const missing = missingHost(manifests, target);
      if (missing === 'unknown') report(virtualService, `${path}.host`, 'unknown', { host });
      if (missing === 'hidden') report(virtualService, `${path}.host`, 'hidden', { host, namespace: virtualService.metadata.namespace });
    }
  },
});
