import { visibleTogether } from '../../manifests/export-to';
import type { ServiceEntrySpec } from '../../manifests/kinds/service-entry';
import { idOf, type Manifest, titleOf } from '../../manifests/manifest';
import { sortedSet } from '../../support/compare';
import { defineRule } from '../rule';

export const conflictingEntryProtocols = defineRule({
  code: 'MSH223',
  name: 'conflicting-entry-protocols',
  severity: 'warning',
  summary: 'one host and port with two protocols',
  fix: 'Give the port the same protocol in every ServiceEntry of the host.',
  upstream: ['IST0177'],
  reads: ['networking.istio.io/ServiceEntry'],
  messages: {
    conflict: 'port {port} of {host} is {protocol} here, but another protocol in {other}: which of them counts depends on their age',
  },
  check: (manifests, report) => {
    const byPort = new Map<string, Claim[]>();
    for (const entry of manifests.ofKind('networking.istio.io/ServiceEntry')) {
      (entry.spec.ports ?? []).forEach(({ number, protocol = '' }, index) => entry.spec.hosts.forEach((host) => {
        const key = `${number} ${host}`;
        const known = byPort.get(key) ?? [];
        byPort.set(key, known);
        known.push({ entry, host, number, protocol: protocol.toUpperCase() || 'TCP', path: `spec.ports[${index}].protocol` });
      }));
    }
    for (const claims of byPort.values()) {
      for (const claim of claims.length < 2 ? [] : claims) {
        const others = claims.filter((other) => other.protocol !== claim.protocol && visibleTogether(scopeOf(claim), scopeOf(other)));
        if (others.length === 0) continue;
        report(claim.entry, claim.path, 'conflict', {
          port: claim.number, host: claim.host, protocol: claim.protocol, other: sortedSet(others.map(({ entry }) => titleOf(idOf(entry)))).join(', '),
        });
      }
    }
  },
});

interface Claim {
  readonly entry: Manifest<ServiceEntrySpec>;
  readonly host: string;
  readonly number: number;
  readonly protocol: string;
  readonly path: string;
}

function scopeOf({ entry: { metadata, spec } }: Claim) {
  return { exportTo: spec.exportTo, namespace: metadata.namespace };
}
