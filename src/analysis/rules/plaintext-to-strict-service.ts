import { acceptedWhere, tlsSettingsOf } from '../../manifests/client-tls';
import { idOf, titleOf } from '../../manifests/manifest';
import { defineRule } from '../rule';

export const plaintextToStrictService = defineRule({
  code: 'MSH225',
  name: 'plaintext-to-strict-service',
  severity: 'error',
  summary: 'DestinationRule without mutual TLS for pods that demand it',
  fix: 'Remove the tls settings: proxies then use mutual TLS by themselves where the other side has it.',
  upstream: ['IST0113', 'KIA0207', 'KIA0208'],
  reads: ['networking.istio.io/DestinationRule', 'networking.istio.io/ServiceEntry', 'security.istio.io/PeerAuthentication', '/Service', '/Namespace'],
  messages: {
    refused: 'tls mode {mode} is used for port {port} of {host}, whose pods accept mutual TLS of the mesh only ({policy}): connections are refused',
  },
  check: (manifests, report) => {
    for (const rule of manifests.ofKind('networking.istio.io/DestinationRule')) {
      for (const setting of tlsSettingsOf(rule.spec)) {
        const { mode = 'DISABLE' } = setting.tls;
        if (mode !== 'DISABLE' && mode !== 'SIMPLE') continue;
        const strict = acceptedWhere(manifests, rule, setting).find((accepted) => accepted.mode === 'STRICT');
        if (strict === undefined) continue;
        report(rule, setting.path, 'refused', { mode, host: strict.host, port: strict.port, policy: strict.policy ? titleOf(idOf(strict.policy)) : 'default' });
      }
    }
  },
});
