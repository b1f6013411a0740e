import { faultWithRetries } from '../../../src/analysis/rules/fault-with-retries';
import { objects, to, virtualService } from '../objects';
import { ruleTest } from '../rule-test';

const rule = (more: object) => objects(virtualService('a', { hosts: ['a'], http: [{ route: [to('a')], ...more }] }));
const abort = { httpStatus: 503, percentage: { value: 10 } };
const found = (settings: string) => [{ at: 'VirtualService shop/a spec.http[0].fault', message: 'untested', data: { settings } }];

ruleTest(faultWithRetries, {
  valid: [
    { name: 'a fault alone', objects: rule({ fault: { abort, delay: { fixedDelay: '7s' } } }) },
    { name: 'a delay that ends before the timeout', objects: rule({ fault: { delay: { fixedDelay: '1s' } }, timeout: '15s', retries: { attempts: 2 } }) },
    { name: 'an abort with a timeout', objects: rule({ fault: { abort }, timeout: '15s', retries: { attempts: 0 } }) },
    { name: 'no fault', objects: rule({ timeout: '1s', retries: { attempts: 2 } }) },
  ],
  invalid: [
    { name: 'a delay beyond the timeout', objects: rule({ fault: { delay: { fixedDelay: '7s' } }, timeout: '0.5s' }), findings: found('timeout') },
    { name: 'an abort that is not retried', objects: rule({ fault: { abort }, retries: { attempts: 2 } }), findings: found('retries') },
    { name: 'a delay beyond both', objects: rule({ fault: { delay: { fixedDelay: '7s' } }, timeout: '5s', retries: { attempts: 2, perTryTimeout: '2s' } }), findings: found('timeout and retries') },
  ],
});
