import { originatedTls } from '../../manifests/originated-tls';
import { isHttpProtocol, protocolNamed } from '../../manifests/protocol';
import { defineRule } from '../rule';

export const plaintextToTlsPort = defineRule({
  code: 'MSH239',
  name: 'plaintext-to-tls-port',
  severity: 'warning',
  summary: 'port 443 declared as plain HTTP',
  fix: 'Declare the port as HTTPS if clients start TLS themselves; or let the proxy start it with a DestinationRule (`tls.mode: SIMPLE`).',
  reads: ['networking.istio.io/ServiceEntry', 'networking.istio.io/DestinationRule'],
  messages: {
    plain: 'requests are sent to port 443 of {host} in plaintext, and TLS of clients is taken for broken HTTP',
  },
  check: (manifests, report) => {
    for (const entry of manifests.ofKind('networking.istio.io/ServiceEntry')) {
      if (entry.spec.location === 'MESH_INTERNAL') continue;
      (entry.spec.ports ?? []).forEach(({ number, protocol, targetPort }, index) => {
        if ((targetPort ?? number) !== 443 || !isHttpProtocol(protocolNamed(protocol))) return;
        const host = entry.spec.hosts.find((name) => originatedTls(manifests, name, number) === undefined);
        if (host !== undefined) report(entry, `spec.ports[${index}].protocol`, 'plain', { host });
      });
    }
  },
});
