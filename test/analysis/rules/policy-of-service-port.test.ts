import { policyOfServicePort } from '../../../src/analysis/rules/policy-of-service-port';
import { authorizationPolicy, deployment, objects, service } from '../objects';
import { ruleTest } from '../rule-test';

const to = (...ports: string[]) => authorizationPolicy('web', { rules: [{ to: [{ operation: { ports } }] }] });
const web = service('web', [{ name: 'http', port: 80, targetPort: 'web' }]);
const pods = deployment('web', { app: 'web' }, [{ name: 'web', containerPort: 8080 }]);
const AT = 'AuthorizationPolicy shop/web spec.rules[0]';

ruleTest(policyOfServicePort, {
  valid: [
    { name: 'the port of the pods', objects: objects(to('8080'), web, pods) },
    { name: 'a port that no Service leads to', objects: objects(to('9090'), web, pods) },
    { name: 'the port of other pods', objects: objects(to('80'), web, pods, deployment('other', { app: 'other' }, [{ containerPort: 80 }])) },
    { name: 'the port of another Service for the pods', objects: objects(to('80'), web, service('raw', [{ name: 'http', port: 80 }], { selector: { app: 'web' } }), pods) },
    { name: 'pods that are not known', objects: objects(to('80'), web) },
    { name: 'other attributes', objects: objects(authorizationPolicy('web', { rules: [{ to: [{ operation: { methods: ['80'] } }] }] }), web, pods) },
  ],
  invalid: [
    { name: 'the port of the Service', objects: objects(to('80', '8080'), web, pods), findings: [{ at: `${AT}.to[0].operation.ports[0]`, message: 'service', data: { port: '80', service: 'web', target: 8080 } }] },
    { name: 'in a condition', objects: objects(authorizationPolicy('web', { rules: [{ when: [{ key: 'destination.port', values: ['80'] }] }] }), web, pods), findings: [{ at: `${AT}.when[0].values[0]`, message: 'service' }] },
  ],
});
