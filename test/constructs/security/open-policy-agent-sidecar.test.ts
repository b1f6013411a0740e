import { ApiObject } from 'cdk8s';
import { parse } from 'yaml';
import {
  ExtAuthzProvider, ExternalAuthorization, MeshConfig, MeshConfigFormat, MeshGateway, MeshService, OpenPolicyAgentSidecar, type OpaProps, RegoPolicy,
  ServicePort, Workload, ZeroTrustNamespace,
} from '../../../src';
import { Shop } from '../../testing/shop';
import { find, judge } from '../../testing/synth';

const POLICY = 'package fraud\n\ndefault allow := false\n\nallow if input.parsed_path == ["open"]\n';
const beside = (shop: Shop, props: Partial<OpaProps> = {}) => new OpenPolicyAgentSidecar(shop.namespace, 'opa', {
  image: 'registry.example.com/opa:1.22.0-envoy', policies: [RegoPolicy.text('fraud.rego', POLICY)], ...props,
});
const decisions = (shop: Shop, agent = beside(shop), id = 'fraud') => new ExternalAuthorization(shop.chart, id, { provider: ExtAuthzProvider.opaSidecar(agent) });
const podOf = (shop: Shop, name: string) => find(shop.synth(), 'Deployment', name).spec.template;

describe('what it emits', () => {
  test('a container in the pods of every version that is protected, and in no others', () => {
    const shop = new Shop();
    const payments = shop.versioned('payments', ['v1', 'v2']);
    payments.route('everybody', { split: { v1: 50, v2: 50 } });
    shop.service('reviews');
    decisions(shop).protect(payments);
    const names = (name: string) => podOf(shop, name).spec.containers.map((container: any) => container.name);
    expect([names('payments-v1'), names('payments-v2'), names('reviews-v1')]).toEqual([['payments', 'opa'], ['payments', 'opa'], ['reviews']]);
    expect(judge(shop.synth())).toEqual([]);
  });

  test('an OPA that listens on localhost, is as restricted as the application, and is asked whether it is well', () => {
    const shop = new Shop();
    decisions(shop).protect(shop.service('payments'));
    const { containers: [own, opa], volumes } = podOf(shop, 'payments-v1').spec;
    expect(parse(find(shop.synth(), 'ConfigMap', 'opa-policies').data['config.yaml'])).toEqual({
      plugins: { envoy_ext_authz_grpc: { addr: '127.0.0.1:9191', path: 'fraud/allow' } },
    });
    expect(opa.securityContext).toEqual(own.securityContext);
    expect(opa.ports).toEqual([{ containerPort: 8282, protocol: 'TCP' }]);
    expect(opa.readinessProbe.httpGet).toEqual({ path: '/health?plugins', port: 8282 });
    expect([opa.volumeMounts, volumes]).toEqual([
      [{ name: 'opa-policies', mountPath: '/policies', readOnly: true }], [{ name: 'opa-policies', configMap: { name: 'opa-policies' } }],
    ]);
  });

  test('pods are replaced when a policy changes', () => {
    const hash = (text: string) => {
      const shop = new Shop();
      decisions(shop, beside(shop, { policies: [RegoPolicy.text('fraud.rego', text)] })).protect(shop.service('payments'));
      return podOf(shop, 'payments-v1').metadata.annotations['cdk8s-istio/policies'];
    };
    expect(hash(POLICY)).toMatch(/^[0-9a-f]{32}$/);
    expect(hash(`${POLICY}# more\n`)).not.toBe(hash(POLICY));
  });

  test('a name for localhost in this namespace, which the proxies know that ask there', () => {
    const shop = new Shop();
    shop.service('reviews');
    decisions(shop).protect(shop.service('payments'));
    const objects = shop.synth();
    expect(find(objects, 'ServiceEntry', 'opa').spec).toEqual({
      hosts: ['opa.shop.sidecar.internal'],
      ports: [{ number: 9191, name: 'grpc-9191', protocol: 'GRPC' }],
      location: 'MESH_EXTERNAL',
      resolution: 'STATIC',
      endpoints: [{ address: '127.0.0.1' }],
      exportTo: ['.'],
    });
    expect(find(objects, 'Sidecar', 'payments').spec.egress[0].hosts).toContain('./opa.shop.sidecar.internal');
    expect(find(objects, 'Sidecar', 'reviews').spec.egress[0].hosts).not.toContain('./opa.shop.sidecar.internal');
  });

  test('nothing that opens the network: the policy of the pods is the same with and without it', () => {
    const policies = (protect: boolean) => {
      const shop = new Shop();
      const payments = shop.service('payments');
      if (protect) decisions(shop).protect(payments);
      return shop.synth().filter(({ kind }) => kind === 'NetworkPolicy');
    };
    expect(policies(true)).toEqual(policies(false));
  });

  test('a provider by the name of localhost, in its namespace', () => {
    const shop = new Shop();
    decisions(shop).protect(shop.service('payments'));
    expect(parse(MeshConfig.of(shop.app).toText(MeshConfigFormat.HELM_VALUES)).meshConfig.extensionProviders).toEqual([{
      name: 'fraud', envoyExtAuthzGrpc: { service: 'shop/opa.shop.sidecar.internal', port: 9191, timeout: '1s', failOpen: false, statusOnError: '403' },
    }]);
  });

  test('one container for a service that is protected twice', () => {
    const shop = new Shop();
    const payments = shop.service('payments');
    const deciding = decisions(shop);
    deciding.protect(payments, { ports: [8080] });
    deciding.protect(payments);
    expect(podOf(shop, 'payments-v1').spec.containers).toHaveLength(2);
  });
});

describe('refused:', () => {
  const protect = (shop: Shop, service: MeshService) => decisions(shop).protect(service);

  test('pods that others make', () => {
    const shop = new Shop();
    const found = { selected: Workload.selecting({ labels: { app: 'old' }, serviceAccountName: 'old' }) };
    expect(() => protect(shop, shop.service('old', { workload: found.selected }))).toThrow(
      '[MSH470] app/fraud: the pods of old are made by others: no container can be put beside theirs; fix: use an OpenPolicyAgent, which has pods of its own',
    );
    expect(() => decisions(shop, new OpenPolicyAgentSidecar(shop.namespace, 'other', {
      image: 'registry.example.com/opa:1.22.0-envoy', policies: [RegoPolicy.text('fraud.rego', POLICY)],
    }), 'others').protect(shop.service('adopted', { workload: Workload.fromApiObject(deployment(shop)) }))).toThrow('[MSH470] app/others: the pods of adopted are made by others');
  });

  test('a service of another namespace', () => {
    const shop = new Shop();
    const bank = new ZeroTrustNamespace(shop.chart, 'bank');
    const ledger = new MeshService(bank, 'ledger', { ports: [ServicePort.http(8080)], workload: Workload.deployment({ image: 'registry.example.com/ledger:1.0.0' }) });
    expect(() => protect(shop, ledger)).toThrow(
      '[MSH470] app/fraud: ledger is of another namespace than this OPA, whose policies are a ConfigMap there; got "bank"; allowed: shop; fix: declare an OpenPolicyAgentSidecar in that namespace, too',
    );
  });

  test.each([9191, 8282, 8181])('an application that listens at %d', (port) => {
    const shop = new Shop();
    expect(() => protect(shop, shop.service('payments', { ports: [ServicePort.http(80, { targetPort: port })] }))).toThrow(
      `[MSH470] app/fraud: payments listens where opa does; got ${port}; allowed: ports other than 8282, 9191, 8181; fix: let the application listen elsewhere`,
    );
  });

  test('a container or a volume of the same name', () => {
    const shop = new Shop();
    expect(() => protect(shop, shop.service('payments', { name: 'opa' }))).toThrow('[MSH470] app/fraud: the pods of opa have a container or volume of this name already; got "opa"; fix: give the other another name');
    const other = new Shop();
    const mounting = Workload.deployment({ image: 'registry.example.com/x:1.0.0', emptyDirs: { 'opa-policies': '/tmp' } });
    expect(() => protect(other, other.service('payments', { workload: mounting }))).toThrow('[MSH470] app/fraud: the pods of payments have a container or volume of this name already');
  });

  test('a gateway', () => {
    const shop = new Shop();
    const gateway = new MeshGateway(shop.namespace, 'edge', { hosts: ['api.example.com'], plaintextReason: 'a test' });
    expect(() => decisions(shop).protectGateway(gateway)).toThrow('[MSH470] app/fraud: the pods of a gateway are made by others');
  });

  test('a port at which it does not listen', () => {
    expect(() => ExtAuthzProvider.opaSidecar(beside(new Shop()), { port: 9000 })).toThrow(
      '[MSH465] app/shop/opa: OPA beside a service listens at one port; got 9000; allowed: 9191; fix: leave it out',
    );
  });

  test('bytes of a body that is not sent', () => {
    expect(() => ExtAuthzProvider.opaSidecar(beside(new Shop()), { packAsBytes: true })).toThrow('[MSH028] app/shop/opa: `packAsBytes` is about a body that is not sent');
  });

  test('an OPA that allows by default, one without policies, and one that is a ConfigMap of somebody else', () => {
    expect(() => beside(new Shop(), { policies: [RegoPolicy.text('a.rego', 'package a\ndefault allow := true')] })).toThrow('[MSH468] app/shop/opa: ');
    expect(() => beside(new Shop(), { policies: [] })).toThrow('[MSH001] app/shop/opa: ');
    expect(() => beside(new Shop(), { image: 'no image' })).toThrow('[MSH041] app/shop/opa: ');
  });

  test('another agent beside the same pods', () => {
    const shop = new Shop();
    const payments = shop.service('payments');
    decisions(shop).protect(payments);
    const second = new OpenPolicyAgentSidecar(shop.namespace, 'second', {
      image: 'registry.example.com/opa:1.22.0-envoy', policies: [RegoPolicy.text('fraud.rego', POLICY)],
    });
    expect(() => decisions(shop, second, 'again').protect(payments)).toThrow('[MSH470] app/again: payments has another agent beside it; got "second"; allowed: opa');
  });
});

function deployment(shop: Shop): ApiObject {
  const labels = { app: 'adopted', version: 'v1' };
  return new ApiObject(shop.chart, 'adopted', {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: 'adopted', namespace: 'shop' },
    spec: { selector: { matchLabels: labels }, template: { metadata: { labels }, spec: { containers: [{ name: 'adopted', image: 'registry.example.com/a:1' }] } } },
  });
}
