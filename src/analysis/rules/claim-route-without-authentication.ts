import { gatewaysOf, podsOfGateway } from '../../manifests/gateways';
import type { VirtualServiceSpec } from '../../manifests/kinds/virtual-service';
import { policiesOf } from '../../manifests/policies';
import { defineRule } from '../rule';

export const claimRouteWithoutAuthentication = defineRule({
  code: 'MSH278',
  name: 'claim-route-without-authentication',
  severity: 'error',
  summary: 'route by a claim of tokens that the gateway does not read',
  fix: 'Add a RequestAuthentication that selects the pods of the gateway.',
  upstream: ['IST0149'],
  reads: ['networking.istio.io/VirtualService', 'networking.istio.io/Gateway', 'security.istio.io/RequestAuthentication'],
  messages: {
    unread: 'no RequestAuthentication is for the pods of Gateway {gateway}: no request has claims there, and the match {claim} never holds',
  },
  check: (manifests, report) => {
    for (const virtualService of manifests.ofKind('networking.istio.io/VirtualService')) {
      const claims = claimsOf(virtualService.spec);
      if (claims.length === 0) continue;
      for (const { namespace, name } of gatewaysOf(virtualService)) {
        const gateway = manifests.find('networking.istio.io/Gateway', namespace, name);
        const pods = gateway === undefined ? [] : podsOfGateway(manifests, gateway);
        if (pods.every((place) => policiesOf(manifests, 'security.istio.io/RequestAuthentication', place).length > 0)) continue;
        for (const { claim, path } of claims) report(virtualService, path, 'unread', { gateway: `${namespace}/${name}`, claim });
      }
    }
  },
});

function claimsOf({ http = [] }: VirtualServiceSpec): { claim: string; path: string }[] {
  return http.flatMap(({ match = [] }, route) => match.flatMap(({ headers = {}, withoutHeaders = {} }, index) =>
    [...Object.keys(headers).map((claim) => ({ claim, field: 'headers' })), ...Object.keys(withoutHeaders).map((claim) => ({ claim, field: 'withoutHeaders' }))]
      .filter(({ claim }) => /^@request\.auth\.claims(\..+|\[.+\])$/i.test(claim))
      .map(({ claim, field }) => ({ claim, path: `spec.http[${route}].match[${index}].${field}[${claim}]` }))));
}
