import { gatewayPortWithoutService } from '../../../src/analysis/rules/gateway-port-without-service';
import { deployment, gateway, objects, service } from '../objects';
import { ruleTest } from '../rule-test';

const edge = (port: number, selector: object = { app: 'public' }) => gateway('edge', { selector, servers: [{ port: { number: port, name: 'http', protocol: 'HTTP' }, hosts: ['a.example.com'] }] });
const pods = deployment('edges/public', { app: 'public' }, [{ name: 'web', containerPort: 8080 }]);
const leads = service('edges/public', [{ name: 'http', port: 80, targetPort: 'web' }, { name: 'dns', port: 53, protocol: 'UDP' }]);

ruleTest(gatewayPortWithoutService, {
  valid: [
    { name: 'the port of the Service', objects: objects(edge(80), pods, leads) },
    { name: 'the port of the pod', objects: objects(edge(8080), pods, leads) },
    { name: 'pods without a Service', objects: objects(edge(81), pods) },
    { name: 'pods that are not known', objects: objects(edge(81)) },
  ],
  invalid: [
    {
      name: 'another port, and one that is UDP',
      objects: objects(edge(53), pods, leads),
      findings: [{ at: 'Gateway shop/edge spec.servers[0].port.number', message: 'closed', data: { port: 53, ports: '80, 8080' } }],
    },
    { name: 'pods without a Service, and nothing lies outside', objects: objects(edge(81), pods), surroundings: { complete: true }, findings: [{ at: 'Gateway shop/edge spec.servers[0].port.number', message: 'closed', data: { port: 81, ports: 'none' } }] },
    { name: 'at Istio\'s own gateway', objects: objects(edge(9443, { istio: 'ingressgateway' })), findings: [{ at: 'Gateway shop/edge spec.servers[0].port.number', message: 'closed' }] },
  ],
});
