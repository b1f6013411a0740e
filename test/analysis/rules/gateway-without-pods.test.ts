import { gatewayWithoutPods } from '../../../src/analysis/rules/gateway-without-pods';
import { deployment, gateway, objects } from '../objects';
import { ruleTest } from '../rule-test';

const edge = (selector: object) => gateway('edge', { selector, servers: [] });
const complete = { complete: true };

ruleTest(gatewayWithoutPods, {
  valid: [
    { name: 'pods of Istio itself', objects: objects(edge({ istio: 'ingressgateway' })), surroundings: complete },
    { name: 'pods of another namespace', objects: objects(edge({ app: 'public' }), deployment('edges/public')), surroundings: complete },
    { name: 'pods that may lie outside', objects: objects(edge({ app: 'public' })) },
    { name: 'no selector, which means every pod', objects: objects(edge({})), surroundings: complete },
  ],
  invalid: [{
    name: 'a typing error',
    objects: objects(edge({ istio: 'ingresgateway' })),
    surroundings: complete,
    findings: [{ at: 'Gateway shop/edge spec.selector', message: 'none', data: { selector: 'istio=ingresgateway' } }],
  }],
});
