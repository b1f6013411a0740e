import { sidecarWithoutPods } from '../../../src/analysis/rules/sidecar-without-pods';
import { deployment, object, objects, sidecar } from '../objects';
import { ruleTest } from '../rule-test';

const of = (labels: object) => sidecar('web', { workloadSelector: { labels }, egress: [{ hosts: ['./*'] }] });

ruleTest(sidecarWithoutPods, {
  valid: [
    { name: 'pods of a Deployment', objects: objects(of({ app: 'web' }), deployment('web')) },
    { name: 'no selector', objects: objects(of({}), deployment('web')) },
    { name: 'a namespace whose pods are not known', objects: objects(of({ app: 'wbe' }), deployment('other/web')) },
    { name: 'a machine', objects: objects(of({ app: 'vm' }), deployment('web'), object('networking.istio.io/v1', 'WorkloadEntry', 'vm', { spec: { address: '10.0.0.1', labels: { app: 'vm' } } })) },
  ],
  invalid: [{
    name: 'labels of the Deployment only',
    objects: objects(of({ team: 'web' }), deployment('web')),
    findings: [{ at: 'Sidecar shop/web spec.workloadSelector.labels', message: 'none', data: { namespace: 'shop', selector: 'team=web' } }],
  }],
});
