import { isGeneratedGateway } from '../../manifests/gateways';
import { defineRule } from '../rule';

export const referenceToGeneratedGateway = defineRule({
  code: 'MSH220',
  name: 'reference-to-generated-gateway',
  severity: 'error',
  summary: 'VirtualService bound to a Gateway that Istio makes for itself',
  fix: 'Write an HTTPRoute with the Gateway of Kubernetes as its parent.',
  upstream: ['IST0106', 'IST0165'],
  reads: ['networking.istio.io/VirtualService'],
  messages: {
    internal: '{gateway} is made from a Gateway of Kubernetes: its name may change at any time, and istiod refuses it here',
  },
  check: (manifests, report) => {
    for (const virtualService of manifests.ofKind('networking.istio.io/VirtualService')) {
      (virtualService.spec.gateways ?? []).forEach((gateway, index) => {
        if (isGeneratedGateway(gateway)) report(virtualService, `spec.gateways[${index}]`, 'internal', { gateway });
      });
    }
  },
});
