import { repeatedMatch } from '../../../src/analysis/rules/repeated-match';
import { objects, to, virtualService } from '../objects';
import { ruleTest } from '../rule-test';

const route = [to('reviews')];
const on = (path: string) => ({ uri: { prefix: path } });
const http = (...rules: object[]) => objects(virtualService('reviews', { hosts: ['reviews'], http: rules }));

ruleTest(repeatedMatch, {
  valid: [
    { name: 'different matches', objects: http({ match: [on('/a'), { uri: { exact: '/b' } }], route }, { match: [{ ...on('/a'), port: 80 }], route }) },
    { name: 'a whole route, which another rule looks at', objects: http({ match: [on('/a')], route }, { match: [on('/a')], route }) },
    { name: 'after a catch-all, which another rule looks at', objects: http({ match: [on('/a')], route }, { route }, { match: [on('/a'), on('/b')], route }) },
    { name: 'given to a delegate', objects: http({ match: [on('/a')], delegate: { name: 'a' } }, { match: [on('/a'), on('/b')], route }) },
  ],
  invalid: [
    {
      name: 'in a later route',
      objects: http({ match: [on('/a')], route }, { match: [on('/b'), on('/a')], route }),
      findings: [{ at: 'VirtualService shop/reviews spec.http[1].match[1]', message: 'repeated', data: { earlier: 'spec.http[0].match[0]' } }],
    },
    {
      name: 'in the same route',
      objects: http({ match: [on('/a'), { ...on('/a'), name: 'again' }], route }),
      findings: [{ at: 'VirtualService shop/reviews spec.http[0].match[1]', message: 'repeated', data: { earlier: 'spec.http[0].match[0]' } }],
    },
    {
      name: 'a wider one of the same route',
      objects: http({ match: [on('/a'), on('/ab')], route }),
      findings: [{ at: 'VirtualService shop/reviews spec.http[0].match[1]', message: 'covered', data: { earlier: 'match[0]' } }],
    },
    {
      name: 'of TCP',
      objects: objects(virtualService('db', { hosts: ['db'], tcp: [{ match: [{ port: 1 }, { port: 1 }], route }] })),
      findings: [{ at: 'VirtualService shop/db spec.tcp[0].match[1]', message: 'repeated' }],
    },
  ],
});
