import { isIP } from 'node:net';
import type { PortSettings, Protocol } from './app/settings';
import { KubeObject } from './kube';
import type { OutsideHosts } from './kubelet/outside';

const PROTOCOLS: Record<string, Protocol> = { HTTP: 'http', HTTP2: 'http2', GRPC: 'http2', HTTPS: 'https', TLS: 'https', TCP: 'tcp' };

/** The hosts that ServiceEntries expect to find by DNS, and how they expect them to speak. */
export function externalHosts(objects: KubeObject[]): OutsideHosts {
  const entries = objects.filter(({ kind, spec }) => kind === 'ServiceEntry' && spec?.location !== 'MESH_INTERNAL' && String(spec?.resolution).startsWith('DNS'));
  const protocols = new Map<number, Set<Protocol>>();
  for (const { spec } of entries) {
    for (const { number, targetPort, protocol } of spec.ports ?? []) {
      const port = targetPort ?? number;
      const spoken = originatesTls(objects, spec.hosts, number) ? 'https' : PROTOCOLS[protocol] ?? 'auto';
      protocols.set(port, (protocols.get(port) ?? new Set()).add(spoken));
    }
  }
  return {
    hosts: [...new Set(entries.flatMap(namesIn))],
    ports: [...protocols].map(([port, declared]): PortSettings => ({ port, protocol: declared.size === 1 ? [...declared][0] : 'auto' })),
  };
}

/** The proxies speak TLS there, whatever the application speaks to them. */
function originatesTls(objects: KubeObject[], hosts: string[], port: number): boolean {
  const isTls = (tls: KubeObject | undefined) => tls !== undefined && tls.mode !== 'DISABLE';
  return objects.filter(({ kind, spec }) => kind === 'DestinationRule' && hosts.includes(spec.host)).some(({ spec: { trafficPolicy = {} } }) => {
    const settings = (trafficPolicy.portLevelSettings ?? []).find((one: KubeObject) => one.port?.number === port);
    return isTls((settings ?? trafficPolicy).tls);
  });
}

function namesIn({ spec }: KubeObject): string[] {
  const names: string[] = spec.endpoints?.length > 0 ? spec.endpoints.map(({ address }: KubeObject) => address) : spec.hosts;
  return names.filter((name) => !name.includes('*') && isIP(name) === 0);
}
