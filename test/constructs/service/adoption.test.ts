import { ApiObject, JsonPatch } from 'cdk8s';
import * as kplus from 'cdk8s-plus-33';
import { MeshNamespace, MeshService, PodSecurityLevel, ServicePort, Workload, ZeroTrustNamespace } from '../../../src';
import { image, Shop } from '../../testing/shop';
import { find } from '../../testing/synth';

interface PodParts {
  readonly labels?: object;
  readonly serviceAccountName?: string;
  readonly ports?: object[];
  readonly namespace?: string;
  readonly securityContext?: object;
}

/** What a namespace of zero trust asks of every container. */
const RESTRAINED = { allowPrivilegeEscalation: false, runAsNonRoot: true, seccompProfile: { type: 'RuntimeDefault' }, capabilities: { drop: ['ALL'] } };

/** A Deployment as somebody might have written it. */
function deployment(shop: Shop, name: string, pod: PodParts = {}): ApiObject {
  const { labels = { component: name }, serviceAccountName, ports = [], namespace, securityContext = RESTRAINED } = pod;
  return new ApiObject(shop.chart, `deployment-${name}`, {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name, ...(namespace === undefined ? {} : { namespace }) },
    spec: {
      selector: { matchLabels: labels },
      template: { metadata: { labels }, spec: { serviceAccountName, containers: [{ name, image: `registry.example.com/${name}:1`, ports, securityContext }] } },
    },
  });
}

function kindsOf(shop: Shop, kind: string): string[] {
  return shop.synth().filter((object) => object.kind === kind).map((object) => object.metadata.name);
}

describe('a service account', () => {
  test('is made for pods that name none', () => {
    const shop = new Shop();
    const service = shop.service('a', { workload: Workload.fromApiObject(deployment(shop, 'a')) });
    expect(service.serviceAccountName).toBe('a');
    expect(kindsOf(shop, 'ServiceAccount')).toEqual(['a']);
    expect(find(shop.synth(), 'Deployment', 'a').spec.template.spec.serviceAccountName).toBe('a');
  });

  test('is not made again where the pods bring one, though it has the name of the service', () => {
    const shop = new Shop();
    shop.service('a', { workload: Workload.fromApiObject(deployment(shop, 'a', { serviceAccountName: 'a' })) });
    shop.service('b', { workload: Workload.selecting({ labels: { app: 'b' }, serviceAccountName: 'b' }) });
    expect(kindsOf(shop, 'ServiceAccount')).toEqual([]);
  });

  test('is made where one version counts on it', () => {
    const shop = new Shop();
    const adopted = Workload.fromApiObject(deployment(shop, 'a', { labels: { app: 'a', version: 'v2' }, serviceAccountName: 'a' }));
    shop.service('a', { versions: { v1: image('a'), v2: adopted }, defaultVersion: 'v1' }).route('half', { split: { v1: 50, v2: 50 } });
    expect(kindsOf(shop, 'ServiceAccount')).toEqual(['a']);
  });
});

test('only pods that are ours are protected from eviction: a second budget would forbid it altogether', () => {
  const shop = new Shop();
  shop.service('ours');
  shop.service('adopted', { workload: Workload.fromApiObject(deployment(shop, 'adopted')) });
  shop.service('selected', { workload: Workload.selecting({ labels: { app: 'selected' }, serviceAccountName: 'selected' }) });
  expect(kindsOf(shop, 'PodDisruptionBudget')).toEqual(['ours']);
});

describe('an adopted object', () => {
  test('keeps its labels, and gets those by which telemetry and subsets know its pods', () => {
    const shop = new Shop();
    shop.service('a', { workload: Workload.fromApiObject(deployment(shop, 'legacy-a')) });
    const { metadata, spec } = find(shop.synth(), 'Deployment', 'legacy-a');
    expect(metadata.namespace).toBe('shop');
    expect(spec.template.metadata.labels).toEqual({ component: 'legacy-a', app: 'a', version: 'v1' });
    expect(spec.selector.matchLabels).toEqual({ component: 'legacy-a' });
    expect(find(shop.synth(), 'Service', 'a').spec.selector).toEqual({ app: 'a' });
  });

  test('keeps the labels app and version that it has', () => {
    const shop = new Shop();
    shop.service('a', { workload: Workload.fromApiObject(deployment(shop, 'a', { labels: { app: 'web', version: '2024' } })) });
    const objects = shop.synth();
    expect(find(objects, 'Service', 'a').spec.selector).toEqual({ app: 'web' });
    expect(find(objects, 'DestinationRule', 'a').spec.subsets).toEqual([{ name: 'v1', labels: { version: '2024' } }]);
  });

  test('is left as it is when that is asked for', () => {
    const shop = new Shop();
    const workload = Workload.fromApiObject(deployment(shop, 'a', { serviceAccountName: 'runner', namespace: 'shop' }), { completePodTemplate: false });
    shop.service('a', { workload });
    const objects = shop.synth();
    expect(find(objects, 'Deployment', 'a').spec.template.metadata.labels).toEqual({ component: 'a' });
    expect(find(objects, 'Service', 'a').spec.selector).toEqual({ component: 'a' });
    expect(find(objects, 'DestinationRule', 'a').spec.subsets).toEqual([{ name: 'v1', labels: { component: 'a' } }]);
  });

  test('cannot be left as it is without an identity of its own', () => {
    const shop = new Shop();
    const workload = Workload.fromApiObject(deployment(shop, 'a'), { completePodTemplate: false });
    expect(() => shop.service('a', { workload })).toThrow(/\[MSH061\].*default service account/);
  });

  test('must be in the namespace of the service', () => {
    const shop = new Shop();
    expect(() => shop.service('a', { workload: Workload.fromApiObject(deployment(shop, 'a', { namespace: 'other' })) }))
      .toThrow('[MSH061] app/shop/a: Deployment a is in another namespace; got "other"; allowed: shop');
  });

  test('must have pods that can be selected', () => {
    const shop = new Shop();
    expect(() => shop.service('a', { workload: Workload.fromApiObject(deployment(shop, 'a', { labels: {} })) })).toThrow(/\[MSH061\].*have no labels/);
  });

  test('must listen where the service sends connections, as far as it says where it listens', () => {
    const synthWith = (ports: object[]) => {
      const shop = new Shop();
      shop.service('a', { ports: [ServicePort.http(80, { targetPort: 8080 })], workload: Workload.fromApiObject(deployment(shop, 'a', { ports })) });
      return () => shop.app.synthYaml();
    };
    expect(synthWith([{ containerPort: 9999 }])).toThrow(/\[MSH108\].*no container of Deployment a declares port 8080; got \[9999\]/);
    expect(synthWith([{ containerPort: 8080, protocol: 'UDP' }, { containerPort: 9999 }])).toThrow('[MSH108]');
    expect(synthWith([{ containerPort: 8080 }])).not.toThrow();
    expect(synthWith([])).not.toThrow();
  });

  test('must have pods that its namespace takes', () => {
    const synthIn = (make: (shop: Shop, workload: Workload) => void) => {
      const shop = new Shop();
      make(shop, Workload.fromApiObject(deployment(shop, 'a', { securityContext: {}, namespace: undefined })));
      return () => shop.app.synthYaml();
    };
    const elsewhere = (shop: Shop, props: ConstructorParameters<typeof ZeroTrustNamespace>[2]) => new ZeroTrustNamespace(shop.chart, 'elsewhere', props);
    expect(synthIn((shop, workload) => shop.service('a', { workload }))).toThrow(
      /\[MSH083\] app\/shop\/a: .*only pods that are 'restricted'.*Deployment a.*containers\[0\]\.securityContext\.runAsNonRoot: must be true.*capabilities\.drop: must have ALL/,
    );
    const loose = { podSecurity: PodSecurityLevel.BASELINE, podSecurityReason: 'an image that needs root' };
    expect(synthIn((shop, workload) => new MeshService(elsewhere(shop, loose), 'a', { ports: [ServicePort.http(80)], workload }))).not.toThrow();
    expect(synthIn((shop, workload) => new MeshService(new MeshNamespace(shop.chart, 'free'), 'a', { ports: [ServicePort.http(80)], workload }))).not.toThrow();
  });

  test('must stay as it was handed over, where the mesh counts on it', () => {
    const shop = new Shop();
    const object = deployment(shop, 'a');
    shop.service('a', { workload: Workload.fromApiObject(object) });
    object.addJsonPatch(JsonPatch.replace('/spec/template/metadata/labels', { app: 'b' }), JsonPatch.replace('/spec/template/spec/serviceAccountName', 'other'));
    expect(() => shop.app.synthYaml()).toThrow(/\[MSH108\].*the labels of Deployment a were changed[^]*\[MSH108\].*the service account of Deployment a was changed/);
  });

  test('may be a construct of cdk8s-plus', () => {
    const shop = new Shop();
    const securityContext = { seccompProfile: { type: kplus.SeccompProfileType.RUNTIME_DEFAULT }, capabilities: { drop: [kplus.Capability.ALL] } };
    const made = new kplus.Deployment(shop.chart, 'made', {
      metadata: { name: 'made', namespace: 'shop' }, containers: [{ image: 'registry.example.com/made:1', portNumber: 8080, securityContext }],
    });
    shop.service('a', { workload: Workload.fromApiObject(made) });
    expect(find(shop.synth(), 'Deployment', 'made').spec.template.metadata.labels).toMatchObject({ app: 'a', version: 'v1' });
  });
});

describe('versions', () => {
  test('must run as one service account', () => {
    const shop = new Shop();
    const pods = (version: string) => Workload.selecting({ labels: { app: 'a', version }, serviceAccountName: version });
    expect(() => shop.service('a', { versions: { v1: pods('v1'), v2: pods('v2') } })).toThrow(/\[MSH080\].*different service accounts/);
  });

  test('must share a label', () => {
    const shop = new Shop();
    const pods = (name: string) => Workload.selecting({ labels: { [name]: 'x' }, serviceAccountName: 'a' });
    expect(() => shop.service('a', { versions: { v1: pods('v1'), v2: pods('v2') } })).toThrow(/\[MSH080\].*share no label/);
  });

  test('must be told apart', () => {
    const shop = new Shop();
    const pods = Workload.selecting({ labels: { app: 'a' }, serviceAccountName: 'a' });
    expect(() => shop.service('a', { versions: { v1: pods, v2: pods } })).toThrow(/\[MSH080\].*versions v1 and v2 cannot be told apart/);
  });

  test('may be told apart by any label', () => {
    const shop = new Shop();
    const pods = (track: string) => Workload.selecting({ labels: { 'app.kubernetes.io/name': 'a', track }, serviceAccountName: 'a' });
    shop.service('a', { versions: { canary: pods('canary'), stable: pods('stable') }, defaultVersion: 'stable' }).route('few', { split: { stable: 95, canary: 5 } });
    const objects = shop.synth();
    expect(find(objects, 'Service', 'a').spec.selector).toEqual({ 'app.kubernetes.io/name': 'a' });
    expect(find(objects, 'DestinationRule', 'a').spec.subsets).toEqual([{ name: 'canary', labels: { track: 'canary' } }, { name: 'stable', labels: { track: 'stable' } }]);
  });
});
