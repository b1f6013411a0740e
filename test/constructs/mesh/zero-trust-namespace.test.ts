import { EnforcementStage } from '../../../src';
import { Shop } from '../../testing/shop';
import { find, judge } from '../../testing/synth';

const REASON = 'cdk8s-istio/reason';

describe('a namespace that may call', () => {
  test('has every reason that was given, in whatever order', () => {
    const reasonsOf = (reasons: string[]) => {
      const shop = new Shop();
      for (const reason of reasons) shop.namespace.allowNamespace('admin', { reason });
      return ['AuthorizationPolicy', 'NetworkPolicy'].map((kind) => find(shop.synth(), kind, 'allow-from-admin').metadata.annotations[REASON]);
    };
    expect(reasonsOf(['repairs', 'audits', 'repairs'])).toEqual(['audits; repairs', 'audits; repairs']);
    expect(reasonsOf(['audits', 'repairs'])).toEqual(['audits; repairs', 'audits; repairs']);
  });

  test('gets no policy before policies are there at all, and none on the network before everything is enforced', () => {
    const kindsAt = (stage: EnforcementStage) => {
      const shop = new Shop({ stage });
      shop.namespace.allowNamespace('admin', { reason: 'repairs' });
      return shop.synth().filter((object) => object.metadata.name === 'allow-from-admin').map((object) => object.kind);
    };
    expect(kindsAt(EnforcementStage.PERMISSIVE)).toEqual([]);
    expect(kindsAt(EnforcementStage.AUDIT)).toEqual(['AuthorizationPolicy']);
    expect(kindsAt(EnforcementStage.ENFORCED)).toEqual(['AuthorizationPolicy', 'NetworkPolicy']);
  });
});

test('a namespace may open to itself, and is then no second one for its proxies', () => {
  const shop = new Shop();
  shop.service('a');
  shop.namespace.allowNamespace('shop', { reason: 'one team, one namespace' });
  expect(find(shop.synth(), 'Sidecar', 'default').spec.egress).toEqual([{ hosts: ['./*', 'istio-system/*'] }]);
  expect(judge(shop.synth())).toEqual([]);
});

test('why metrics may be read stands on the policy that lets them be read', () => {
  const shop = new Shop();
  shop.namespace.allowScraping({ namespaceName: 'monitoring', reason: 'Prometheus' });
  shop.namespace.allowScraping({ namespaceName: 'billing', reason: 'chargeback' });
  expect(find(shop.synth(), 'NetworkPolicy', 'default-deny').metadata.annotations).toEqual({ [REASON]: 'Prometheus; chargeback' });
});

test('a policy that loosens nothing has no annotation', () => {
  expect(find(new Shop().synth(), 'NetworkPolicy', 'default-deny').metadata).toEqual({ name: 'default-deny', namespace: 'shop' });
});
