import { deleteAll } from '../mesh/apply';
import type { KubeObject } from '../mesh/kube';
import { Mesh } from '../mesh/mesh';
import { until } from '../mesh/until';

const INJECTED = { 'istio-injection': 'enabled' };
const OUT_OF_THE_MESH = { 'istio-injection': 'disabled' };

/**
 * Workloads with sidecars for the Services of golden cases that select pods of somebody else: without them, no Envoy would be told
 * what such a case means. Many cases speak of the same pods, which therefore stay from case to case.
 */
export function selectedWorkloads(cases: readonly KubeObject[][]): KubeObject[] {
  const found = new Map<string, KubeObject>();
  for (const objects of cases) {
    for (const { kind, metadata, spec } of objects) {
      if (kind !== 'Service' || spec.selector === undefined || hasPods(objects, metadata.namespace, spec.selector)) continue;
      found.set(JSON.stringify([metadata.namespace, spec.selector]), { metadata, labels: spec.selector });
    }
  }
  const workloads = [...found.values()].map(({ metadata: { namespace }, labels }, index) => deployment(`selected-${index}`, namespace, labels));
  return [...new Set(workloads.map(({ metadata }) => metadata.namespace))].map((name) => namespaceObject(name, INJECTED)).concat(workloads);
}

function hasPods(objects: readonly KubeObject[], namespace: string, selector: Readonly<Record<string, string>>): boolean {
  return objects.some(({ metadata, spec }) => {
    const labels = spec?.template?.metadata?.labels;
    return labels !== undefined && metadata.namespace === namespace && Object.entries(selector).every(([key, value]) => labels[key] === value);
  });
}

/** Namespaces that a case takes for granted. */
export function absentNamespaces(objects: readonly KubeObject[]): KubeObject[] {
  const made = new Set(objects.filter(({ kind }) => kind === 'Namespace').map(({ metadata }) => metadata.name));
  const used = new Set(objects.map(({ metadata }) => metadata.namespace).filter((name) => name !== undefined && name !== 'istio-system'));
  return [...used].filter((name) => !made.has(name)).map((name) => namespaceObject(name, OUT_OF_THE_MESH));
}

/** Lets Deployments come, and none of their pods. */
export async function forbidPods(mesh: Mesh, objects: readonly KubeObject[]): Promise<void> {
  for (const { kind, metadata } of objects) {
    if (kind !== 'Namespace') continue;
    await mesh.kube.apply(namespaceObject(metadata.name, INJECTED));
    await mesh.kube.apply({ apiVersion: 'v1', kind: 'ResourceQuota', metadata: { name: 'no-pods', namespace: metadata.name }, spec: { hard: { pods: '0' } } });
  }
}

/**
 * Removes a case, so that the next one finds nothing of it. Its namespaces stay, empty and out of the mesh: Kubernetes takes five
 * seconds to delete one, and most cases use the same.
 */
export async function clear(mesh: Mesh, objects: readonly KubeObject[], remaining: ReadonlySet<string>): Promise<void> {
  await deleteAll(mesh.kube, objects.filter(({ kind }) => kind !== 'Namespace'));
  for (const { kind, metadata } of objects) if (kind === 'Namespace') await mesh.kube.apply(namespaceObject(metadata.name, OUT_OF_THE_MESH));
  await until('the pods of the case to be gone', 60, async () => (await podNames(mesh)).every((name) => remaining.has(name)));
}

export async function podNames(mesh: Mesh): Promise<string[]> {
  return (await mesh.kube.list('/api/v1/pods')).map(({ metadata }) => `${metadata.namespace}/${metadata.name}`);
}

function namespaceObject(name: string, labels: Record<string, string>): KubeObject {
  return { apiVersion: 'v1', kind: 'Namespace', metadata: { name, labels } };
}

function deployment(name: string, namespace: string, labels: Record<string, string>): KubeObject {
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name, namespace },
    spec: {
      selector: { matchLabels: labels },
      template: {
        metadata: { labels },
        spec: {
          securityContext: { runAsNonRoot: true, seccompProfile: { type: 'RuntimeDefault' } },
          containers: [{ name, image: name, securityContext: { allowPrivilegeEscalation: false, capabilities: { drop: ['ALL'] } } }],
        },
      },
    },
  };
}
