import type { Input } from './inputs';
import type { KubeObject } from '../mesh/kube';

/** Namespaces that are the same for everybody. */
const SHARED = new Set(['istio-system', 'kube-system']);
/** Kinds of the cluster whose names are the same for everybody. */
const OF_THE_CLUSTER = new Set(['Namespace', 'GatewayClass', 'IngressClass', 'KongClusterPlugin']);
/** Domains outside of the mesh, which all share. */
const DOMAIN = /\bexample\.(com|org|net)\b/g;

/** An input whose namespaces and hosts are its own, so that many can lie in one cluster without seeing one another. */
export interface Isolated {
  readonly input: Input;
  readonly objects: readonly KubeObject[];
  readonly prefix: string;
  /** Whether nothing of it can be told from what others mean, so that it has to be alone. */
  readonly isAlone: boolean;
}

export function isolated(input: Input, number: number): Isolated {
  const prefix = `c${String(number).padStart(3, '0')}-`;
  const placed = input.objects.map((object) => (OF_THE_CLUSTER.has(object.kind) ? object : { ...object, metadata: { ...object.metadata, namespace: object.metadata.namespace ?? 'default' } }));
  const names = new Set([...namespacesOf(placed), ...credentialsOf(placed)]);
  const namespaces = namespacesOf(placed);
  const objects = placed.map((object) => renamed(object, (text) => moved(text, names, prefix)));
  const missing = [...namespaces].map((name) => `${prefix}${name}`).filter((name) => !objects.some(({ kind, metadata }) => kind === 'Namespace' && metadata.name === name));
  return {
    input,
    prefix,
    objects: [...missing.map((name) => ({ apiVersion: 'v1', kind: 'Namespace', metadata: { name } })), ...accountsOf(objects), ...objects].sort((a, b) => Number(b.kind === 'Namespace') - Number(a.kind === 'Namespace')).map(unstarted),
    isAlone: placed.some(isEverywhere),
  };
}

function namespacesOf(objects: readonly KubeObject[]): ReadonlySet<string> {
  const names = new Set<string>();
  for (const { kind, metadata } of objects) {
    const name = kind === 'Namespace' ? metadata.name : metadata.namespace;
    if (name !== undefined && !SHARED.has(name)) names.add(name);
  }
  return names;
}

/** Without its account no pod is made. */
function accountsOf(objects: readonly KubeObject[]): KubeObject[] {
  const accounts = new Map<string, KubeObject>();
  for (const { metadata, spec } of objects) {
    const name = spec?.template?.spec?.serviceAccountName ?? spec?.serviceAccountName;
    const account = { apiVersion: 'v1', kind: 'ServiceAccount', metadata: { name, namespace: metadata.namespace } };
    const isThere = objects.some((one) => one.kind === 'ServiceAccount' && one.metadata.name === name && one.metadata.namespace === metadata.namespace);
    if (typeof name === 'string' && !isThere) accounts.set(`${metadata.namespace}/${name}`, account);
  }
  return [...accounts.values()];
}

/** Gateways that name one certificate are told of one another. */
function credentialsOf(objects: readonly KubeObject[]): string[] {
  return objects.flatMap(({ spec }) => (Array.isArray(spec?.servers) ? spec.servers : []).flatMap((server: KubeObject) => {
    const { credentialName, credentialNames = [] } = server?.tls ?? {};
    return [credentialName, ...credentialNames].filter((name) => typeof name === 'string' && /^[a-z0-9-]+$/.test(name));
  }));
}

/** Whether an object is seen, or means something, in all namespaces. */
function isEverywhere({ kind, metadata, spec }: KubeObject): boolean {
  if (kind === 'Namespace') return SHARED.has(metadata.name);
  return OF_THE_CLUSTER.has(kind) || SHARED.has(metadata.namespace)
    || (kind === 'Gateway' && (spec?.servers ?? []).some(({ hosts }: KubeObject) => hosts?.some((host: string) => host === '*' || host.endsWith('/*'))));
}

function moved(text: string, names: ReadonlySet<string>, prefix: string): string {
  let result = text.replace(DOMAIN, (domain) => `${prefix}x.${domain}`);
  for (const name of names) {
    if (result === name) return `${prefix}${name}`;
    result = result
      .replace(new RegExp(`^${name}/`), `${prefix}${name}/`)
      .replace(new RegExp(`\\.${name}(?=$|\\.svc\\b|:)`, 'g'), `.${prefix}${name}`)
      .replace(new RegExp(`(?<=/ns/)${name}(?=/|$)`, 'g'), `${prefix}${name}`);
  }
  return result;
}

/** Every text of an object, keys apart; a selector stays the same as the labels it selects, since both are texts. */
function renamed<Value>(value: Value, rename: (text: string) => string): Value {
  if (typeof value === 'string') return rename(value) as Value;
  if (Array.isArray(value)) return value.map((item) => renamed(item, rename)) as Value;
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, key === 'kind' || key === 'apiVersion' ? item : renamed(item, rename)])) as Value;
}

/** Nobody asks anything of the pods: they wait for a scheduler that does not come, and are there to be looked at. */
function unstarted(object: KubeObject): KubeObject {
  const { kind, spec } = object;
  const scheduled = (pod: KubeObject) => ({ ...pod, schedulerName: 'nobody' });
  if (kind === 'Pod' && spec !== undefined) return { ...object, spec: scheduled(spec) };
  if (kind === 'CronJob' || kind === 'Rollout' || typeof spec?.template?.spec !== 'object' || spec.template.spec === null) return object;
  return { ...object, spec: { ...spec, template: { ...spec.template, spec: scheduled(spec.template.spec) } } };
}
