import { oneHostInTwoVirtualServices } from '../../../src/analysis/rules/one-host-in-two-virtual-services';
import { objects, to, virtualService } from '../objects';
import { ruleTest } from '../rule-test';

const of = (name: string, hosts: string[], more = {}) => virtualService(name, { hosts, http: [{ route: [to('reviews')] }], ...more });
const FULL = 'reviews.shop.svc.cluster.local';

ruleTest(oneHostInTwoVirtualServices, {
  valid: [
    { name: 'two hosts', objects: objects(of('a', ['reviews']), of('b', ['ratings'])) },
    { name: 'one of them at a gateway', objects: objects(of('a', ['reviews']), of('b', ['reviews'], { gateways: ['edge'] })) },
    { name: 'seen from different namespaces', objects: objects(of('a', [FULL], { exportTo: ['.'] }), of('web/b', [FULL], { exportTo: ['.'] })) },
    { name: 'short names of different namespaces', objects: objects(of('a', ['reviews']), of('web/b', ['reviews'])) },
    { name: 'a wildcard beside a host, of which the more specific counts', objects: objects(of('a', ['*.example.com']), of('b', ['a.example.com'])) },
    { name: 'a delegate, which has no hosts', objects: objects(virtualService('a', { http: [] }), virtualService('b', { http: [] })) },
  ],
  invalid: [
    {
      name: 'the same host, short and full',
      objects: objects(of('a', ['reviews']), of('web/b', [FULL], { gateways: ['edge', 'mesh'] })),
      findings: [
        { at: 'VirtualService shop/a spec.hosts[0]', message: 'conflict', data: { host: FULL, other: 'VirtualService web/b' } },
        { at: 'VirtualService web/b spec.hosts[0]', message: 'conflict', data: { host: FULL, other: 'VirtualService shop/a' } },
      ],
    },
    { name: 'twice in one', objects: objects(of('a', ['reviews', FULL])), findings: [{ at: 'VirtualService shop/a spec.hosts[1]', message: 'twice', data: { host: FULL } }] },
  ],
});
