import { serverHost } from '../../manifests/gateways';
import { hostMatches } from '../../manifests/hosts';
import type { GatewaySpec } from '../../manifests/kinds/gateway';
import type { Manifest } from '../../manifests/manifest';
import { grouped } from '../../manifests/manifests';
import { isTlsServer } from '../../manifests/server-kind';
import { canonical } from '../../support/compare';
import { defineRule } from '../rule';

export const redirectWithoutHttps = defineRule({
  code: 'MSH258',
  name: 'redirect-without-https',
  severity: 'error',
  summary: 'redirect to HTTPS that nothing serves',
  fix: 'Add a server of protocol HTTPS for the same host, or remove httpsRedirect.',
  reads: ['networking.istio.io/Gateway'],
  messages: {
    nowhere: 'requests to {host} are sent on to HTTPS, but no server of these pods has it with TLS',
  },
  check: (manifests, report) => {
    const gateways = manifests.ofKind('networking.istio.io/Gateway');
    const bySelector = grouped(gateways, selectorOf);
    for (const [, sharing] of bySelector) {
      const secured = sharing.flatMap(({ spec }) => spec.servers ?? []).filter(isTlsServer)
        .flatMap(({ hosts }) => hosts.map((host) => serverHost(host).name));
      const exact = new Set(secured);
      const wildcards = secured.filter((host) => host.startsWith('*'));
      for (const gateway of sharing) {
        (gateway.spec.servers ?? []).forEach(({ hosts, tls }, index) => hosts.forEach((text, at) => {
          const host = serverHost(text).name;
          if (tls?.httpsRedirect !== true || exact.has(host) || wildcards.some((pattern) => hostMatches(pattern, host))) return;
          // a wildcard that redirects is well served if anything below it is
          if (host.startsWith('*') && secured.some((one) => hostMatches(host, one))) return;
          report(gateway, `spec.servers[${index}].hosts[${at}]`, 'nowhere', { host });
        }));
      }
    }
  },
});

function selectorOf({ spec }: Manifest<GatewaySpec>): string {
  return canonical(spec.selector ?? {});
}
