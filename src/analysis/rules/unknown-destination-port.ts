import { allDestinations, visibleDestinations } from '../../manifests/destinations';
import { defineRule } from '../rule';

export const unknownDestinationPort = defineRule({
  code: 'MSH202',
  name: 'unknown-destination-port',
  severity: 'error',
  summary: 'route to a port that the host does not have',
  fix: 'Name a port of the Service or ServiceEntry: its `port`, not the port of the pod.',
  upstream: ['IST0101'],
  reads: ['networking.istio.io/VirtualService', 'networking.istio.io/ServiceEntry', '/Service'],
  messages: {
    unknown: '{host} has no port {port}, but {ports}: requests to it are answered with 503',
  },
  check: (manifests, report) => {
    for (const target of allDestinations(manifests)) {
      const { virtualService, path, host, destination } = target;
      const port = destination.port?.number;
      if (port === undefined) continue;
      const ports = visibleDestinations(manifests, target).flatMap((known) => known.ports.map(({ number }) => number));
      if (ports.length > 0 && !ports.includes(port)) report(virtualService, `${path}.port.number`, 'unknown', { host, port, ports: ports.join(', ') });
    }
  },
});
