import { allDestinations, visibleDestinations } from '../../manifests/destinations';
import { defineRule } from '../rule';

export const destinationWithoutPort = defineRule({
  code: 'MSH211',
  name: 'destination-without-port',
  severity: 'warning',
  summary: 'route that does not say which of several ports it leads to',
  fix: 'Name the port of the destination.',
  upstream: ['IST0112'],
  reads: ['networking.istio.io/VirtualService', 'networking.istio.io/ServiceEntry', '/Service'],
  messages: {
    ambiguous: '{host} has the ports {ports}: requests are sent to the port they were made to, or answered with 503 if {host} does not have it',
  },
  check: (manifests, report) => {
    for (const target of allDestinations(manifests)) {
      const { virtualService, path, host, destination } = target;
      if (destination.port?.number !== undefined) continue;
      const [known] = visibleDestinations(manifests, target);
      if (known !== undefined && known.ports.length > 1) {
        report(virtualService, path, 'ambiguous', { host, ports: known.ports.map(({ number }) => number).join(', ') });
      }
    }
  },
});
