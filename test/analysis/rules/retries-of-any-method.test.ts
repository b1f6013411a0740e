import { retriesOfAnyMethod } from '../../../src/analysis/rules/retries-of-any-method';
import { objects, to, virtualService } from '../objects';
import { ruleTest } from '../rule-test';

const unsafe = { attempts: 3, retryOn: '5xx' };
const route = [to('pay')];
const http = (...rules: object[]) => objects(virtualService('pay', { hosts: ['pay'], http: rules }));
const on = (path: string, more = {}) => [{ uri: { prefix: path }, ...more }];

ruleTest(retriesOfAnyMethod, {
  valid: [
    { name: 'reading only', objects: http({ match: on('/a', { method: { exact: 'GET' } }), route, retries: unsafe }) },
    { name: 'writes were taken before', objects: http({ match: [{ method: { exact: 'POST' } }, { method: { exact: 'PATCH' } }], route }, { route, retries: unsafe }) },
    { name: 'everything was taken before', objects: http({ match: on('/a'), route }, { match: on('/a/b'), route, retries: unsafe }) },
    { name: 'safe conditions', objects: http({ route, retries: { attempts: 3, retryOn: 'connect-failure' } }) },
    { name: 'writing, which another rule looks at', objects: http({ match: on('/a', { method: { exact: 'POST' } }), route, retries: unsafe }) },
  ],
  invalid: [
    { name: 'no match', objects: http({ route, retries: unsafe }), findings: [{ at: 'VirtualService shop/pay spec.http[0].retries.retryOn', message: 'any', data: { conditions: '5xx' } }] },
    {
      name: 'writes of another path were taken before',
      objects: http({ match: on('/b', { method: { exact: 'POST' } }), route }, { match: on('/a'), route, retries: unsafe }),
      findings: [{ at: 'VirtualService shop/pay spec.http[1].retries.retryOn', message: 'any' }],
    },
    { name: 'given to a delegate before', objects: http({ delegate: { name: 'x' } }, { match: on('/a'), route, retries: unsafe }), findings: [{ at: 'VirtualService shop/pay spec.http[1].retries.retryOn', message: 'any' }] },
  ],
});
