import { serversByPodsAndPort } from '../../manifests/gateway-servers';
import { idOf, titleOf } from '../../manifests/manifest';
import { isTlsServer } from '../../manifests/server-kind';
import { sortedSet } from '../../support/compare';
import { defineRule } from '../rule';

export const conflictingGateways = defineRule({
  code: 'MSH218',
  name: 'conflicting-gateways',
  severity: 'error',
  summary: 'two Gateways with TLS for one host and port',
  fix: 'Serve the host in one Gateway; other namespaces bind their VirtualServices to it.',
  upstream: ['IST0145', 'KIA0301'],
  reads: ['networking.istio.io/Gateway'],
  messages: {
    conflict: '{other} serves {host} on port {port}, too: the younger of the two servers is ignored, with its certificate',
  },
  check: (manifests, report) => {
    for (const { port, byHost } of serversByPodsAndPort(manifests)) {
      for (const [host, claims] of byHost) {
        for (const claim of claims.length < 2 ? [] : claims) {
          const others = claims.filter((other) => other.gateway !== claim.gateway && other.bind === claim.bind && isTlsServer(other.server));
          if (others.length === 0 || !isTlsServer(claim.server)) continue;
          report(claim.gateway, claim.path, 'conflict', { host, port, other: sortedSet(others.map(({ gateway }) => titleOf(idOf(gateway)))).join(', ') });
        }
      }
    }
  },
});
