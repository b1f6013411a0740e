import { gatewayTitle, gatewayTitlesOf } from '../../manifests/gateways';
import { defineRule } from '../rule';

export const matchForUnboundGateway = defineRule({
  code: 'MSH228',
  name: 'match-for-unbound-gateway',
  severity: 'error',
  summary: 'match for a gateway that the VirtualService is not bound to',
  fix: 'Name the gateway in `spec.gateways`, too, or take it out of the match.',
  reads: ['networking.istio.io/VirtualService'],
  messages: {
    unbound: 'the VirtualService is not bound to {gateway}: what enters there never gets to this match',
  },
  check: (manifests, report) => {
    for (const virtualService of manifests.ofKind('networking.istio.io/VirtualService')) {
      const { metadata: { namespace }, spec } = virtualService;
      // a delegate is used where the VirtualService is that delegates to it
      if ((spec.hosts ?? []).length === 0) continue;
      const bound = new Set(gatewayTitlesOf(virtualService));
      for (const protocol of ['http', 'tls', 'tcp'] as const) {
        (spec[protocol] ?? []).forEach(({ match = [] }, index) => match.forEach(({ gateways = [] }, place) => gateways.forEach((gateway, at) => {
          if (!bound.has(gatewayTitle(gateway, namespace))) report(virtualService, `spec.${protocol}[${index}].match[${place}].gateways[${at}]`, 'unbound', { gateway });
        })));
      }
    }
  },
});
