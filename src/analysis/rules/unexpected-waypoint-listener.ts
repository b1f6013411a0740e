import { kubernetesGatewaysOf } from '../../manifests/gateway-api';
import { defineRule } from '../rule';

export const unexpectedWaypointListener = defineRule({
  code: 'MSH358',
  name: 'unexpected-waypoint-listener',
  severity: 'error',
  summary: 'waypoint with another listener than the one it needs',
  fix: 'Give it one listener: `name: mesh`, `port: 15008`, `protocol: HBONE`.',
  reads: ['gateway.networking.k8s.io/Gateway'],
  messages: {
    listener: 'listener {listener} is {protocol} at port {port}: Istio wants HBONE at port 15008, and does not accept the listener',
    several: 'a waypoint has one listener, this one has {count}',
  },
  check: (manifests, report) => {
    for (const gateway of kubernetesGatewaysOf(manifests)) {
      if (gateway.spec.gatewayClassName !== 'istio-waypoint') continue;
      const listeners = gateway.spec.listeners ?? [];
      listeners.forEach(({ name, port, protocol }, index) => {
        if (port !== 15008 || protocol !== 'HBONE') report(gateway, `spec.listeners[${index}]`, 'listener', { listener: name, protocol, port });
      });
      if (listeners.filter(({ port, protocol }) => port === 15008 && protocol === 'HBONE').length > 1) report(gateway, 'spec.listeners', 'several', { count: listeners.length });
    }
  },
});
