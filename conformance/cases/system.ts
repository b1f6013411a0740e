import { KubeObject } from '../mesh/kube';

/** What the names of a table can mean: the Services of the manifests, and what surrounds them. */
export class System {
  constructor(readonly objects: readonly KubeObject[]) {}

  get namespaces(): string[] {
    const made = this.objects.filter(({ kind }) => kind === 'Namespace').map(({ metadata }) => metadata.name);
    return [...new Set([...made, ...this.objects.flatMap(({ metadata }) => metadata.namespace ?? [])])];
  }

  /** By `name`, or `name.namespace` where several have it. */
  service(name: string): KubeObject | undefined {
    const [short, namespace] = name.split('.');
    const found = this.ofKind('Service').filter(({ metadata }) => metadata.name === short && (namespace === undefined || metadata.namespace === namespace));
    return found.length === 1 ? found[0] : undefined;
  }

  /** The Service that a host of a URL means. */
  serviceBehind(host: string): KubeObject | undefined {
    const [name, namespace] = host.replace(/(\.svc)?(\.cluster\.local)?$/, '').split('.');
    return this.ofKind('Service').find(({ metadata }) => metadata.name === name && metadata.namespace === namespace);
  }

  /** Its port of plain requests, when there is no choice. */
  httpPort(service: KubeObject): number | undefined {
    const ports = service.spec.ports.filter((port: KubeObject) => (port.appProtocol ?? port.name ?? '').split('-')[0] === 'http');
    return ports.length === 1 ? ports[0].port : undefined;
  }

  /** The labels of each version of a Service's pods. */
  podsOf(service: KubeObject): Record<string, string>[] {
    const labels = this.objects.filter(({ spec }) => spec?.template !== undefined)
      .filter(({ metadata }) => metadata.namespace === service.metadata.namespace)
      .map(({ spec }) => spec.template.metadata?.labels ?? {});
    return labels.filter((pod) => selects(service.spec.selector ?? {}, pod));
  }

  ofKind(kind: string): KubeObject[] {
    return this.objects.filter((object) => object.kind === kind);
  }
}

export function selects(selector: Record<string, string>, labels: Record<string, string>): boolean {
  return Object.entries(selector).every(([key, value]) => labels[key] === value);
}
