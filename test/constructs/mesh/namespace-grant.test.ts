import { Caller, ZeroTrustNamespace } from '../../../src';
import { Shop } from '../../testing/shop';
import { find } from '../../testing/synth';

const reason = 'operators repair payments';

test('a namespace of this app that may call also knows whom, and is let out', () => {
  const shop = new Shop();
  const admin = new ZeroTrustNamespace(shop.chart, 'admin');
  shop.service('payments').allowFrom(Caller.namespace(admin), { reason });
  const inAdmin = shop.synth().filter((object) => object.metadata.namespace === 'admin');
  expect(find(inAdmin, 'Sidecar', 'default').spec.egress).toEqual([
    { hosts: ['./*', 'istio-system/*', 'shop/payments.shop.svc.cluster.local'] },
  ]);
  expect(find(inAdmin, 'NetworkPolicy', 'default-deny').spec.egress).toContainEqual({
    ports: [{ port: 8080, protocol: 'TCP' }],
    to: [{ namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'shop' } }, podSelector: { matchLabels: { app: 'payments' } } }],
  });
});

test('so is one that may call every service of another', () => {
  const shop = new Shop();
  new ZeroTrustNamespace(shop.chart, 'admin');
  shop.namespace.allowNamespace('admin', { reason });
  const inAdmin = shop.synth().filter((object) => object.metadata.namespace === 'admin');
  expect(find(inAdmin, 'Sidecar', 'default').spec.egress[0].hosts).toContain('shop/*');
  expect(JSON.stringify(find(inAdmin, 'NetworkPolicy', 'default-deny').spec.egress)).toContain('"kubernetes.io/metadata.name":"shop"');
});
