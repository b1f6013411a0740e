import { visibleFrom } from '../../manifests/export-to';
import { gatewaysOf, podsOfGateway } from '../../manifests/gateways';
import { defineRule } from '../rule';

export const routeHiddenFromGateway = defineRule({
  code: 'MSH245',
  name: 'route-hidden-from-gateway',
  severity: 'error',
  summary: 'VirtualService that the pods of its Gateway do not see',
  fix: 'Export the VirtualService to the namespace of the pods that run the gateway, too.',
  reads: ['networking.istio.io/VirtualService', 'networking.istio.io/Gateway'],
  messages: {
    hidden: 'it is not exported to {namespaces}, where {gateway} runs: what enters there is answered with 404',
  },
  check: (manifests, report) => {
    for (const virtualService of manifests.ofKind('networking.istio.io/VirtualService')) {
      const { metadata, spec } = virtualService;
      if (!spec.exportTo?.length) continue;
      for (const reference of gatewaysOf(virtualService)) {
        const gateway = manifests.find('networking.istio.io/Gateway', reference.namespace, reference.name);
        const places = gateway === undefined ? [] : [...new Set(podsOfGateway(manifests, gateway).map(({ namespace }) => namespace))].sort();
        if (places.length === 0 || places.some((place) => visibleFrom(spec.exportTo, metadata.namespace, place))) continue;
        report(virtualService, 'spec.exportTo', 'hidden', { namespaces: places.join(', '), gateway: `Gateway ${reference.namespace}/${reference.name}` });
      }
    }
  },
});
