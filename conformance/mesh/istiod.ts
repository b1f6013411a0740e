import { Asker } from './ask';
import { KubeObject } from './kube';

/** What istiod knows of one proxy: what it has sent it last, and what the proxy made of it. */
export interface ProxyState {
  /** `pod.namespace`. */
  readonly proxy: string;
  /** By type of resource. */
  readonly resources: Record<string, { sent?: string; acked?: string; error?: string }>;
}

/** As istiod's `model.HealthStatus` counts. */
const HEALTHY = 1;

/** What istiod knows of a Service. */
export interface KnownService {
  readonly version: string;
  /** Of its healthy endpoints, once for each port. */
  readonly addresses: string[];
}

/** The pages istiod shows to those in its own pod. */
export class Istiod {
  constructor(private readonly asker: Asker) {}

  async proxies(): Promise<ProxyState[]> {
    const states: KubeObject[] = await this.page('/debug/syncz');
    return states.map(({ proxy, resources }) => ({
      proxy,
      resources: Object.fromEntries(Object.entries<any>(resources).map(([type, { sent, acked, lastError }]) => [
        type.replace(/^.*\./, ''), { sent, acked, error: lastError },
      ])),
    }));
  }

  /** The resource versions of the configuration istiod has taken up, by kind, namespace and name. */
  async configuration(): Promise<Map<string, string>> {
    const objects: KubeObject[] = await this.page('/debug/configz');
    return new Map(objects.map((object) => [configKey(object), object.metadata.resourceVersion]));
  }

  /** The policies of what it pushes now, as text. */
  async snapshot(): Promise<string> {
    return JSON.stringify(await this.page('/debug/pushcontext'));
  }

  /** Sends every proxy everything anew. */
  async push(): Promise<void> {
    await this.text('/debug/adsz?push=true');
  }

  /** Has it compute anew what it keeps for the next proxy. */
  async forgetComputed(): Promise<void> {
    await this.text('/debug/cachez?clear=true');
  }

  /** The Services it knows, by host. */
  async services(): Promise<Map<string, KnownService>> {
    const [services, endpoints] = await Promise.all([this.page('/debug/registryz'), this.page('/debug/endpointShardz')]);
    return new Map(services.map(({ hostname, ResourceVersion, Attributes: { Namespace } }: KubeObject) => {
      const shards: KubeObject[] = Object.values<KubeObject[]>(endpoints[hostname]?.[Namespace]?.Shards ?? {}).flat();
      const healthy = shards.filter(({ HealthStatus }) => HealthStatus === HEALTHY);
      return [hostname, { version: ResourceVersion, addresses: healthy.flatMap(({ Addresses }) => Addresses) }];
    }));
  }

  /** The sum of a metric over its labels. */
  async metric(name: string): Promise<number> {
    return (await this.metrics(name)).reduce((sum, { value }) => sum + value, 0);
  }

  async metrics(name: string): Promise<{ labels: string; value: number }[]> {
    const { body } = await this.asker.ask('istio-system/istiod', { url: 'http://localhost:15014/metrics' });
    const lines = (body ?? '').split('\n').map((line) => /^(\w+)(\{.*\})? (\S+)$/.exec(line));
    return lines.flatMap((line) => (line?.[1] === name ? [{ labels: line[2] ?? '', value: Number(line[3]) }] : []));
  }

  async page(path: string): Promise<any> {
    return JSON.parse(await this.text(path));
  }

  private async text(path: string): Promise<string> {
    const { body, error, status } = await this.asker.ask('istio-system/istiod', { url: `http://localhost:8080${path}` });
    if (status !== 200) throw new Error(`istiod answers ${path} with ${status ?? error}`);
    return body!;
  }
}

export function configKey({ kind, metadata }: KubeObject): string {
  return `${kind}/${metadata.namespace ?? ''}/${metadata.name}`;
}
