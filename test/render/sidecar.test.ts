import { accepted, aCall, aMesh, anExternal, anExternalCall, aNamespace, aService, type MeshFacts } from './a-mesh';
import { SIDECAR } from '../../src/render/kinds';
import { renderMeshSidecar, renderNamespaceSidecar, renderWorkloadSidecar } from '../../src/render/sidecar';

const services = [aService('shop/web'), aService('shop/orders'), aService('bank/payments')];
const wildcard = anExternal('outside/carrier', { hosts: ['*.carrier.example.com'] });
const own = anExternal('shop/mail');
const declared: MeshFacts = {
  services,
  calls: [aCall('shop/web', 'bank/payments'), aCall('shop/web', 'shop/orders'), aCall('shop/web', 'shop/orders', { methods: ['GET'] })],
  externals: [wildcard, own],
  externalCalls: [anExternalCall('shop/web', wildcard), anExternalCall('shop/web', own)],
};

test('a workload sees what it was declared to call, the mesh itself, and nothing else', () => {
  expect(accepted(SIDECAR, renderWorkloadSidecar(aMesh(declared), 'shop/web'))).toStrictEqual({
    workloadSelector: { labels: { app: 'web' } },
    egress: [{
      hosts: [
        './mail.example.com',
        './orders.shop.svc.cluster.local',
        'bank/payments.bank.svc.cluster.local',
        'istio-system/*',
        'outside/*.carrier.example.com',
      ],
    }],
    outboundTrafficPolicy: { mode: 'REGISTRY_ONLY' },
  });
});

test('a workload that calls nobody sees the mesh itself, and goes nowhere else', () => {
  const spec = accepted(SIDECAR, renderWorkloadSidecar(aMesh(declared), 'shop/orders'));
  expect(spec).toMatchObject({ egress: [{ hosts: ['istio-system/*'] }], outboundTrafficPolicy: { mode: 'REGISTRY_ONLY' } });
});

test('until policies are enforced everything stays in view, since calls nobody declared still get through', () => {
  for (const as of [{ stage: 'STRICT' } as const, { zeroTrust: false }]) {
    const namespace = aNamespace('shop', as);
    const model = aMesh({ ...declared, namespaces: [namespace] });
    const open = { egress: [{ hosts: ['*/*'] }], outboundTrafficPolicy: { mode: 'ALLOW_ANY' } };
    expect(accepted(SIDECAR, renderWorkloadSidecar(model, 'shop/web'))).toEqual({ workloadSelector: { labels: { app: 'web' } }, ...open });
    expect(accepted(SIDECAR, renderNamespaceSidecar(model, namespace))).toEqual(open);
  }
});

test('a mesh that lets nobody out is not loosened by a namespace on its way', () => {
  const namespace = aNamespace('shop', { stage: 'OBSERVE' });
  const model = aMesh({ settings: { outbound: 'REGISTRY_ONLY' }, namespaces: [namespace] });
  expect(renderNamespaceSidecar(model, namespace).outboundTrafficPolicy).toEqual({ mode: 'REGISTRY_ONLY' });
});

test('a namespace sees its own services and the mesh itself', () => {
  const spec = accepted(SIDECAR, renderNamespaceSidecar(aMesh({ settings: { rootNamespace: 'mesh' } }), aNamespace('shop')));
  expect(spec).toStrictEqual({ egress: [{ hosts: ['./*', 'mesh/*'] }], outboundTrafficPolicy: { mode: 'REGISTRY_ONLY' } });
});

test('the mesh sees everything and says where to go besides', () => {
  expect(accepted(SIDECAR, renderMeshSidecar({ outbound: 'REGISTRY_ONLY' }))).toStrictEqual({
    egress: [{ hosts: ['*/*'] }], outboundTrafficPolicy: { mode: 'REGISTRY_ONLY' },
  });
  expect(() => renderMeshSidecar({ outbound: undefined })).toThrow('outbound');
});
