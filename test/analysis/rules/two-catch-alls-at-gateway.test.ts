import { twoCatchAllsAtGateway } from '../../../src/analysis/rules/two-catch-alls-at-gateway';
import { objects, to, virtualService } from '../objects';
import { ruleTest } from '../rule-test';

const route = [to('reviews')];
const at = (name: string, rule: object, host = 'a.example.com', gateways = ['shop/edge']) => virtualService(name, { hosts: [host], gateways, http: [rule] });
const some = { match: [{ uri: { prefix: '/a' } }], route };

ruleTest(twoCatchAllsAtGateway, {
  valid: [
    { name: 'one of them for its paths', objects: objects(at('a', some), at('b', { route })) },
    { name: 'different hosts', objects: objects(at('a', { route }), at('b', { route }, 'b.example.com')) },
    { name: 'different gateways', objects: objects(at('a', { route }), at('b', { route }, 'a.example.com', ['other', 'mesh'])) },
    { name: 'a delegate', objects: objects(at('a', { delegate: { name: 'x' } }), at('b', { route })) },
  ],
  invalid: [{
    name: 'both for everything',
    objects: objects(at('a', { route }), at('b', { route }, 'a.example.com', ['edge'])),
    findings: [
      { at: 'VirtualService shop/a spec.http[0]', message: 'both', data: { gateway: 'Gateway shop/edge', host: 'a.example.com', other: 'VirtualService shop/b' } },
      { at: 'VirtualService shop/b spec.http[0]', message: 'both', data: { gateway: 'Gateway shop/edge', host: 'a.example.com', other: 'VirtualService shop/a' } },
    ],
  }],
});
