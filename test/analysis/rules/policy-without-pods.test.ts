import { policyWithoutPods } from '../../../src/analysis/rules/policy-without-pods';
import { authorizationPolicy, deployment, object, objects, peerAuthentication, requestAuthentication } from '../objects';
import { ruleTest } from '../rule-test';

const of = (app: string) => ({ selector: { matchLabels: { app } } });
const web = deployment('web');
const complete = { complete: true };

ruleTest(policyWithoutPods, {
  valid: [
    { name: 'pods of a Deployment', objects: objects(authorizationPolicy('web', of('web')), web) },
    { name: 'pods that are not known', objects: objects(authorizationPolicy('web', of('wbe')), deployment('other/web')) },
    { name: 'a machine', objects: objects(authorizationPolicy('vm', of('vm')), web, object('networking.istio.io/v1', 'WorkloadEntry', 'vm', { spec: { address: '10.0.0.1', labels: { app: 'vm' } } })) },
    { name: 'named objects', objects: objects(authorizationPolicy('web', { targetRefs: [{ kind: 'Service', name: 'web' }] })), surroundings: complete },
    { name: 'the whole mesh, of which not all is known', objects: objects(authorizationPolicy('istio-system/web', of('wbe')), web) },
    { name: 'a gateway that lies outside', objects: objects(requestAuthentication('istio-system/edge', { selector: { matchLabels: { istio: 'ingressgateway' } } })), surroundings: complete },
    { name: 'everything, in the root namespace', objects: objects(peerAuthentication('istio-system/default', {})), surroundings: complete },
  ],
  invalid: [
    {
      name: 'a typing error',
      objects: objects(authorizationPolicy('web', of('wbe')), web),
      findings: [{ at: 'AuthorizationPolicy shop/web spec.selector.matchLabels', message: 'none', data: { where: 'of namespace shop', selector: 'app=wbe' } }],
    },
    { name: 'a namespace without pods', objects: objects(peerAuthentication('default', {})), surroundings: complete, findings: [{ at: 'PeerAuthentication shop/default', message: 'empty', data: { namespace: 'shop' } }] },
    { name: 'a typing error for the whole mesh', objects: objects(authorizationPolicy('istio-system/web', of('wbe')), web), surroundings: complete, findings: [{ at: 'AuthorizationPolicy istio-system/web spec.selector.matchLabels', message: 'none', data: { where: 'of the mesh', selector: 'app=wbe' } }] },
  ],
});
