import { originatedTls } from '../../manifests/originated-tls';
import { defineRule } from '../rule';

export const tlsInsideTls = defineRule({
  code: 'MSH238',
  name: 'tls-inside-tls',
  severity: 'warning',
  summary: 'TLS started by the proxy for a port whose clients speak TLS already',
  fix: 'Call the port in plain HTTP and declare it so (protocol HTTP, port 80, targetPort 443), or remove the tls settings.',
  reads: ['networking.istio.io/ServiceEntry', 'networking.istio.io/DestinationRule'],
  messages: {
    twice: 'port {port} of {host} is {protocol}, so clients start TLS themselves, and mode {mode} starts it again: the other side cannot read it',
  },
  check: (manifests, report) => {
    for (const entry of manifests.ofKind('networking.istio.io/ServiceEntry')) {
      (entry.spec.ports ?? []).forEach(({ number, protocol = '' }, index) => {
        if (!['HTTPS', 'TLS'].includes(protocol.toUpperCase())) return;
        for (const host of entry.spec.hosts) {
          const mode = originatedTls(manifests, host, number)?.mode;
          if (mode === 'SIMPLE' || mode === 'MUTUAL') report(entry, `spec.ports[${index}].protocol`, 'twice', { port: number, host, protocol, mode });
        }
      });
    }
  },
});
