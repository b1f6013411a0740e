import { X509Certificate } from 'node:crypto';
import { podsOfGateway } from '../../manifests/gateways';
import type { ServerTls } from '../../manifests/kinds/gateway';
import type { Manifest } from '../../manifests/manifest';
import { defineRule } from '../rule';

export const invalidGatewayCredential = defineRule({
  code: 'MSH312',
  name: 'invalid-gateway-credential',
  severity: 'error',
  summary: 'Secret of a Gateway that holds no certificate it could use',
  fix: 'Put the certificate into `tls.crt` and its key into `tls.key`, and renew it before its day.',
  upstream: ['IST0161'],
  reads: ['networking.istio.io/Gateway', '/Secret'],
  messages: {
    keys: 'Secret {secret} has neither tls.crt and tls.key, nor cert and key, with something in them: TLS connections are refused',
    unreadable: 'what Secret {secret} has as certificate is none: TLS connections are refused',
    expired: 'the certificate in Secret {secret} is valid until {until}: TLS connections are refused',
  },
  check: (manifests, report) => {
    for (const gateway of manifests.ofKind('networking.istio.io/Gateway')) {
      const namespaces = [...new Set(podsOfGateway(manifests, gateway).map(({ namespace }) => namespace))];
      (gateway.spec.servers ?? []).forEach(({ tls }, index) => {
        for (const [field, name] of credentialsOf(tls)) {
          for (const namespace of namespaces) {
            const secret = manifests.find('/Secret', namespace, name);
            const fault = secret && faultOf(secret, manifests.surroundings.today);
            if (fault === undefined) continue;
            const path = `spec.servers[${index}].tls.${field}`;
            const title = `${namespace}/${name}`;
            if (fault.id === 'expired') report(gateway, path, 'expired', { secret: title, until: fault.until });
            else report(gateway, path, fault.id, { secret: title });
          }
        }
      });
    }
  },
});

function credentialsOf(tls: ServerTls | undefined): [string, string][] {
  const { credentialName, credentialNames = [] } = tls ?? {};
  return [...(credentialName ? [['credentialName', credentialName]] : []), ...credentialNames.map((name, index) => [`credentialNames[${index}]`, name])]
    .map(([field, name]): [string, string] => [field, name.replace(/^kubernetes:\/\//, '')]);
}

type Fault = { readonly id: 'keys' | 'unreadable' } | { readonly id: 'expired'; readonly until: string };

function faultOf(secret: Manifest, today: string | undefined): Fault | undefined {
  const certificate = [['cert', 'key'], ['tls.crt', 'tls.key']].filter((pair) => pair.every((key) => textIn(secret, key) !== '')).map(([key]) => textIn(secret, key))[0];
  if (certificate === undefined) return { id: 'keys' };
  try {
    const until = new Date(new X509Certificate(certificate).validTo).toISOString().slice(0, 10);
    return today !== undefined && until < today ? { id: 'expired', until } : undefined;
  } catch {
    return { id: 'unreadable' };
  }
}

/** What a key of a Secret holds, however it is written. */
function textIn({ data, stringData }: Manifest, key: string): string {
  const plain = stringData?.[key];
  if (typeof plain === 'string') return plain;
  const encoded = data?.[key];
  return typeof encoded === 'string' ? Buffer.from(encoded, 'base64').toString() : '';
}
