import { missingGatewayCredential } from '../../../src/analysis/rules/missing-gateway-credential';
import { deployment, gateway, object, objects, secret } from '../objects';
import { ruleTest } from '../rule-test';

const edge = (tls: object, selector: object = { istio: 'ingressgateway' }) =>
  gateway('edge', { selector, servers: [{ port: { number: 443, name: 'https', protocol: 'HTTPS' }, hosts: ['*'], tls: { mode: 'SIMPLE', ...tls } }] });
const AT = 'Gateway shop/edge spec.servers[0].tls.credentialName';

ruleTest(missingGatewayCredential, {
  valid: [
    { name: 'a Secret beside the pods', objects: objects(edge({ credentialName: 'web' }), secret('istio-system/web')), surroundings: { complete: true } },
    { name: 'a Secret that is made', objects: objects(edge({ credentialName: 'web' }), object('cert-manager.io/v1', 'Certificate', 'istio-system/edge', { spec: { secretName: 'web' } })) },
    {
      name: 'a sealed and a fetched Secret',
      objects: objects(
        edge({ credentialNames: ['kubernetes://a', 'b'] }),
        object('bitnami.com/v1alpha1', 'SealedSecret', 'istio-system/a', { spec: {} }),
        object('external-secrets.io/v1', 'ExternalSecret', 'istio-system/x', { spec: { target: { name: 'b' } } }),
      ),
    },
    { name: 'a Secret that is nowhere, as Secrets often are', objects: objects(edge({ credentialName: 'web' })) },
    { name: 'another sort of place', objects: objects(edge({ credentialName: 'configmap://ca' })), surroundings: { complete: true } },
    { name: 'no certificate, and pods that are not known', objects: objects(edge({ mode: 'PASSTHROUGH' }), { ...edge({ credentialName: 'web' }, { app: 'gone' }), metadata: { name: 'b', namespace: 'shop' } }), surroundings: { complete: true } },
  ],
  invalid: [
    {
      name: 'the Secret beside the Gateway',
      objects: objects(edge({ credentialName: 'web' }), secret('shop/web')),
      findings: [{ at: AT, message: 'elsewhere', data: { secret: 'web', namespace: 'istio-system', found: 'shop' } }],
    },
    {
      name: 'pods in two namespaces, the Secret in one',
      objects: objects(edge({ credentialName: 'web' }, { app: 'edge' }), deployment('a/edge'), deployment('b/edge'), secret('a/web')),
      findings: [{ at: AT, message: 'elsewhere', data: { secret: 'web', namespace: 'b', found: 'a' } }],
    },
    { name: 'no Secret at all', objects: objects(edge({ credentialName: 'web' })), surroundings: { complete: true }, findings: [{ at: AT, message: 'missing', data: { secret: 'web', namespace: 'istio-system' } }] },
  ],
});
