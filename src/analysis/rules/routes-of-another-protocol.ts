import { isOnMesh } from '../../manifests/gateways';
import { fullHost } from '../../manifests/hosts';
import { isHttpProtocol, type Protocol } from '../../manifests/protocol';
import { defineRule } from '../rule';

export const routesOfAnotherProtocol = defineRule({
  code: 'MSH252',
  name: 'routes-of-another-protocol',
  severity: 'error',
  summary: 'routes that no port of the host can follow',
  fix: 'Name the protocol of the port (`appProtocol`, or a name such as `http-web`), or use routes of the protocol that it has.',
  reads: ['networking.istio.io/VirtualService', 'networking.istio.io/ServiceEntry', '/Service'],
  messages: {
    http: '{host} has no port for HTTP, but {ports}: the `http` routes are never followed',
    tcp: '{host} has ports for HTTP only ({ports}): the `{kind}` routes are never followed',
  },
  check: (manifests, report) => {
    for (const virtualService of manifests.ofKind('networking.istio.io/VirtualService')) {
      const { metadata: { namespace }, spec } = virtualService;
      if (!isOnMesh(spec) || (spec.gateways?.length ?? 0) > 1) continue;
      const hosts = (spec.hosts ?? []).map((host) => fullHost(host, namespace, manifests.surroundings.clusterDomain))
        .map((host) => manifests.hosts.findFrom(namespace, host));
      const ports = hosts.flat().flatMap((known) => known.ports);
      if (ports.length === 0 || hosts.some((known) => known.length === 0)) continue;
      const data = { host: hosts[0][0].host, ports: ports.map(({ number, protocol }) => `${number} ${protocol}`).join(', ') };
      if (spec.http?.length && !ports.some(({ protocol }) => isGuessed(protocol) || isHttpProtocol(protocol))) report(virtualService, 'spec.http', 'http', data);
      for (const kind of ['tls', 'tcp'] as const) {
        if (spec[kind]?.length && ports.every(({ protocol }) => isHttpProtocol(protocol))) report(virtualService, `spec.${kind}`, 'tcp', { ...data, kind });
      }
    }
  },
});

/** Where nothing says the protocol, proxies look at the bytes. */
function isGuessed(protocol: Protocol): boolean {
  return protocol === 'AUTO' || protocol === 'UNSUPPORTED';
}
