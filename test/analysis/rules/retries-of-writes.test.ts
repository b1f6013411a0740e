import { retriesOfWrites } from '../../../src/analysis/rules/retries-of-writes';
import { objects, to, virtualService } from '../objects';
import { ruleTest } from '../rule-test';

const rule = (method: object | undefined, retryOn: string | undefined, attempts = 3) =>
  objects(virtualService('pay', { hosts: ['pay'], http: [{ match: method ? [{ method }] : [], route: [to('pay')], retries: { attempts, retryOn } }] }));
const AT = 'VirtualService shop/pay spec.http[0].retries.retryOn';

ruleTest(retriesOfWrites, {
  valid: [
    { name: 'reading', objects: rule({ exact: 'GET' }, '5xx,reset') },
    { name: 'writing what is the same twice as once', objects: rule({ regex: 'PUT|DELETE' }, '5xx') },
    { name: 'where the callee has not seen it', objects: rule({ exact: 'POST' }, 'connect-failure,refused-stream,reset-before-request,retriable-4xx') },
    { name: 'Istio\'s default', objects: rule({ exact: 'POST' }, undefined) },
    { name: 'no retries', objects: rule({ exact: 'POST' }, '5xx', 0) },
    { name: 'any method, which another rule looks at', objects: rule(undefined, '5xx') },
  ],
  invalid: [
    { name: 'on errors', objects: rule({ exact: 'POST' }, 'connect-failure,5xx,reset'), findings: [{ at: AT, message: 'twice', data: { conditions: '5xx, reset' } }] },
    { name: 'on a status, among other methods', objects: rule({ regex: '(GET|PATCH)' }, '503'), findings: [{ at: AT, message: 'twice', data: { conditions: '503' } }] },
  ],
});
