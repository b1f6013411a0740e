import { serversByPodsAndPort } from '../../manifests/gateway-servers';
import { idOf, titleOf } from '../../manifests/manifest';
import { isTlsServer } from '../../manifests/server-kind';
import { sortedSet } from '../../support/compare';
import { defineRule } from '../rule';

export const gatewaysWithOneHost = defineRule({
  code: 'MSH257',
  name: 'gateways-with-one-host',
  severity: 'warning',
  summary: 'two Gateways for one host and port',
  fix: 'Serve the host in one Gateway; other namespaces bind their VirtualServices to it.',
  upstream: ['IST0145', 'KIA0301'],
  reads: ['networking.istio.io/Gateway'],
  messages: {
    shared: '{other} serves {host} on port {port}, too: requests follow the routes of both, in no defined order',
  },
  check: (manifests, report) => {
    for (const { port, byHost } of serversByPodsAndPort(manifests)) {
      for (const [host, claims] of byHost) {
        for (const claim of claims.length < 2 ? [] : claims) {
          const others = claims.filter((other) => other.gateway !== claim.gateway && other.bind === claim.bind
            && !(isTlsServer(other.server) && isTlsServer(claim.server)));
          if (others.length > 0) report(claim.gateway, claim.path, 'shared', { host, port, other: sortedSet(others.map(({ gateway }) => titleOf(idOf(gateway)))).join(', ') });
        }
      }
    }
  },
});
