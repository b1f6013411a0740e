import { acceptedTls } from '../../src/manifests/mutual-tls';
import { manifestsOf } from '../analysis/rule-test';

const policy = (namespace: string, name: string, spec: string) =>
  `{ apiVersion: security.istio.io/v1, kind: PeerAuthentication, metadata: { name: ${name}, namespace: ${namespace} }, spec: ${spec} }\n`;
const A = 'selector: { matchLabels: { app: a } }';
const accepted = (namespace: string, ...policies: string[]) => {
  const found = acceptedTls(manifestsOf({ objects: policies.join('---\n') }), { namespace, labels: { app: 'a' } }, 8080);
  return found && `${found.mode} ${found.policy?.metadata.name ?? 'by default'}`;
};

describe('what a port accepts', () => {
  test.each<[string, string, string[], string | undefined]>([
    ['anything where nobody says', 'shop', [], 'PERMISSIVE by default'],
    ['what the policy of the pods says', 'shop', [policy('shop', 'own', `{ ${A}, mtls: { mode: STRICT } }`), policy('shop', 'all', '{ mtls: { mode: DISABLE } }')], 'STRICT own'],
    ['what it says of the port', 'shop', [policy('shop', 'own', `{ ${A}, mtls: { mode: STRICT }, portLevelMtls: { 8080: { mode: DISABLE } } }`)], 'DISABLE own'],
    ['the mesh where the others are unset', 'shop', [policy('shop', 'own', `{ ${A}, mtls: { mode: UNSET } }`), policy('istio-system', 'mesh', '{ mtls: { mode: STRICT } }')], 'STRICT mesh'],
    ['nothing that selects in the root namespace', 'istio-system', [policy('istio-system', 'own', `{ ${A}, mtls: { mode: STRICT } }`)], 'PERMISSIVE by default'],
    ['no port of a policy without a selector', 'shop', [policy('shop', 'all', '{ mtls: { mode: STRICT }, portLevelMtls: { 8080: { mode: DISABLE } } }')], 'STRICT all'],
    ['what is not known where the age decides', 'shop', [policy('shop', 'a', '{ mtls: { mode: STRICT } }'), policy('shop', 'b', '{ mtls: { mode: DISABLE } }')], undefined],
    ['what a narrower one says, whatever the age of others', 'shop', [policy('shop', 'own', `{ ${A}, mtls: { mode: STRICT } }`), policy('shop', 'a', '{}'), policy('shop', 'b', '{}')], 'STRICT own'],
  ])('%s', (_, namespace, policies, expected) => {
    expect(accepted(namespace, ...policies)).toBe(expected);
  });
});
