import { ApiObject, Chart, Duration, Size, Testing } from 'cdk8s';
import { Construct } from 'constructs';
import { type DeploymentProps } from '../../../src/constructs/service/deployment-props';
import { Probe } from '../../../src/constructs/service/probe';
import { Workload } from '../../../src/constructs/service/workload';
import type { PodSettings } from '../../../src/render/pod';
import { HOSTILE_TEXTS } from '../../testing/hostile-texts';

const IMAGE = 'registry.example.com/shop/orders:1.8.0';

function settingsOf(props: Partial<DeploymentProps> = {}): PodSettings {
  const source = Workload.deployment({ image: IMAGE, ...props })._source;
  return source.kind === 'deployment' ? source.settings : fail();
}

function fail(): never {
  throw new Error('not a Deployment');
}

describe('Workload.deployment', () => {
  test('needs an image, and has good defaults', () => {
    expect(settingsOf()).toEqual({
      image: IMAGE,
      replicas: 2,
      env: {},
      secretEnv: [],
      requests: { cpu: '100m', memory: '128Mi' },
      limits: {},
      readinessProbe: Probe.tcp()._probe,
      podLabels: {},
      podAnnotations: {},
      emptyDirs: {},
      configMaps: {},
      terminationGraceSeconds: 30,
      imagePullSecrets: [],
    });
  });

  test('has everything it was given', () => {
    expect(settingsOf({
      replicas: 0,
      command: ['/app'],
      args: ['--template={{ .x }}', ''],
      env: { B: '', A: 'line\nline' },
      envFromSecrets: [{ variable: 'PASSWORD', secretName: 'db', key: 'password' }],
      livenessProbe: Probe.http('/live'),
      startupProbe: Probe.http('/start'),
      podLabels: { team: 'shop' },
      podAnnotations: { 'example.com/note': 'any: "text"\n' },
      emptyDirs: { tmp: '/tmp' },
      configMaps: [{ configMapName: 'orders-settings', directory: '/etc/orders' }],
      runAsUser: 1000,
      terminationGracePeriod: Duration.minutes(1),
      imagePullSecrets: ['registry'],
    })).toMatchObject({
      replicas: 0,
      command: ['/app'],
      args: ['--template={{ .x }}', ''],
      env: { A: 'line\nline', B: '' },
      secretEnv: [{ variable: 'PASSWORD', secretName: 'db', key: 'password' }],
      livenessProbe: Probe.http('/live')._probe,
      startupProbe: Probe.http('/start')._probe,
      podLabels: { team: 'shop' },
      podAnnotations: { 'example.com/note': 'any: "text"\n' },
      emptyDirs: { tmp: '/tmp' },
      configMaps: { 'orders-settings': '/etc/orders' },
      runAsUser: 1000,
      terminationGraceSeconds: 60,
      imagePullSecrets: ['registry'],
    });
  });

  test.each<[DeploymentProps['resources'], Pick<PodSettings, 'requests' | 'limits'>]>([
    [{ cpuRequest: '0.5', memoryRequest: Size.gibibytes(1) }, { requests: { cpu: '500m', memory: '1Gi' }, limits: {} }],
    [{ cpuLimit: '2', memoryLimit: Size.mebibytes(64) }, { requests: { cpu: '100m', memory: '64Mi' }, limits: { cpu: '2', memory: '64Mi' } }],
    [{ cpuLimit: '50m', memoryRequest: Size.kibibytes(1000) }, { requests: { cpu: '50m', memory: '1000Ki' }, limits: { cpu: '50m' } }],
  ])('resources %j', (resources, expected) => {
    expect(settingsOf({ resources })).toMatchObject(expected);
  });

  test.each<[string, Partial<DeploymentProps>]>([
    ['MSH001', { command: [] }],
    ['MSH001', { args: [] }],
    ['MSH002', { emptyDirs: { 'Not A Name': '/tmp' } }],
    ['MSH003', { imagePullSecrets: ['Registry'] }],
    ['MSH003', { envFromSecrets: [{ variable: 'A', secretName: 'a b', key: 'c' }] }],
    ['MSH009', { envFromSecrets: [{ variable: 'A', secretName: 'a', key: '' }] }],
    ['MSH009', { env: { A: 'a\0' } }],
    ['MSH011', { replicas: -1 }],
    ['MSH011', { replicas: 1.5 }],
    ['MSH013', { terminationGracePeriod: Duration.millis(30500) }],
    ['MSH015', { env: { A: '' }, envFromSecrets: [{ variable: 'A', secretName: 'a', key: 'b' }] }],
    ['MSH002', { configMaps: [{ configMapName: 'Not A Name', directory: '/a' }] }],
    ['MSH015', { emptyDirs: { a: '/tmp', b: '/tmp' } }],
    ['MSH015', { emptyDirs: { a: '/a' }, configMaps: [{ configMapName: 'a', directory: '/b' }] }],
    ['MSH015', { emptyDirs: { a: '/a' }, configMaps: [{ configMapName: 'b', directory: '/a' }] }],
    ['MSH046', { configMaps: [{ configMapName: 'a', directory: 'a' }] }],
    ['MSH038', { podLabels: { 'a b': 'c' } }],
    ['MSH038', { podAnnotations: { a: 1 as unknown as string } }],
    ['MSH039', { podLabels: { app: 'other' } }],
    ['MSH039', { podLabels: { 'sidecar.istio.io/inject': 'false' } }],
    ['MSH039', { podAnnotations: { 'sidecar.istio.io/inject': 'false' } }],
    ['MSH042', { resources: { cpuRequest: '0' } }],
    ['MSH042', { resources: { cpuRequest: '100Mi' } }],
    ['MSH042', { resources: { memoryLimit: Size.kibibytes(0) } }],
    ['MSH043', { resources: { cpuRequest: '1', cpuLimit: '500m' } }],
    ['MSH043', { resources: { memoryRequest: Size.gibibytes(1), memoryLimit: Size.mebibytes(512) } }],
    ['MSH044', { runAsUser: 0 }],
    ['MSH044', { runAsUser: 1337 }],
    ['MSH045', { env: { '1A': '' } }],
    ['MSH045', { env: { '': '' } }],
    ['MSH046', { emptyDirs: { tmp: 'tmp' } }],
    ['MSH046', { emptyDirs: { tmp: '/' } }],
    ['MSH046', { emptyDirs: { tmp: '/a/../b' } }],
    ['MSH047', { terminationGracePeriod: Duration.seconds(5) }],
  ])('refuses with %s (%#)', (code, wrong) => {
    expect(() => settingsOf(wrong)).toThrow(`[${code}]`);
  });

  test('refuses hostile images', () => {
    for (const image of HOSTILE_TEXTS.filter((text) => !/^a+$/.test(text))) expect(() => Workload.deployment({ image })).toThrow('[MSH041]');
  });
});

describe('Workload.fromApiObject', () => {
  const chart = () => new Chart(Testing.app(), 'chart', { namespace: 'shop' });
  const spec = {
    selector: { matchLabels: { app: 'web' } },
    template: { metadata: { labels: { app: 'web' } }, spec: { serviceAccountName: 'web', containers: [{ name: 'web', ports: [{ containerPort: 80 }] }] } },
  };

  test('reads the object', () => {
    const object = new ApiObject(chart(), 'web', { apiVersion: 'apps/v1', kind: 'StatefulSet', metadata: { name: 'web' }, spec });
    expect(Workload.fromApiObject(object)._read()).toEqual({
      kind: 'StatefulSet',
      name: 'web',
      namespace: 'shop',
      podLabels: { app: 'web' },
      selectorLabels: { app: 'web' },
      serviceAccountName: 'web',
      containerPorts: [{ name: undefined, number: 80 }],
      podSpec: spec.template.spec,
    });
  });

  test('finds the object in a construct around it', () => {
    const around = new Construct(chart(), 'around');
    const object = new ApiObject(around, 'Resource', { apiVersion: 'apps/v1', kind: 'Deployment', spec });
    expect(Workload.fromApiObject(around, { completePodTemplate: false })._source).toEqual({ kind: 'adopted', object, complete: false });
  });

  test('refuses a construct without an object, by its path', () => {
    expect(() => Workload.fromApiObject(new Construct(chart(), 'nothing'))).toThrow(/^\[MSH061\] chart\/nothing: /);
  });

  test('refuses an object without pods when it is read', () => {
    const service = Workload.fromApiObject(new ApiObject(chart(), 'service', { apiVersion: 'v1', kind: 'Service', metadata: { name: 'web' } }));
    expect(() => service._read()).toThrow(/^\[MSH061\] chart\/service: .*got "Service"/);
  });
});

describe('Workload.selecting', () => {
  test('has labels and a service account', () => {
    const labels = { b: '2', a: '1' };
    const workload = Workload.selecting({ labels, serviceAccountName: 'web' });
    labels.a = '3';
    expect(JSON.stringify(workload._source)).toBe('{"kind":"selected","labels":{"a":"1","b":"2"},"serviceAccountName":"web"}');
  });

  test.each([
    ['MSH014', { labels: {}, serviceAccountName: 'web' }],
    ['MSH038', { labels: { a: 'b c' }, serviceAccountName: 'web' }],
    ['MSH003', { labels: { a: 'b' }, serviceAccountName: 'Web' }],
  ])('refuses with %s (%#)', (code, pods) => {
    expect(() => Workload.selecting(pods)).toThrow(`[${code}]`);
  });
});
