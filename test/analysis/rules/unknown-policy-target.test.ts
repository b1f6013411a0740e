import { unknownPolicyTarget } from '../../../src/analysis/rules/unknown-policy-target';
import { authorizationPolicy, deployment, objects, service, telemetry } from '../objects';
import { ruleTest } from '../rule-test';

const policy = (kind: string, name = 'web') => authorizationPolicy('web', { targetRefs: [{ kind, name }] });

ruleTest(unknownPolicyTarget, {
  valid: [
    { name: 'a Service', objects: objects(policy('Service'), service('web')) },
    { name: 'a namespace that is not known', objects: objects(policy('Service')) },
    { name: 'another kind', objects: objects(policy('GatewayClass'), service('web')) },
    { name: 'a Gateway that lies outside', objects: objects(policy('Gateway'), service('web')), surroundings: { gateways: ['shop/web'] } },
  ],
  invalid: [
    { name: 'a typing error', objects: objects(policy('Service', 'wbe'), service('web')), findings: [{ at: 'AuthorizationPolicy shop/web spec.targetRefs[0]', message: 'missing', data: { kind: 'Service', name: 'wbe', namespace: 'shop' } }] },
    { name: 'in the old way', objects: objects(telemetry('web', { targetRef: { kind: 'Gateway', name: 'web' } }), deployment('web')), findings: [{ at: 'Telemetry shop/web spec.targetRef', message: 'missing' }] },
    { name: 'a ServiceEntry', objects: objects(policy('ServiceEntry'), service('web')), findings: [{ at: 'AuthorizationPolicy shop/web spec.targetRefs[0]', message: 'missing' }] },
  ],
});
