import { acceptedWhere, tlsSettingsOf } from '../../manifests/client-tls';
import { idOf, titleOf } from '../../manifests/manifest';
import { defineRule } from '../rule';

export const mutualTlsToPlaintextService = defineRule({
  code: 'MSH226',
  name: 'mutual-tls-to-plaintext-service',
  severity: 'error',
  summary: 'DestinationRule with mutual TLS for pods that do not speak it',
  fix: 'Remove the tls settings: proxies then use mutual TLS by themselves where the other side has it.',
  upstream: ['IST0113', 'KIA0206'],
  reads: ['networking.istio.io/DestinationRule', 'networking.istio.io/ServiceEntry', 'security.istio.io/PeerAuthentication', '/Service', '/Namespace'],
  messages: {
    refused: 'mutual TLS is used for port {port} of {host}, whose pods accept plaintext only ({policy}): connections fail',
  },
  check: (manifests, report) => {
    for (const rule of manifests.ofKind('networking.istio.io/DestinationRule')) {
      for (const setting of tlsSettingsOf(rule.spec)) {
        if (setting.tls.mode !== 'ISTIO_MUTUAL') continue;
        const plain = acceptedWhere(manifests, rule, setting).find((accepted) => accepted.mode === 'DISABLE');
        if (plain === undefined) continue;
        report(rule, setting.path, 'refused', { host: plain.host, port: plain.port, policy: plain.policy ? titleOf(idOf(plain.policy)) : 'default' });
      }
    }
  },
});
