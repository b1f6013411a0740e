import { dataPlaneOf } from './data-plane';
import { fullHost, hostMatches } from './hosts';
import type { ServiceSpec } from './kinds/core';
import type { ClientTls, DestinationRuleSpec, TrafficPolicy } from './kinds/destination-rule';
import type { Manifest } from './manifest';
import type { Manifests } from './manifests';
import { type AcceptedTls, acceptedTls } from './mutual-tls';
import type { MeshHost } from './service-registry';
import { targetPortOf } from './workload';

/** TLS settings of a DestinationRule, and the ports they are for. */
export interface TlsSetting {
  readonly tls: ClientTls;
  readonly path: string;
  /** Undefined where they are for every port that has none of its own. */
  readonly port: number | undefined;
  readonly exceptPorts: readonly number[];
}

/** The TLS settings of a DestinationRule: its own, those of its subsets, and of single ports. */
export function tlsSettingsOf(spec: DestinationRuleSpec): TlsSetting[] {
  return [
    ...settingsOf(spec.trafficPolicy, 'spec.trafficPolicy'),
    ...(spec.subsets ?? []).flatMap(({ trafficPolicy }, index) => settingsOf(trafficPolicy, `spec.subsets[${index}].trafficPolicy`)),
  ];
}

/** What one port of a host accepts. */
export type AcceptedAt = AcceptedTls & { readonly host: string; readonly port: number };

/** What the pods behind the Services of a DestinationRule accept, where its TLS settings apply. Of pods without a proxy no policy says it. */
export function acceptedWhere(manifests: Manifests, rule: Manifest<DestinationRuleSpec>, setting: TlsSetting): AcceptedAt[] {
  return servicesOf(manifests, rule).flatMap(({ host, namespace, ports, manifest }) => {
    const { selector } = manifest.spec as ServiceSpec;
    if (selector === undefined || selector === null) return [];
    const workloads = manifests.selected(namespace, selector).filter((workload) => dataPlaneOf(manifests, workload) !== 'none');
    const isMeant = (number: number) => (setting.port === undefined ? !setting.exceptPorts.includes(number) : setting.port === number);
    return ports.filter(({ number }) => isMeant(number)).flatMap(({ number, target }) =>
      workloads.flatMap((workload) => {
        const accepted = acceptedTls(manifests, workload, targetPortOf(target, workload) ?? number);
        return accepted === undefined ? [] : [{ ...accepted, host, port: number }];
      }));
  });
}

function servicesOf(manifests: Manifests, { metadata, spec }: Manifest<DestinationRuleSpec>): readonly MeshHost[] {
  const pattern = fullHost(spec.host, metadata.namespace, manifests.surroundings.clusterDomain);
  const named = pattern.startsWith('*') ? manifests.hosts.all.filter(({ host }) => hostMatches(pattern, host)) : manifests.hosts.find(pattern);
  return named.filter(({ isEntry }) => !isEntry);
}

function settingsOf(policy: TrafficPolicy | undefined, path: string): TlsSetting[] {
  const ports = policy?.portLevelSettings ?? [];
  const exceptPorts = ports.flatMap(({ port }) => port?.number ?? []);
  return [
    ...(policy?.tls === undefined ? [] : [{ tls: policy.tls, path: `${path}.tls`, port: undefined, exceptPorts }]),
    ...ports.flatMap(({ tls, port }, index) => {
      const at = `${path}.portLevelSettings[${index}].tls`;
      return tls === undefined || port?.number === undefined ? [] : [{ tls, path: at, port: port.number, exceptPorts: [] }];
    }),
  ];
}
