import { visibleFrom } from './export-to';
import { hostMatches } from './hosts';
import type { ServiceSpec } from './kinds/core';
import type { ServiceEntrySpec } from './kinds/service-entry';
import type { Manifest } from './manifest';
import { type Protocol, protocolNamed, protocolOf } from './protocol';

/** A host that Istio knows, from a Service or a ServiceEntry, with its ports. */
export interface MeshHost {
  readonly host: string;
  readonly namespace: string;
  readonly exportTo: readonly string[] | undefined;
  readonly ports: readonly MeshPort[];
  readonly manifest: Manifest<ServiceSpec> | Manifest<ServiceEntrySpec>;
  readonly isEntry: boolean;
}

export interface MeshPort {
  readonly number: number;
  readonly name: string;
  readonly protocol: Protocol;
  /** The port of the pod, as the object says it. */
  readonly target: number | string;
}

const EXPORT_TO = 'networking.istio.io/exportTo';

/** Every host of the manifests, found by its name. */
export class ServiceRegistry {
  private readonly exact = new Map<string, MeshHost[]>();
  private readonly wildcards: MeshHost[] = [];

  constructor(services: readonly Manifest<ServiceSpec>[], entries: readonly Manifest<ServiceEntrySpec>[], clusterDomain: string) {
    for (const service of services) this.add(hostOfService(service, clusterDomain));
    for (const entry of entries) for (const host of entry.spec.hosts) this.add(hostOfEntry(entry, host));
  }

  /** The hosts of exactly this name, and those wildcards that cover it. */
  find(host: string): readonly MeshHost[] {
    const exact = this.exact.get(host) ?? [];
    const covering = this.wildcards.filter((known) => known.host !== host && hostMatches(known.host, host));
    return covering.length === 0 ? exact : [...exact, ...covering];
  }

  /** Those of them that a namespace can see. */
  findFrom(namespace: string, host: string): readonly MeshHost[] {
    return this.find(host).filter((known) => visibleFrom(known.exportTo, known.namespace, namespace));
  }

  get all(): readonly MeshHost[] {
    return [...this.exact.values()].flat();
  }

  private add(host: MeshHost): void {
    const known = this.exact.get(host.host);
    if (known === undefined) this.exact.set(host.host, [host]);
    else known.push(host);
    if (host.host.startsWith('*')) this.wildcards.push(host);
  }
}

function hostOfService(manifest: Manifest<ServiceSpec>, clusterDomain: string): MeshHost {
  const { name, namespace, annotations } = manifest.metadata;
  return {
    host: `${name}.${namespace}.svc.${clusterDomain}`,
    namespace,
    exportTo: annotations[EXPORT_TO]?.split(',').map((scope) => scope.trim()),
    ports: (manifest.spec.ports ?? []).map((port) => ({
      number: port.port, name: port.name ?? '', protocol: protocolOf(port), target: port.targetPort ?? port.port,
    })),
    manifest,
    isEntry: false,
  };
}

function hostOfEntry(manifest: Manifest<ServiceEntrySpec>, host: string): MeshHost {
  return {
    host,
    namespace: manifest.metadata.namespace,
    exportTo: manifest.spec.exportTo,
    ports: (manifest.spec.ports ?? []).map(({ number, name, protocol, targetPort }) => ({
      number, name, protocol: protocol === undefined || protocol === '' ? 'TCP' : protocolNamed(protocol), target: targetPort ?? number,
    })),
    manifest,
    isEntry: true,
  };
}
