import { accepted, aMesh, aNamespace, aPlaintext, aPort, aService } from './a-mesh';
import type { PlaintextException } from '../../src/model/call';
import type { Namespace, Stage } from '../../src/model/namespace';
import { PEER_AUTHENTICATION } from '../../src/render/kinds';
import { renderMeshPeerAuthentication, renderNamespacePeerAuthentication, renderPlaintext } from '../../src/render/peer-authentication';

test.each<[Stage, string]>([['OBSERVE', 'PERMISSIVE'], ['PERMISSIVE', 'PERMISSIVE'], ['AUDIT', 'PERMISSIVE'], ['STRICT', 'STRICT'], ['ENFORCED', 'STRICT']])(
  'a namespace at %s is %s', (stage, mode) => {
    expect(accepted(PEER_AUTHENTICATION, renderNamespacePeerAuthentication(aNamespace('shop', { stage })))).toStrictEqual({ mtls: { mode } });
  });

test('a mesh is what it was declared to be, and nothing where it was not', () => {
  expect(accepted(PEER_AUTHENTICATION, renderMeshPeerAuthentication({ mtls: 'STRICT' }))).toStrictEqual({ mtls: { mode: 'STRICT' } });
  expect(() => renderMeshPeerAuthentication({ mtls: undefined })).toThrow('mesh-wide');
});

describe('an exception', () => {
  const render = (plaintext: PlaintextException[], as: Partial<Namespace> = {}) =>
    renderPlaintext(aMesh({ namespaces: [aNamespace('shop', as)], services: [aService('shop/orders')], plaintext }), 'shop/orders');

  test('is keyed by the port of the pod, and the other ports stay strict', () => {
    expect(accepted(PEER_AUTHENTICATION, render([aPlaintext('shop/orders')]))).toStrictEqual({
      selector: { matchLabels: { app: 'orders' } },
      mtls: { mode: 'STRICT' },
      portLevelMtls: { 8080: { mode: 'PERMISSIVE' } },
    });
  });

  test('of the whole workload says nothing of ports', () => {
    const spec = accepted(PEER_AUTHENTICATION, render([aPlaintext('shop/orders', { ports: undefined, mode: 'DISABLE' })]));
    expect(spec.mtls).toEqual({ mode: 'DISABLE' });
    expect(spec).not.toHaveProperty('portLevelMtls');
  });

  test('is merged with the others of its service, in whatever order', () => {
    const metrics = aPlaintext('shop/orders', { mode: 'DISABLE', ports: [aPort('HTTP', 90, 9090)] });
    const both = render([metrics, aPlaintext('shop/orders')]);
    expect(both.portLevelMtls).toEqual({ 8080: { mode: 'PERMISSIVE' }, 9090: { mode: 'DISABLE' } });
    expect(JSON.stringify(both)).toBe(JSON.stringify(render([aPlaintext('shop/orders'), metrics])));
    const withWhole = render([aPlaintext('shop/orders', { ports: undefined }), metrics]);
    expect(withWhole).toMatchObject({ mtls: { mode: 'PERMISSIVE' }, portLevelMtls: { 9090: { mode: 'DISABLE' } } });
  });

  test('leaves the rest of its workload as the stage, or as what it inherits', () => {
    expect(render([aPlaintext('shop/orders')], { stage: 'AUDIT' }).mtls).toEqual({ mode: 'PERMISSIVE' });
    expect(render([aPlaintext('shop/orders')], { zeroTrust: false })).not.toHaveProperty('mtls');
  });

  test('is not made up', () => {
    expect(() => render([])).toThrow('no exception');
  });
});
