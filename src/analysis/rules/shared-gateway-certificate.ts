import type { GatewaySpec, ServerTls } from '../../manifests/kinds/gateway';
import { idOf, type Manifest, titleOf } from '../../manifests/manifest';
import { selects } from '../../manifests/selectors';
import { sortedSet } from '../../support/compare';
import { defineRule } from '../rule';

export const sharedGatewayCertificate = defineRule({
  code: 'MSH216',
  name: 'shared-gateway-certificate',
  severity: 'warning',
  summary: 'two Gateways of the same pods with one certificate',
  fix: 'Serve the hosts of one certificate in one Gateway, or give each Gateway a certificate of its own.',
  upstream: ['IST0138'],
  reads: ['networking.istio.io/Gateway'],
  messages: {
    shared: '{other} serves certificate {certificate}, too: browsers use one HTTP/2 connection for the hosts of both, and get 404 for those of the other',
  },
  check: (manifests, report) => {
    const users = new Map<string, { gateway: Manifest<GatewaySpec>; path: string }[]>();
    for (const gateway of manifests.ofKind('networking.istio.io/Gateway')) {
      (gateway.spec.servers ?? []).forEach(({ tls }, index) => {
        const certificate = tls && certificateOf(tls);
        if (certificate === undefined) return;
        const known = users.get(certificate) ?? [];
        users.set(certificate, known);
        known.push({ gateway, path: `spec.servers[${index}].tls` });
      });
    }
    for (const [certificate, uses] of users) {
      for (const { gateway, path } of uses) {
        const others = uses.map((use) => use.gateway)
          .filter((other) => other !== gateway && selects(gateway.spec.selector, other.spec.selector ?? {}));
        if (others.length > 0) report(gateway, path, 'shared', { certificate, other: sortedSet(others.map((other) => titleOf(idOf(other)))).join(', ') });
      }
    }
  },
});

function certificateOf({ credentialName, serverCertificate, privateKey }: ServerTls): string | undefined {
  return credentialName || (serverCertificate && privateKey ? `${serverCertificate} with ${privateKey}` : undefined);
}
