import { podsOfGateway } from '../../manifests/gateways';
import { defineRule } from '../rule';

export const gatewayWithoutPods = defineRule({
  code: 'MSH205',
  name: 'gateway-without-pods',
  severity: 'error',
  summary: 'Gateway whose selector selects no pods',
  fix: 'Select the labels of the pods that run the gateway, or say in the MeshContext which they are.',
  upstream: ['IST0101', 'KIA0302'],
  reads: ['networking.istio.io/Gateway'],
  messages: {
    none: 'no pod has the labels {selector}: nothing listens for the hosts of this Gateway',
  },
  check: (manifests, report) => {
    if (!manifests.surroundings.complete) return;
    for (const gateway of manifests.ofKind('networking.istio.io/Gateway')) {
      if (podsOfGateway(manifests, gateway).length > 0) continue;
      const selector = Object.entries(gateway.spec.selector ?? {}).map(([name, value]) => `${name}=${value}`).join(',');
      report(gateway, 'spec.selector', 'none', { selector });
    }
  },
});
