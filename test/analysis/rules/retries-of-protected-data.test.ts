import { retriesOfProtectedData } from '../../../src/analysis/rules/retries-of-protected-data';
import { classified, objects, service, to, virtualService } from '../objects';
import { ruleTest } from '../rule-test';

const vault = classified('vault', 'CARDHOLDER');
const retrying = (retryOn: string | undefined, attempts = 2, host = 'vault') => virtualService('vault', { hosts: [host], http: [{ route: [to('catalogue')] }, { route: [to(host)], retries: { attempts, retryOn } }] });
const host = 'vault.shop.svc.cluster.local';

ruleTest(retriesOfProtectedData, {
  valid: [
    { name: 'only what was not processed', objects: objects(vault, retrying('connect-failure,refused-stream,reset-before-request')) },
    { name: 'none', objects: objects(vault, retrying('5xx', 0)) },
    { name: 'conditions that nobody names', objects: objects(vault, retrying(undefined)) },
    { name: 'personal data', objects: objects(classified('vault', 'PERSONAL'), retrying('5xx')) },
    { name: 'another service', objects: objects(vault, service('web'), retrying('5xx', 2, 'web')) },
  ],
  invalid: [
    { name: '5xx', objects: objects(vault, retrying('connect-failure, 5xx')), findings: [{ at: 'VirtualService shop/vault spec.http[1].retries.retryOn', message: 'again', data: { host, conditions: '5xx' } }] },
    { name: 'a status, for its full host', objects: objects(vault, retrying('503,cancelled', 2, host)), findings: [{ at: 'VirtualService shop/vault spec.http[1].retries.retryOn', message: 'again', data: { host, conditions: '503, cancelled' } }] },
  ],
});
