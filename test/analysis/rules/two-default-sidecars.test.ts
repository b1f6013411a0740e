import { twoDefaultSidecars } from '../../../src/analysis/rules/two-default-sidecars';
import { objects, sidecar } from '../objects';
import { ruleTest } from '../rule-test';

const egress = [{ hosts: ['./*'] }];

ruleTest(twoDefaultSidecars, {
  valid: [
    { name: 'one for each namespace', objects: objects(sidecar('a', { egress }), sidecar('web/b', { egress })) },
    { name: 'one with a selector', objects: objects(sidecar('a', { egress }), sidecar('b', { egress, workloadSelector: { labels: { app: 'b' } } })) },
  ],
  invalid: [{
    name: 'an empty selector is none',
    objects: objects(sidecar('a', { egress }), sidecar('b', { egress, workloadSelector: { labels: {} } })),
    findings: [
      { at: 'Sidecar shop/a', message: 'conflict', data: { namespace: 'shop', other: 'Sidecar shop/b' } },
      { at: 'Sidecar shop/b', message: 'conflict', data: { namespace: 'shop', other: 'Sidecar shop/a' } },
    ],
  }],
});
