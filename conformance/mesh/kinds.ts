import type { Kube, KubeObject } from './kube';

interface Resource {
  readonly plural: string;
  readonly namespaced: boolean;
}

const DISCOVERY = 'application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList';

/** Which path the API server serves an object under. */
export class Kinds {
  private known = new Map<string, Resource>();

  constructor(private readonly kube: Kube) {}

  async pathOf(object: KubeObject): Promise<string> {
    const { namespaced, plural } = await this.resource(object.apiVersion, object.kind);
    const root = object.apiVersion === 'v1' ? '/api/v1' : `/apis/${object.apiVersion}`;
    const namespace = namespaced ? `/namespaces/${object.metadata.namespace ?? 'default'}` : '';
    return `${root}${namespace}/${plural}/${encodeURIComponent(object.metadata.name)}`;
  }

  private async resource(apiVersion: string, kind: string): Promise<Resource> {
    const key = `${apiVersion}/${kind}`;
    if (!this.known.has(key)) this.known = await this.discover();
    const resource = this.known.get(key);
    if (resource === undefined) throw new Error(`the API server has no kind ${kind} in ${apiVersion}`);
    return resource;
  }

  private async discover(): Promise<Map<string, Resource>> {
    const found = new Map<string, Resource>();
    for (const path of ['/api', '/apis']) {
      const { body } = await this.kube.ask({ method: 'GET', path, accept: DISCOVERY });
      for (const group of body.items) {
        const prefix = group.metadata.name === undefined ? '' : `${group.metadata.name}/`;
        for (const { version, resources } of group.versions) {
          for (const { resource, scope, responseKind } of resources ?? []) {
            found.set(`${prefix}${version}/${responseKind?.kind}`, { plural: resource, namespaced: scope === 'Namespaced' });
          }
        }
      }
    }
    return found;
  }
}
