import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { Kube, KubeObject } from '../kube';

type Files = Record<string, string>;

const DAY = 86_400;

/** Puts a container's volumes below the pod's folder, where Istio's programs find them by relative paths. */
export async function mountVolumes(kube: Kube, pod: KubeObject, container: KubeObject, dir: string): Promise<void> {
  for (const { name, mountPath } of container.volumeMounts ?? []) {
    const volume = pod.spec.volumes?.find((candidate: KubeObject) => candidate.name === name);
    const files = await filesOf(kube, pod, volume ?? {});
    const target = join(dir, mountPath);
    mkdirSync(target, { recursive: true });
    for (const [path, text] of Object.entries(files)) {
      mkdirSync(dirname(join(target, path)), { recursive: true });
      writeFileSync(join(target, path), text);
      chmodSync(join(target, path), 0o644);
    }
  }
}

async function filesOf(kube: Kube, pod: KubeObject, volume: KubeObject): Promise<Files> {
  const namespace = pod.metadata.namespace;
  if (volume.configMap) return configMap(kube, namespace, volume.configMap);
  if (volume.secret) return secret(kube, namespace, volume.secret);
  if (volume.downwardAPI) return downward(pod, volume.downwardAPI);
  if (!volume.projected) return {};
  const files: Files = {};
  for (const source of volume.projected.sources) {
    if (source.configMap) Object.assign(files, await configMap(kube, namespace, source.configMap));
    if (source.secret) Object.assign(files, await secret(kube, namespace, source.secret));
    if (source.downwardAPI) Object.assign(files, downward(pod, source.downwardAPI));
    if (source.serviceAccountToken) files[source.serviceAccountToken.path] = await token(kube, pod, source.serviceAccountToken.audience);
  }
  return files;
}

async function configMap(kube: Kube, namespace: string, { name, optional, items }: KubeObject): Promise<Files> {
  const found = await kube.find(`/api/v1/namespaces/${namespace}/configmaps/${name}`);
  if (found === undefined && !optional) throw new Error(`configmap "${name}" not found`);
  return pick(found?.data ?? {}, items);
}

async function secret(kube: Kube, namespace: string, { secretName, name, optional, items }: KubeObject): Promise<Files> {
  const found = await kube.find(`/api/v1/namespaces/${namespace}/secrets/${secretName ?? name}`);
  if (found === undefined && !optional) throw new Error(`secret "${secretName ?? name}" not found`);
  const data: Files = Object.fromEntries(Object.entries<string>(found?.data ?? {}).map(([key, value]) => [key, Buffer.from(value, 'base64').toString()]));
  return pick(data, items);
}

function pick(data: Files, items: { key: string; path: string }[] | undefined): Files {
  return items === undefined ? data : Object.fromEntries(items.map(({ key, path }) => [path, data[key]]));
}

/** Labels and annotations are lists of key="value". */
function downward(pod: KubeObject, { items }: KubeObject): Files {
  return Object.fromEntries(items.map(({ path, fieldRef }: KubeObject) => {
    const values = pod.metadata[fieldRef?.fieldPath?.replace('metadata.', '')] ?? {};
    return [path, typeof values === 'string' ? values : Object.entries(values).map(([key, value]) => `${key}=${JSON.stringify(value)}`).join('\n')];
  }));
}

/** Bound to the pod, as a kubelet asks for it; it lives longer, because nobody here renews it. */
export async function token(kube: Kube, pod: KubeObject, audience?: string): Promise<string> {
  const { name, namespace, uid } = pod.metadata;
  const account = pod.spec.serviceAccountName ?? 'default';
  const { status } = await kube.create(`/api/v1/namespaces/${namespace}/serviceaccounts/${account}/token`, {
    apiVersion: 'authentication.k8s.io/v1',
    kind: 'TokenRequest',
    spec: { audiences: audience === undefined ? undefined : [audience], expirationSeconds: DAY, boundObjectRef: { kind: 'Pod', apiVersion: 'v1', name, uid } },
  });
  return status.token;
}
