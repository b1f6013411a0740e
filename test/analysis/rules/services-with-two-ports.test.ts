import { servicesWithTwoPorts } from '../../../src/analysis/rules/services-with-two-ports';
import { deployment, namespace, objects, service } from '../objects';
import { ruleTest } from '../rule-test';

const web = deployment('web');
const mesh = namespace('shop', { 'istio-injection': 'enabled' });
const on = (name: string, port: number, targetPort?: number) => service(name, [{ name: 'http', port, ...(targetPort && { targetPort }) }], { selector: { app: 'web' } });

ruleTest(servicesWithTwoPorts, {
  valid: [
    { name: 'the same port', objects: objects(on('a', 80, 8080), on('b', 80, 8080), web, mesh) },
    { name: 'a port for each', objects: objects(on('a', 80, 8080), on('b', 81, 8081), web, mesh) },
    { name: 'pods outside the mesh', objects: objects(on('a', 80, 8080), on('b', 81, 8080), web, namespace('shop')) },
  ],
  invalid: [{ name: 'two ports', objects: objects(on('a', 80, 8080), on('b', 8080), web, mesh), findings: [{ at: 'Deployment shop/web', message: 'different', data: { target: '8080', ports: '80, 8080', services: 'a, b' } }] }],
});
