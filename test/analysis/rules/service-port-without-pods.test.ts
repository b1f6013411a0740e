import { servicePortWithoutPods } from '../../../src/analysis/rules/service-port-without-pods';
import { deployment, objects, pods, service } from '../objects';
import { ruleTest } from '../rule-test';

const web = deployment('web', { app: 'web' }, [{ name: 'web', containerPort: 8080 }]);
const to = (targetPort?: number | string) => service('web', [{ name: 'http', port: 80, ...(targetPort !== undefined && { targetPort }) }]);

ruleTest(servicePortWithoutPods, {
  valid: [
    { name: 'a number and a name that are declared', objects: objects(to(8080), service('b', [{ port: 80, targetPort: 'web' }], { selector: { app: 'web' } }), web) },
    { name: 'pods that declare nothing', objects: objects(to(8081), deployment('web')) },
    { name: 'pods that are not known', objects: objects(to(8081), deployment('other/web')) },
    { name: 'no pods, and no selector', objects: objects(to(8081), service('b', [{ port: 80, targetPort: 1 }], { selector: null }), deployment('other')) },
    { name: 'a gateway', objects: objects(to(8081), pods('web', { containers: [{ name: 'istio-proxy', image: 'auto', ports: [{ containerPort: 15090 }] }] })) },
  ],
  invalid: [
    { name: 'another number', objects: objects(to(8081), web), findings: [{ at: 'Service shop/web spec.ports[0]', message: 'number', data: { target: 8081, port: 80, declared: '8080' } }] },
    { name: 'the port of the Service', objects: objects(to(), web), findings: [{ at: 'Service shop/web spec.ports[0]', message: 'number' }] },
    { name: 'another name', objects: objects(to('http'), web), findings: [{ at: 'Service shop/web spec.ports[0]', message: 'name', data: { target: 'http', port: 80 } }] },
  ],
});
