import { retriesOutlastTimeout } from '../../../src/analysis/rules/retries-outlast-timeout';
import { objects, to, virtualService } from '../objects';
import { ruleTest } from '../rule-test';

const rule = (more: object) => objects(virtualService('a', { hosts: ['a'], http: [{ route: [to('a')], ...more }] }));

ruleTest(retriesOutlastTimeout, {
  valid: [
    { name: 'all of them fit', objects: rule({ timeout: '8s', retries: { attempts: 3, perTryTimeout: '2s' } }) },
    { name: 'no timeout', objects: rule({ retries: { attempts: 3, perTryTimeout: '2s' } }) },
    { name: 'a timeout of 0, which is none', objects: rule({ timeout: '0s', retries: { attempts: 3, perTryTimeout: '2s' } }) },
    { name: 'no limit for one try', objects: rule({ timeout: '1s', retries: { attempts: 3 } }) },
    { name: 'no retries', objects: rule({ timeout: '1s', retries: { attempts: 0, perTryTimeout: '2s' } }) },
  ],
  invalid: [{
    name: 'the third one is cut',
    objects: rule({ timeout: '5s', retries: { attempts: 3, perTryTimeout: '2000ms' } }),
    findings: [{ at: 'VirtualService shop/a spec.http[0].retries', message: 'cut', data: { tries: 4, perTry: '2000ms', needed: '8s', timeout: '5s' } }],
  }],
});
