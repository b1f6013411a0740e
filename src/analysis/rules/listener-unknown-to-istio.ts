import { kubernetesGatewaysOf } from '../../manifests/gateway-api';
import { defineRule } from '../rule';

const PROTOCOLS = ['HTTP', 'HTTPS', 'TLS', 'TCP'];

export const listenerUnknownToIstio = defineRule({
  code: 'MSH359',
  name: 'listener-unknown-to-istio',
  severity: 'error',
  summary: 'listener whose protocol Istio does not know',
  fix: 'Use HTTP, HTTPS, TLS or TCP, in capitals.',
  reads: ['gateway.networking.k8s.io/Gateway'],
  messages: {
    unknown: 'Istio does not open listener {listener}: it knows {allowed}, and not {protocol}',
  },
  check: (manifests, report) => {
    for (const gateway of kubernetesGatewaysOf(manifests)) {
      // other classes are other controllers', and waypoints have a rule of their own
      if (gateway.spec.gatewayClassName !== 'istio') continue;
      (gateway.spec.listeners ?? []).forEach(({ name, protocol }, index) => {
        if (!PROTOCOLS.includes(protocol)) report(gateway, `spec.listeners[${index}].protocol`, 'unknown', { listener: name, protocol, allowed: PROTOCOLS.join(', ') });
      });
    }
  },
});
