import { podsOfGateway } from '../../manifests/gateways';
import { groupOf } from '../../manifests/manifest';
import type { Manifests } from '../../manifests/manifests';
import { defineRule } from '../rule';

export const missingGatewayCredential = defineRule({
  code: 'MSH206',
  name: 'missing-gateway-credential',
  severity: 'error',
  summary: 'certificate of a Gateway that is not where its pods look for it',
  fix: 'Put the Secret, or the Certificate that makes it, into the namespace of the pods that run the gateway.',
  upstream: ['IST0101'],
  reads: ['networking.istio.io/Gateway'],
  messages: {
    elsewhere: 'the pods of this Gateway look for Secret {secret} in namespace {namespace}, but it is in {found}: TLS connections are refused',
    missing: 'there is no Secret {secret} in namespace {namespace}, where the pods of this Gateway look for it: TLS connections are refused',
  },
  check: (manifests, report) => {
    const known = secretsByName(manifests);
    for (const gateway of manifests.ofKind('networking.istio.io/Gateway')) {
      const namespaces = [...new Set(podsOfGateway(manifests, gateway).map(({ namespace }) => namespace))];
      if (namespaces.length === 0) continue;
      (gateway.spec.servers ?? []).forEach(({ tls }, index) => {
        for (const [field, secret] of credentialsOf(tls)) {
          const found = known.get(secret);
          const namespace = namespaces.find((one) => !found?.has(one));
          if (namespace === undefined) continue;
          const path = `spec.servers[${index}].tls.${field}`;
          if (found !== undefined) report(gateway, path, 'elsewhere', { secret, namespace, found: [...found].sort().join(', ') });
          else if (manifests.surroundings.complete) report(gateway, path, 'missing', { secret, namespace });
        }
      });
    }
  },
});

/** Names of Secrets; what names another kind of place is not looked for. */
function credentialsOf(tls: { readonly credentialName?: string; readonly credentialNames?: readonly string[] } | undefined): [string, string][] {
  const named: [string, string | undefined][] = [['credentialName', tls?.credentialName], ...(tls?.credentialNames ?? []).map((name, index): [string, string] => [`credentialNames[${index}]`, name])];
  return named.flatMap(([field, name]) => {
    const secret = name?.replace(/^kubernetes:\/\//, '');
    return secret === undefined || secret === '' || secret.includes('/') ? [] : [[field, secret]];
  });
}

/** Kinds that make a Secret, and where they say its name, if it is not their own. */
const MAKERS: Readonly<Record<string, (spec: any) => unknown>> = {
  '/Secret': () => undefined,
  'cert-manager.io/Certificate': (spec) => spec?.secretName,
  'external-secrets.io/ExternalSecret': (spec) => spec?.target?.name,
  'bitnami.com/SealedSecret': (spec) => spec?.template?.metadata?.name,
};

function secretsByName({ all }: Manifests): ReadonlyMap<string, ReadonlySet<string>> {
  const secrets = new Map<string, Set<string>>();
  for (const { apiVersion, kind, metadata, spec } of all) {
    const nameOf = MAKERS[`${groupOf(apiVersion)}/${kind}`];
    if (nameOf === undefined) continue;
    const named = nameOf(spec);
    const name = typeof named === 'string' ? named : metadata.name;
    const namespaces = secrets.get(name) ?? new Set();
    secrets.set(name, namespaces.add(metadata.namespace));
  }
  return secrets;
}
