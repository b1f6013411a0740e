import { podWithoutVersionLabel } from '../../../src/analysis/rules/pod-without-version-label';
import { deployment, namespace, object, objects, service } from '../objects';
import { ruleTest } from '../rule-test';

const mesh = namespace('shop', { 'istio-injection': 'enabled' });
const old = deployment('old', { app: 'web' });

ruleTest(podWithoutVersionLabel, {
  valid: [
    { name: 'one version', objects: objects(mesh, service('web'), old) },
    { name: 'labels of every sort', objects: objects(mesh, service('web'), deployment('a', { app: 'web', version: 'v1' }), deployment('b', { 'app': 'web', 'app.kubernetes.io/version': '2' })) },
    { name: 'other Services', objects: objects(mesh, service('web'), service('all', [{ port: 80 }], { selector: undefined }), old, deployment('orders')) },
    { name: 'pods outside of the mesh', objects: objects(namespace('shop'), service('web'), old, deployment('new', { app: 'web' })) },
  ],
  invalid: [
    {
      name: 'one of two',
      objects: objects(mesh, service('web'), old, deployment('new', { app: 'web', version: 'v2' })),
      findings: [{ at: 'Deployment shop/old spec.template.metadata.labels', message: 'none', data: { service: 'web', other: 'new' } }],
    },
    {
      name: 'a pod by itself',
      objects: objects(mesh, service('web'), deployment('new', { app: 'web', version: 'v2' }), { ...object('v1', 'Pod', 'old', { spec: { containers: [] } }), metadata: { name: 'old', namespace: 'shop', labels: { app: 'web' } } }),
      findings: [{ at: 'Pod shop/old metadata.labels', message: 'none' }],
    },
  ],
});
