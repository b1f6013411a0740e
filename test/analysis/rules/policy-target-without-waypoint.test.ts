import { policyTargetWithoutWaypoint } from '../../../src/analysis/rules/policy-target-without-waypoint';
import { authorizationPolicy, namespace, objects, requestAuthentication, service, serviceEntry } from '../objects';
import { ruleTest } from '../rule-test';

const policy = authorizationPolicy('web', { targetRefs: [{ kind: 'Service', name: 'web' }] });
const plain = namespace('shop', { 'istio.io/dataplane-mode': 'ambient' });

ruleTest(policyTargetWithoutWaypoint, {
  valid: [
    { name: 'a waypoint of the namespace', objects: objects(policy, service('web'), namespace('shop', { 'istio.io/use-waypoint': 'waypoint' })) },
    { name: 'a namespace that is not known', objects: objects(policy, service('web')) },
    { name: 'a Service that is not there, which another rule looks at', objects: objects(policy, plain) },
    { name: 'a Gateway', objects: objects(authorizationPolicy('web', { targetRefs: [{ group: 'gateway.networking.k8s.io', kind: 'Gateway', name: 'web' }] }), plain) },
  ],
  invalid: [
    { name: 'a Service', objects: objects(policy, service('web'), plain), findings: [{ at: 'AuthorizationPolicy shop/web spec.targetRefs[0]', message: 'unbound', data: { kind: 'Service', name: 'web' } }] },
    { name: 'a ServiceEntry, in the old way', objects: objects(requestAuthentication('a', { targetRef: { kind: 'ServiceEntry', name: 'a' } }), serviceEntry('a', { hosts: ['a.example.com'] }), plain), findings: [{ at: 'RequestAuthentication shop/a spec.targetRef', message: 'unbound' }] },
  ],
});
