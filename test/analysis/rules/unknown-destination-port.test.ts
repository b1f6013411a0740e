import { unknownDestinationPort } from '../../../src/analysis/rules/unknown-destination-port';
import { objects, service, serviceEntry, to, virtualService } from '../objects';
import { ruleTest } from '../rule-test';

const routeTo = (host: string, port: number) => virtualService('reviews', { hosts: ['reviews'], http: [{ route: [to(host, { port: { number: port } })] }] });
const reviews = service('reviews', [{ name: 'http', port: 80, targetPort: 8080 }, { name: 'admin', port: 81 }]);

ruleTest(unknownDestinationPort, {
  valid: [
    { name: 'a port of the Service', objects: objects(routeTo('reviews', 81), reviews) },
    { name: 'a port of a ServiceEntry', objects: objects(routeTo('api.example.com', 443), serviceEntry('api', { hosts: ['api.example.com'], ports: [{ number: 443, name: 'https' }] })) },
    { name: 'no port', objects: objects(virtualService('reviews', { hosts: ['reviews'], http: [{ route: [to('reviews')] }] }), reviews) },
    { name: 'a host that is not known', objects: objects(routeTo('far.far.svc.cluster.local', 81), reviews) },
  ],
  invalid: [{
    name: 'the port of the pod',
    objects: objects(routeTo('reviews', 8080), reviews),
    findings: [{
      at: 'VirtualService shop/reviews spec.http[0].route[0].destination.port.number',
      message: 'unknown',
      data: { host: 'reviews.shop.svc.cluster.local', port: 8080, ports: '80, 81' },
    }],
  }],
});
