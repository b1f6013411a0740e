import { selectorOnManagedGateway } from '../../../src/analysis/rules/selector-on-managed-gateway';
import { authorizationPolicy, deployment, object, objects, telemetry } from '../objects';
import { ruleTest } from '../rule-test';

const LABEL = 'gateway.networking.k8s.io/gateway-name';
const of = (labels: object) => ({ selector: { matchLabels: labels } });
const edge = object('gateway.networking.k8s.io/v1', 'Gateway', 'edge', { spec: { gatewayClassName: 'istio' } });

ruleTest(selectorOnManagedGateway, {
  valid: [
    { name: 'a named Gateway', objects: objects(authorizationPolicy('edge', { targetRefs: [{ group: 'gateway.networking.k8s.io', kind: 'Gateway', name: 'edge' }] }), edge) },
    { name: 'other pods', objects: objects(authorizationPolicy('web', of({ app: 'web' })), edge, deployment('web')) },
    { name: 'the whole namespace', objects: objects(authorizationPolicy('all', {}), edge) },
    { name: 'another namespace', objects: objects(authorizationPolicy('web/edge', of({ [LABEL]: 'edge' })), edge) },
  ],
  invalid: [
    { name: 'a Gateway', objects: objects(authorizationPolicy('edge', of({ [LABEL]: 'edge' })), edge), findings: [{ at: 'AuthorizationPolicy shop/edge spec.selector.matchLabels', message: 'ignored', data: { gateway: 'shop/edge' } }] },
    { name: 'pods that are written', objects: objects(telemetry('edge', of({ app: 'edge' })), deployment('edge', { app: 'edge', [LABEL]: 'edge' })), findings: [{ at: 'Telemetry shop/edge spec.selector.matchLabels', message: 'ignored' }] },
  ],
});
