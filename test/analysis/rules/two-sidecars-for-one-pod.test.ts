import { twoSidecarsForOnePod } from '../../../src/analysis/rules/two-sidecars-for-one-pod';
import { deployment, objects, sidecar } from '../objects';
import { ruleTest } from '../rule-test';

const of = (name: string, labels: object) => sidecar(name, { workloadSelector: { labels }, egress: [{ hosts: ['./*'] }] });

ruleTest(twoSidecarsForOnePod, {
  valid: [
    { name: 'different pods', objects: objects(of('a', { app: 'a' }), of('b', { app: 'b' }), deployment('a'), deployment('b')) },
    { name: 'the default beside one with a selector', objects: objects(of('a', { app: 'a' }), of('b', {}), deployment('a')) },
    { name: 'different namespaces', objects: objects(of('a', { app: 'a' }), of('web/b', { app: 'a' }), deployment('a')) },
  ],
  invalid: [{
    name: 'by different labels of one pod',
    objects: objects(of('a', { app: 'a' }), of('b', { version: 'v1' }), deployment('a', { app: 'a', version: 'v1' })),
    findings: [
      { at: 'Sidecar shop/a spec.workloadSelector.labels', message: 'conflict', data: { other: 'Sidecar shop/b', workload: 'Deployment shop/a' } },
      { at: 'Sidecar shop/b spec.workloadSelector.labels', message: 'conflict', data: { other: 'Sidecar shop/a', workload: 'Deployment shop/a' } },
    ],
  }],
});
