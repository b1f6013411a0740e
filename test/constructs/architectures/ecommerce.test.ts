import { Chart, Testing } from 'cdk8s';
import { Ecommerce, EnforcementStage, HttpMethod, MeshService, PathMatch, ServicePort } from '../../../src';
import type { EcommerceProps } from '../../../src';
import { KEY_SET } from '../../testing/public-keys';
import { image } from '../../testing/shop';
import { find, judge } from '../../testing/synth';

function objectsOf(props: EcommerceProps = {}, more: (shop: Ecommerce) => void = () => undefined): any[] {
  const chart = new Chart(Testing.app(), 'shop');
  more(new Ecommerce(chart, 'ecommerce', props));
  return Testing.synth(chart);
}

test('the step of the release is one number', () => {
  const shareAt = (canaryStep: number) => {
    const { route } = find(objectsOf({ canaryStep }), 'VirtualService', 'user-service').spec.http.at(-1);
    return route.find((to: any) => to.destination.subset === 'v2')?.weight ?? (route[0].destination.subset === 'v2' ? 100 : 0);
  };
  expect([0, 1, 2, 3, 4, 5].map(shareAt)).toEqual([0, 10, 30, 50, 80, 100]);
});

test('faults are off, and say why they are on', () => {
  const usersWith = (faults?: boolean) => find(objectsOf({ faults }), 'VirtualService', 'user-service');
  expect(JSON.stringify(usersWith())).not.toContain('"fault"');
  expect(usersWith(true).metadata.annotations['cdk8s-istio/reason']).toContain('slow and failed answers');
  expect(usersWith(true).spec.http.some((entry: any) => entry.fault?.abort.percentage.value === 0.1)).toBe(true);
});

test('images come from the registry that is named', () => {
  const images = objectsOf({ registry: 'registry.corp.example/shop' }).filter(({ kind }) => kind === 'Deployment').map(({ spec }) => spec.template.spec.containers[0].image);
  expect(images.length).toBeGreaterThan(10);
  expect(images.filter((one) => !/^registry\.corp\.example\/shop\/[a-z-]+:[a-z0-9-]+$/.test(one))).toEqual([]);
});

test('keys may be given instead of fetched', () => {
  const [rule] = find(objectsOf({ jwks: KEY_SET }), 'RequestAuthentication', 'user-service-token').spec.jwtRules;
  expect([rule.jwks, rule.jwksUri]).toEqual([KEY_SET, undefined]);
});

test.each(Object.values(EnforcementStage))('%s is a working mesh', (stage) => {
  expect(judge(objectsOf({ stage }))).toEqual([]);
});

test('it can be added to', () => {
  const objects = objectsOf({}, (shop) => {
    const invoices = new MeshService(shop.namespace, 'invoice-service', { ports: [ServicePort.http(8080)], workload: image('invoice-service') });
    shop.orders.calls(invoices, { methods: [HttpMethod.POST], paths: [PathMatch.exact('/api/v1/invoices')] });
    shop.gateway.route(invoices, { hosts: ['api.ecommerce.com'], path: PathMatch.subtree('/api/v1/invoices') });
    expect([shop.namespace, shop.adminNamespace].map(({ namespaceName }) => namespaceName)).toEqual(['ecommerce', 'admin']);
    const others = [shop.users, shop.products, shop.payments, shop.recommendations, shop.notifications, shop.legacyPayment, shop.console];
    expect(others.map(({ serviceName }) => serviceName))
      .toEqual(['user-service', 'product-service', 'payment-service', 'recommendation-service', 'notification-service', 'legacy-payment', 'admin-console']);
  });
  expect(find(objects, 'AuthorizationPolicy', 'invoice-service-callers').spec.rules).toHaveLength(2);
  expect(judge(objects)).toEqual([]);
});
