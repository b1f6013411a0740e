import { matchForUnboundGateway } from '../../../src/analysis/rules/match-for-unbound-gateway';
import { objects, to, virtualService } from '../objects';
import { ruleTest } from '../rule-test';

const routes = (bound: string[] | undefined, ...asked: string[]) =>
  objects(virtualService('reviews', { hosts: ['a.example.com'], ...(bound ? { gateways: bound } : {}), http: [{ match: [{ gateways: asked }], route: [to('reviews')] }] }));

ruleTest(matchForUnboundGateway, {
  valid: [
    { name: 'one of those it is bound to', objects: routes(['mesh', 'edge'], 'edge', 'mesh') },
    { name: 'written in another way', objects: routes(['edge'], 'shop/edge') },
    { name: 'the mesh, to which it is bound unless it says otherwise', objects: routes(undefined, 'mesh') },
    { name: 'a delegate', objects: objects(virtualService('part', { http: [{ match: [{ gateways: ['edge'] }], route: [to('reviews')] }] })) },
  ],
  invalid: [
    { name: 'bound to the gateway only', objects: routes(['edge'], 'mesh'), findings: [{ at: 'VirtualService shop/reviews spec.http[0].match[0].gateways[0]', message: 'unbound', data: { gateway: 'mesh' } }] },
    { name: 'bound to the mesh only', objects: routes(undefined, 'edge'), findings: [{ at: 'VirtualService shop/reviews spec.http[0].match[0].gateways[0]', message: 'unbound' }] },
  ],
});
