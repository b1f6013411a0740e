import { unreachableRoute } from '../../../src/analysis/rules/unreachable-route';
import { objects, to, virtualService } from '../objects';
import { ruleTest } from '../rule-test';

const route = [to('reviews')];
const on = (path: string, name?: string) => ({ ...(name ? { name } : {}), uri: { prefix: path } });
const http = (...rules: object[]) => objects(virtualService('reviews', { hosts: ['reviews'], http: rules }));

ruleTest(unreachableRoute, {
  valid: [
    { name: 'the catch-all last', objects: http({ match: [on('/a')], route }, { route }) },
    { name: 'some matches repeated, not all', objects: http({ match: [on('/a')], route }, { match: [on('/a'), on('/b')], route }, { route }) },
    { name: 'a delegate, which need not take all', objects: http({ delegate: { name: 'part' } }, { match: [on('/a')], delegate: { name: 'a' } }, { match: [on('/a')], route }) },
  ],
  invalid: [
    {
      name: 'a catch-all before others',
      objects: http({ route }, { match: [on('/a')], route }, { route }),
      findings: [
        { at: 'VirtualService shop/reviews spec.http[1]', message: 'caught', data: { earlier: 'spec.http[0]' } },
        { at: 'VirtualService shop/reviews spec.http[2]', message: 'caught', data: { earlier: 'spec.http[0]' } },
      ],
    },
    {
      name: 'matches that differ by their name only',
      objects: http({ match: [on('/a', 'x'), on('/b')], route }, { match: [on('/b'), on('/a', 'y')], route }),
      findings: [{ at: 'VirtualService shop/reviews spec.http[1]', message: 'used' }],
    },
    {
      name: 'routes of TLS and TCP',
      objects: objects(virtualService('db', {
        hosts: ['db'],
        tls: [{ match: [{ sniHosts: ['db'] }], route }, { match: [{ sniHosts: ['db'] }], route }],
        tcp: [{ route }, { match: [{ port: 1 }], route }],
      })),
      findings: [
        { at: 'VirtualService shop/db spec.tcp[1]', message: 'caught', data: { earlier: 'spec.tcp[0]' } },
        { at: 'VirtualService shop/db spec.tls[1]', message: 'used' },
      ],
    },
  ],
});
