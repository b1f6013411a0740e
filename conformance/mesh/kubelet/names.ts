import { closeSync, ftruncateSync, openSync, readFileSync, writeSync } from 'node:fs';
import { KubeObject } from '../kube';
import { hostsFile } from '../network';
import { View } from './view';

/** Stands in for DNS: every pod has a hosts file with every Service, and with the hosts outside that a test has announced. */
export class Names {
  private readonly files = new Map<string, string>();
  private outside: Record<string, string> = {};
  private waiting = false;

  constructor(private readonly view: View) {
    view.onChange(() => this.refreshSoon());
  }

  /** The names as they are seen from a namespace, to start with. */
  add(net: string, namespace: string): string {
    this.files.set(net, namespace);
    return this.render(namespace);
  }

  remove(net: string): void {
    this.files.delete(net);
  }

  setOutside(addresses: Record<string, string>): void {
    this.outside = addresses;
    this.refresh();
  }

  private refreshSoon(): void {
    if (this.waiting) return;
    this.waiting = true;
    setTimeout(() => { this.waiting = false; this.refresh(); }, 100);
  }

  private refresh(): void {
    for (const [net, namespace] of this.files) rewrite(hostsFile(net), this.render(namespace));
  }

  private render(namespace: string): string {
    const lines = ['127.0.0.1 localhost'];
    for (const service of this.view.services.values()) {
      const names = namesOf(service.metadata.name, service.metadata.namespace, namespace);
      for (const { address, host } of this.addressesOf(service)) {
        lines.push(`${address} ${[...(host === undefined ? [] : names.map((name) => `${host}.${name}`)), ...names].join(' ')}`);
      }
    }
    for (const [host, address] of Object.entries(this.outside)) lines.push(`${address} ${host}`);
    return lines.join('\n') + '\n';
  }

  /** Without a ClusterIP a Service's name means its ready pods. */
  private addressesOf(service: KubeObject): { address: string; host?: string }[] {
    const { clusterIP } = service.spec;
    if (clusterIP && clusterIP !== 'None') return [{ address: clusterIP }];
    return [...this.view.slices.values()]
      .filter(({ metadata }) => metadata.namespace === service.metadata.namespace && metadata.labels?.['kubernetes.io/service-name'] === service.metadata.name)
      .flatMap((slice) => slice.endpoints ?? [])
      .filter((endpoint: KubeObject) => endpoint.conditions?.ready || service.spec.publishNotReadyAddresses)
      .map((endpoint: KubeObject) => ({ address: endpoint.addresses[0], host: endpoint.hostname }));
  }
}

function namesOf(name: string, namespace: string, from: string): string[] {
  const full = `${name}.${namespace}`;
  return [...(namespace === from ? [name] : []), full, `${full}.svc`, `${full}.svc.cluster.local`];
}

/** In place, because the file is mounted; never empty, because somebody may be reading. */
function rewrite(file: string, text: string): void {
  try {
    if (readFileSync(file, 'utf8') === text) return;
    const descriptor = openSync(file, 'r+');
    writeSync(descriptor, text, 0);
    ftruncateSync(descriptor, Buffer.byteLength(text));
    closeSync(descriptor);
  } catch {
    // The pod has just gone.
  }
}
