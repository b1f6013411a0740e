import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { KeyPair } from './site';
import type { Kube, KubeObject } from '../mesh/kube';

/** What a controller reads of the cluster besides its own objects: Secrets, as files, and where Services lead. */
export class ClusterView {
  constructor(private readonly kube: Kube, private readonly dir: string) {
    mkdirSync(dir, { recursive: true });
  }

  async keyPair(namespace: string, name: string): Promise<KeyPair> {
    const secret = await this.secret(namespace, name, ['kubernetes.io/tls', 'Opaque']);
    return { cert: this.file(secret, 'tls.crt'), key: this.file(secret, 'tls.key') };
  }

  /** F5's controller reads authorities from Secrets of a type of its own only. */
  async authorities(namespace: string, name: string, types: readonly string[]): Promise<string> {
    return this.file(await this.secret(namespace, name, types), 'ca.crt');
  }

  async configMapFile(namespace: string, name: string, key: string): Promise<string> {
    const { data } = await this.kube.get(`/api/v1/namespaces/${namespace}/configmaps/${name}`);
    return this.write(`${namespace}-${name}-${key}`, data[key]);
  }

  /** Pods, unless asked for the address of the Service itself. */
  async servers(namespace: string, name: string, port: number, clusterIp: boolean): Promise<string[]> {
    const { spec } = await this.kube.get(`/api/v1/namespaces/${namespace}/services/${name}`);
    const found = spec.ports.find((one: KubeObject) => one.port === port);
    if (found === undefined) throw new Error(`Service ${namespace}/${name} has no port ${port}`);
    if (clusterIp) return [`${spec.clusterIP}:${port}`];
    const slices = await this.kube.list(`/apis/discovery.k8s.io/v1/namespaces/${namespace}/endpointslices`);
    const servers = slices.filter(({ metadata }) => metadata.labels?.['kubernetes.io/service-name'] === name).flatMap(({ endpoints, ports }) => {
      const target = ports.find((one: KubeObject) => one.name === found.name)?.port;
      return (endpoints ?? []).filter(({ conditions }: KubeObject) => conditions.ready).flatMap(({ addresses }: KubeObject) => addresses.map((address: string) => `${address}:${target}`));
    });
    if (servers.length === 0) throw new Error(`Service ${namespace}/${name} has no pods`);
    return servers;
  }

  private async secret(namespace: string, name: string, types: readonly string[]): Promise<KubeObject> {
    const secret = await this.kube.get(`/api/v1/namespaces/${namespace}/secrets/${name}`);
    if (!types.includes(secret.type)) throw new Error(`Secret ${namespace}/${name} is of type ${secret.type}, and must be of ${types.join(' or ')}`);
    return secret;
  }

  private file({ metadata, data }: KubeObject, key: string): string {
    if (data?.[key] === undefined) throw new Error(`Secret ${metadata.namespace}/${metadata.name} has no ${key}`);
    return this.write(`${metadata.namespace}-${metadata.name}-${key}`, Buffer.from(data[key], 'base64').toString());
  }

  private write(name: string, text: string): string {
    const file = join(this.dir, name);
    writeFileSync(file, text, { mode: 0o600 });
    return file;
  }
}
