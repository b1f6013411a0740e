import { rootSidecarWithSelector } from '../../../src/analysis/rules/root-sidecar-with-selector';
import { deployment, objects, sidecar } from '../objects';
import { ruleTest } from '../rule-test';

const of = (name: string, labels?: object) => sidecar(name, { ...(labels ? { workloadSelector: { labels } } : {}), egress: [{ hosts: ['./*'] }] });

ruleTest(rootSidecarWithSelector, {
  valid: [
    { name: 'the default of the mesh', objects: objects(of('istio-system/default')) },
    { name: 'in the namespace of the pods', objects: objects(of('web', { app: 'web' })) },
    { name: 'pods of the root namespace', objects: objects(of('istio-system/tool', { app: 'tool' }), deployment('istio-system/tool')) },
  ],
  invalid: [{ name: 'pods of elsewhere', objects: objects(of('istio-system/web', { app: 'web' }), deployment('web')), findings: [{ at: 'Sidecar istio-system/web spec.workloadSelector', message: 'narrow', data: { namespace: 'istio-system' } }] }],
});
