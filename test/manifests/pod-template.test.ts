import { readPodTemplate } from '../../src/manifests/pod-template';

const template = {
  metadata: { labels: { app: 'web', version: 'v1' } },
  spec: {
    serviceAccountName: 'web',
    containers: [
      { name: 'web', ports: [{ name: 'http', containerPort: 8080 }, { containerPort: 53, protocol: 'UDP' }] },
      { name: 'beside' },
    ],
  },
};

describe('readPodTemplate', () => {
  test.each(['Deployment', 'StatefulSet', 'DaemonSet', 'Rollout'])('reads a %s', (kind) => {
    expect(readPodTemplate({ kind, metadata: { name: 'web', namespace: 'shop' }, spec: { selector: { matchLabels: { app: 'web' } }, template } })).toEqual({
      kind,
      name: 'web',
      namespace: 'shop',
      podLabels: { app: 'web', version: 'v1' },
      selectorLabels: { app: 'web' },
      serviceAccountName: 'web',
      containerPorts: [{ name: 'http', number: 8080 }],
      podSpec: template.spec,
    });
  });

  test('says what the object does not say', () => {
    expect(readPodTemplate({ kind: 'Job', metadata: { name: 'once' }, spec: { template: { spec: {} } } })).toEqual({
      kind: 'Job', name: 'once', namespace: undefined, podLabels: {}, selectorLabels: {}, serviceAccountName: undefined, containerPorts: [], podSpec: {},
    });
  });

  test.each([
    undefined, null, 'Deployment', [], {}, { kind: 'Service', metadata: { name: 'web' }, spec: {} }, { kind: 'Deployment', metadata: { name: 'web' } },
    { kind: 'Deployment', spec: { template } }, { kind: 'Rollout', metadata: { name: 'web' }, spec: { workloadRef: { name: 'web' } } },
    { kind: 'Deployment', metadata: { name: 'web' }, spec: { template: { spec: [] } } },
  ])('refuses %j', (object) => {
    expect(() => readPodTemplate(object)).toThrow(/\[MSH061\].*fix: /);
  });

  test('overlooks what has the wrong shape', () => {
    const odd = { kind: 'Deployment', metadata: { name: 'web', namespace: 7 }, spec: { template: { metadata: { labels: { a: 1, b: 'c' } }, spec: { containers: [7, { ports: 'x' }, { ports: [{ containerPort: '80' }] }] } } } };
    expect(readPodTemplate(odd)).toMatchObject({ namespace: undefined, podLabels: { b: 'c' }, containerPorts: [] });
  });
});
