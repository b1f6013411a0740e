import type { Manifests } from './manifests';
import { type Protocol, protocolOf } from './protocol';
import { targetPortOf, type Workload } from './workload';

/** A port of pods, and how a Service that leads there calls it. */
export interface WorkloadPort {
  readonly number: number;
  readonly servicePort: number;
  readonly protocol: Protocol;
  readonly service: string;
}

/** The ports of pods that Services lead to; UDP is not the mesh's. */
export function portsOfWorkload(manifests: Manifests, workload: Workload): readonly WorkloadPort[] {
  const known = manifests.once('ports of workloads', () => new Map<Workload, readonly WorkloadPort[]>());
  const ports = known.get(workload) ?? findPorts(manifests, workload);
  known.set(workload, ports);
  return ports;
}

function findPorts(manifests: Manifests, workload: Workload): readonly WorkloadPort[] {
  return manifests.servicesOf(workload).flatMap(({ metadata, spec }) => (spec.ports ?? []).flatMap((port) => {
    const protocol = protocolOf(port);
    const number = targetPortOf(port.targetPort ?? port.port, workload);
    return protocol === 'UDP' || number === undefined ? [] : [{ number, servicePort: port.port, protocol, service: metadata.name }];
  }));
}

/** Whether a protocol's bytes pass as they are, so that nothing is known of requests. `AUTO` may be either. */
export function isOpaque(protocol: Protocol | undefined): boolean {
  return protocol === 'TCP' || protocol === 'TLS' || protocol === 'HTTPS' || protocol === 'MONGO' || protocol === 'REDIS' || protocol === 'MYSQL' || protocol === 'UNSUPPORTED';
}

/** The port of pods that a number was meant for, if it is one of a Service and none of all these pods listens there. */
export function onlyServicePort(manifests: Manifests, workloads: readonly Workload[], number: number): WorkloadPort | undefined {
  let meant: WorkloadPort | undefined;
  for (const workload of workloads) {
    const ports = portsOfWorkload(manifests, workload);
    const declared = (workload.pod.containers ?? []).flatMap((container) => container.ports ?? []);
    if (ports.some((port) => port.number === number) || declared.some(({ containerPort }) => containerPort === number)) return undefined;
    meant ??= ports.find(({ servicePort }) => servicePort === number);
  }
  return meant;
}
