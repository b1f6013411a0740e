import { reservedUser } from '../../../src/analysis/rules/reserved-user';
import { object, objects, pods } from '../objects';
import { ruleTest } from '../rule-test';

const as = (runAsUser: number) => ({ securityContext: { runAsUser } });
const app = { name: 'app', image: 'app' };

ruleTest(reservedUser, {
  valid: [
    { name: 'another user', objects: objects(pods('web', { ...as(1000), containers: [{ ...app, ...as(1001) }] })) },
    { name: 'the proxy itself', objects: objects(pods('web', { containers: [{ name: 'istio-proxy', ...as(1337) }] })) },
    { name: 'a container of the start, which has no proxy yet', objects: objects(pods('web', { initContainers: [{ ...app, ...as(1337) }] })) },
    { name: 'containers that have another', objects: objects(pods('web', { ...as(1337), containers: [{ ...app, ...as(1000) }] })) },
    { name: 'Istio', objects: objects(object('apps/v1', 'Deployment', 'istiod', { metadata: { name: 'istiod', namespace: 'istio-system', labels: { istio: 'pilot' } }, spec: { template: { spec: as(1337) } } })) },
  ],
  invalid: [
    { name: 'a pod', objects: objects(pods('web', as(1337))), findings: [{ at: 'Deployment shop/web spec.template.spec.securityContext.runAsUser', message: 'reserved', data: {} }] },
    { name: 'a container', objects: objects(object('v1', 'Pod', 'web', { spec: { containers: [{ ...app, ...as(1337) }] } })), findings: [{ at: 'Pod shop/web spec.containers[0].securityContext.runAsUser', message: 'reserved' }] },
  ],
});
