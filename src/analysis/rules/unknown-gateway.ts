import { gatewaysOf } from '../../manifests/gateways';
import { knowsGateway } from '../../manifests/outside';
import { defineRule } from '../rule';

export const unknownGateway = defineRule({
  code: 'MSH204',
  name: 'unknown-gateway',
  severity: 'error',
  summary: 'VirtualService bound to a Gateway that does not exist',
  fix: 'Name the Gateway as `namespace/name`; a name without a namespace means the namespace of the VirtualService.',
  upstream: ['IST0101', 'KIA1102'],
  reads: ['networking.istio.io/VirtualService', 'networking.istio.io/Gateway'],
  messages: {
    unknown: 'there is no Gateway {gateway} in namespace {namespace}: nothing that enters there follows these routes',
  },
  check: (manifests, report) => {
    for (const virtualService of manifests.ofKind('networking.istio.io/VirtualService')) {
      for (const { namespace, name, path } of gatewaysOf(virtualService)) {
        if (knowsGateway(manifests, namespace, name) === false && !name.includes('~')) report(virtualService, path, 'unknown', { gateway: name, namespace });
      }
    }
  },
});
