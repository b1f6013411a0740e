import { serviceUnlikeInOtherCluster } from '../../../src/analysis/rules/service-unlike-in-other-cluster';
import { objects, service } from '../objects';
import { ruleTest } from '../rule-test';

const ports = [{ name: 'http', port: 80, protocol: 'TCP' }];
const remote = (more: object = {}) => ({ remoteServices: [{ cluster: 'west', namespace: 'shop', name: 'web', type: 'ClusterIP', isHeadless: false, ports, ...more }] });
const web = objects(service('web'));

ruleTest(serviceUnlikeInOtherCluster, {
  valid: [
    { name: 'one cluster', objects: web },
    { name: 'the same, in another order', objects: objects(service('web', [{ name: 'b', port: 90 }, { name: 'http', port: 80, targetPort: 8080 }])), surroundings: remote({ ports: [...ports, { name: 'b', port: 90, protocol: 'TCP' }] }) },
    { name: 'another Service', objects: web, surroundings: remote({ namespace: 'bank', ports: [] }) },
  ],
  invalid: [
    { name: 'a port more', objects: web, surroundings: remote({ ports: [...ports, { name: '', port: 53, protocol: 'UDP' }] }), findings: [{ at: 'Service shop/web spec.ports', message: 'ports', data: { own: '80/TCP http', other: '53/UDP, 80/TCP http', cluster: 'west' } }] },
    { name: 'an address or none', objects: web, surroundings: remote({ isHeadless: true }), findings: [{ at: 'Service shop/web spec.clusterIP', message: 'headless', data: { own: 'at an address of its own', other: 'without an address', cluster: 'west' } }] },
    { name: 'another type', objects: objects(service('web', [{ name: 'http', port: 80 }], { type: 'LoadBalancer' })), surroundings: remote(), findings: [{ at: 'Service shop/web spec.type', message: 'type', data: { own: 'LoadBalancer', other: 'ClusterIP', cluster: 'west' } }] },
  ],
});
