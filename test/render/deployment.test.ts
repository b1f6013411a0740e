import { accepted, aPort, aService } from './a-mesh';
import type { Version } from '../../src/model/service';
import { renderDeployment } from '../../src/render/deployment';
import { DEPLOYMENT } from '../../src/render/kinds';
import type { PodSettings, ProbeSettings } from '../../src/render/pod';

const V2: Version = { name: 'v2', labels: { version: 'v2' }, trafficPolicy: undefined };
const TCP: ProbeSettings = { check: { kind: 'tcp' }, periodSeconds: 10, timeoutSeconds: 1, failureThreshold: 3 };
const LEAST: PodSettings = {
  image: 'registry.example.com/orders:1.9.0',
  replicas: 2,
  env: {},
  secretEnv: [],
  requests: { cpu: '100m', memory: '128Mi' },
  limits: {},
  readinessProbe: TCP,
  podLabels: {},
  podAnnotations: {},
  emptyDirs: {},
  configMaps: {},
  terminationGraceSeconds: 30,
  imagePullSecrets: [],
};

const render = (settings: Partial<PodSettings> = {}, service = aService('shop/orders')) =>
  accepted(DEPLOYMENT, renderDeployment({ ...LEAST, ...settings }, service, V2, []));

describe('the Deployment of a version', () => {
  test('is restricted, spread, and in no hurry', () => {
    const labels = { app: 'orders', version: 'v2' };
    expect(render()).toEqual({
      replicas: 2,
      selector: { matchLabels: labels },
      strategy: { type: 'RollingUpdate', rollingUpdate: { maxSurge: 1, maxUnavailable: 0 } },
      template: {
        metadata: { labels },
        spec: {
          serviceAccountName: 'orders',
          automountServiceAccountToken: false,
          terminationGracePeriodSeconds: 30,
          securityContext: { runAsNonRoot: true, seccompProfile: { type: 'RuntimeDefault' } },
          topologySpreadConstraints: [{ maxSkew: 1, topologyKey: 'kubernetes.io/hostname', whenUnsatisfiable: 'ScheduleAnyway', labelSelector: { matchLabels: labels } }],
          containers: [{
            name: 'orders',
            image: 'registry.example.com/orders:1.9.0',
            ports: [{ containerPort: 8080, protocol: 'TCP' }],
            resources: { requests: { cpu: '100m', memory: '128Mi' } },
            readinessProbe: { tcpSocket: { port: 8080 }, periodSeconds: 10, timeoutSeconds: 1, failureThreshold: 3 },
            lifecycle: { preStop: { sleep: { seconds: 5 } } },
            securityContext: { allowPrivilegeEscalation: false, readOnlyRootFilesystem: true, capabilities: { drop: ['ALL'] } },
          }],
        },
      },
    });
  });

  test('has what the user gives, secrets before what may refer to them', () => {
    const { template } = render({
      command: ['/app'],
      args: ['--serve'],
      env: { URL: 'postgres://$(PASSWORD)@db', LEVEL: 'debug' },
      secretEnv: [{ variable: 'PASSWORD', secretName: 'db', key: 'password' }],
      limits: { memory: '256Mi' },
      podLabels: { team: 'shop', app: 'not this' },
      podAnnotations: { 'example.com/note': 'yes' },
      emptyDirs: { tmp: '/tmp', cache: '/var/cache' },
      runAsUser: 1000,
      imagePullSecrets: ['registry'],
    });
    expect(template.metadata).toEqual({ labels: { team: 'shop', app: 'orders', version: 'v2' }, annotations: { 'example.com/note': 'yes' } });
    expect(template.spec).toMatchObject({
      securityContext: { runAsUser: 1000 },
      imagePullSecrets: [{ name: 'registry' }],
      volumes: [{ name: 'cache', emptyDir: {} }, { name: 'tmp', emptyDir: {} }],
    });
    expect(template.spec.containers[0]).toMatchObject({
      command: ['/app'],
      args: ['--serve'],
      env: [
        { name: 'PASSWORD', valueFrom: { secretKeyRef: { name: 'db', key: 'password' } } },
        { name: 'LEVEL', value: 'debug' },
        { name: 'URL', value: 'postgres://$(PASSWORD)@db' },
      ],
      resources: { limits: { memory: '256Mi' } },
      volumeMounts: [{ name: 'cache', mountPath: '/var/cache' }, { name: 'tmp', mountPath: '/tmp' }],
    });
  });

  test('asks each probe its own question', () => {
    const [container] = render({
      startupProbe: { ...TCP, port: 9000, initialDelaySeconds: 5 },
      livenessProbe: { ...TCP, check: { kind: 'http', path: '/live' } },
      readinessProbe: { ...TCP, check: { kind: 'grpc', service: 'shop.Orders' } },
    }).template.spec.containers;
    expect(container.startupProbe).toMatchObject({ tcpSocket: { port: 9000 }, initialDelaySeconds: 5 });
    expect(container.livenessProbe).toMatchObject({ httpGet: { path: '/live', port: 8080 } });
    expect(container.readinessProbe).toMatchObject({ grpc: { port: 8080, service: 'shop.Orders' } });
  });

  test('opens each port of the pod once', () => {
    const ports = [aPort('HTTP', 80, 9090), aPort('HTTP', 81, 9090), aPort('GRPC', 90, 8080)];
    expect(render({}, aService('shop/orders', { ports })).template.spec.containers[0].ports)
      .toEqual([{ containerPort: 8080, protocol: 'TCP' }, { containerPort: 9090, protocol: 'TCP' }]);
  });
});
