import { isManagedService } from '../../manifests/managed-services';
import { protocolOf } from '../../manifests/protocol';
import { defineRule } from '../rule';

export const unsupportedPortName = defineRule({
  code: 'MSH301',
  name: 'unsupported-port-name',
  severity: 'info',
  summary: 'port of a Service whose name or protocol Istio does not know',
  fix: 'Begin the name with a protocol (`http-web`, `grpc`, `tcp-db`), or set `appProtocol`.',
  upstream: ['IST0118', 'KIA0601', 'KIA0602'],
  reads: ['/Service'],
  messages: {
    unknown: 'port {port} ({name}) does not say what it speaks: Istio looks at the bytes, and waits for them where the server speaks first',
  },
  check: (manifests, report) => {
    for (const service of manifests.ofKind('/Service')) {
      if (service.spec.type === 'ExternalName' || isManagedService(service)) continue;
      (service.spec.ports ?? []).forEach((port, index) => {
        if (protocolOf(port) !== 'UNSUPPORTED') return;
        report(service, `spec.ports[${index}]`, 'unknown', { port: port.port, name: port.appProtocol ?? port.name ?? '' });
      });
    }
  },
});
