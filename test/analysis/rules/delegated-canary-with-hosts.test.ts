import { delegatedCanaryWithHosts } from '../../../src/analysis/rules/delegated-canary-with-hosts';
import { canary } from '../delivery-objects';
import { objects } from '../objects';
import { ruleTest } from '../rule-test';

ruleTest(delegatedCanaryWithHosts, {
  valid: [
    { name: 'a delegate without any', objects: objects(canary('cart', { service: { delegation: true } })) },
    { name: 'no delegate', objects: objects(canary('cart', { service: { hosts: ['cart'], gateways: ['edge'] } })) },
  ],
  invalid: [
    {
      name: 'both',
      objects: objects(canary('cart', { service: { delegation: true, hosts: ['cart'], gateways: ['edge'] } })),
      findings: [
        { at: 'Canary shop/cart spec.service.gateways', message: 'both', data: { field: 'gateways' } },
        { at: 'Canary shop/cart spec.service.hosts', message: 'both', data: { field: 'hosts' } },
      ],
    },
  ],
});
