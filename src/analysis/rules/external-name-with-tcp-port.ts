import { isManagedService } from '../../manifests/managed-services';
import { protocolOf } from '../../manifests/protocol';
import { defineRule } from '../rule';

export const externalNameWithTcpPort = defineRule({
  code: 'MSH302',
  name: 'external-name-with-tcp-port',
  severity: 'warning',
  summary: 'ExternalName Service with a port that takes connections of every host',
  fix: 'Name the port after the protocol it speaks, such as `https`, or leave the ports out.',
  upstream: ['IST0150'],
  reads: ['/Service'],
  messages: {
    tcp: 'port {port} ({name}) has no host that a proxy could tell it by: it takes all connections to that port, whatever they are for',
  },
  check: (manifests, report) => {
    for (const service of manifests.ofKind('/Service')) {
      if (service.spec.type !== 'ExternalName' || isManagedService(service)) continue;
      (service.spec.ports ?? []).forEach((port, index) => {
        if (protocolOf(port) === 'UNSUPPORTED' || port.name === 'tcp') report(service, `spec.ports[${index}]`, 'tcp', { port: port.port, name: port.name ?? '' });
      });
    }
  },
});
