import { renderNamespaceLabels } from '../../src/render/namespace';

const SIDECAR = { dataPlane: 'SIDECAR' } as const;

test('pods get a proxy by exactly one label', () => {
  expect(renderNamespaceLabels({ revision: undefined }, SIDECAR, undefined)).toStrictEqual({ 'istio-injection': 'enabled' });
  expect(renderNamespaceLabels({ revision: 'prod-stable' }, SIDECAR, undefined)).toStrictEqual({ 'istio.io/rev': 'prod-stable' });
});

test('ambient pods get none, whatever the revision', () => {
  expect(renderNamespaceLabels({ revision: 'prod-stable' }, { dataPlane: 'AMBIENT' }, undefined)).toStrictEqual({ 'istio.io/dataplane-mode': 'ambient' });
});

test('a level of pod security is enforced, logged and warned about', () => {
  expect(renderNamespaceLabels({ revision: undefined }, SIDECAR, 'restricted')).toStrictEqual({
    'istio-injection': 'enabled',
    'pod-security.kubernetes.io/enforce': 'restricted',
    'pod-security.kubernetes.io/enforce-version': 'latest',
    'pod-security.kubernetes.io/audit': 'restricted',
    'pod-security.kubernetes.io/audit-version': 'latest',
    'pod-security.kubernetes.io/warn': 'restricted',
    'pod-security.kubernetes.io/warn-version': 'latest',
  });
});
