import type { KubeObject } from '../mesh/kube';

/** The pods that every random mesh shares: starting them takes longer than asking them. */
export function sharedPods(namespaces: readonly string[]): KubeObject[] {
  return [
    namespaceObject('outsiders', {}),
    ...namespaces.flatMap((namespace) => [
      namespaceObject(namespace, { 'istio-injection': 'enabled' }),
      ...['a', 'b', 'c'].map((name) => ({ apiVersion: 'v1', kind: 'ServiceAccount', metadata: { name, namespace } })),
      service(namespace, 'a', [HTTP]),
      service(namespace, 'b', [HTTP, { name: 'http-alt', port: 8081, targetPort: 8081 }, { name: 'tcp-raw', port: 9000, targetPort: 9000 }]),
      service(namespace, 'c', [HTTP]),
      deployment(namespace, 'a', 'a', {}),
      deployment(namespace, 'b-v1', 'b', { version: 'v1' }),
      deployment(namespace, 'b-v2', 'b', { version: 'v2' }),
      deployment(namespace, 'c', 'c', {}),
    ]),
  ];
}

const HTTP = { name: 'http', port: 80, targetPort: 8080 };

function namespaceObject(name: string, labels: Record<string, string>): KubeObject {
  return { apiVersion: 'v1', kind: 'Namespace', metadata: { name, labels } };
}

function service(namespace: string, name: string, ports: readonly object[]): KubeObject {
  return { apiVersion: 'v1', kind: 'Service', metadata: { name, namespace }, spec: { selector: { app: name }, ports } };
}

function deployment(namespace: string, name: string, app: string, labels: Record<string, string>): KubeObject {
  const all = { app, ...labels };
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name, namespace },
    spec: {
      selector: { matchLabels: all },
      template: {
        metadata: { labels: all },
        spec: { serviceAccountName: app, containers: [{ name: 'app', image: 'app', ports: [{ containerPort: 8080 }] }] },
      },
    },
  };
}
