import { podsOfGateway } from '../../manifests/gateways';
import { defineRule } from '../rule';

export const gatewayPortWithoutService = defineRule({
  code: 'MSH219',
  name: 'gateway-port-without-service',
  severity: 'warning',
  summary: 'port of a Gateway that its Service does not have',
  fix: 'Add the port to the Service of the gateway, or use one that it has.',
  upstream: ['IST0162'],
  reads: ['networking.istio.io/Gateway', '/Service'],
  messages: {
    closed: 'no Service of the pods of this Gateway leads to port {port}, but to {ports}: nobody outside can reach it',
  },
  check: (manifests, report) => {
    for (const gateway of manifests.ofKind('networking.istio.io/Gateway')) {
      const pods = podsOfGateway(manifests, gateway);
      const ports = new Set(pods.flatMap((one) => [...one.ports()]));
      // pods without a Service may get one elsewhere
      if (pods.length === 0 || (ports.size === 0 && !manifests.surroundings.complete)) continue;
      (gateway.spec.servers ?? []).forEach(({ port }, index) => {
        if (ports.has(port.number)) return;
        report(gateway, `spec.servers[${index}].port.number`, 'closed', { port: port.number, ports: [...ports].sort((a, b) => a - b).join(', ') || 'none' });
      });
    }
  },
});
