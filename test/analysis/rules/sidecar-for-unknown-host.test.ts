import { sidecarForUnknownHost } from '../../../src/analysis/rules/sidecar-for-unknown-host';
import { objects, service, serviceEntry, sidecar, to, virtualService } from '../objects';
import { ruleTest } from '../rule-test';

const opens = (...hosts: string[]) => sidecar('web', { egress: [{ hosts }] });
const AT = 'Sidecar shop/web spec.egress[0].hosts[0]';

ruleTest(sidecarForUnknownHost, {
  valid: [
    { name: 'Services, here and elsewhere', objects: objects(opens('./reviews.shop.svc.cluster.local', '*/rates.far.svc.cluster.local', 'far/*', '~/*'), service('reviews')) },
    { name: 'a host of a ServiceEntry', objects: objects(opens('out/api.example.com'), serviceEntry('out/api', { hosts: ['*.example.com'] })) },
    { name: 'a host of a VirtualService', objects: objects(opens('./bookings.shop.svc.cluster.local'), virtualService('bookings', { hosts: ['bookings'], http: [{ route: [to('reviews')] }] }), service('reviews')) },
  ],
  invalid: [
    { name: 'a typing error', objects: objects(opens('./review.shop.svc.cluster.local'), service('reviews')), findings: [{ at: AT, message: 'unknown', data: { host: 'review.shop.svc.cluster.local' } }] },
    {
      name: 'the namespace of the caller',
      objects: objects(opens('./rates.far.svc.cluster.local'), service('far/rates')),
      findings: [{ at: AT, message: 'elsewhere', data: { host: 'rates.far.svc.cluster.local', found: 'far', namespace: 'shop' } }],
    },
  ],
});
