import { PortSettings, Protocol } from '../app/settings';
import { KubeObject } from '../kube';
import { runsAsItself } from './own-program';

/** How an application speaks behind a port of that protocol; Istio's own names, and what it makes of them. */
const PROTOCOLS: Record<string, Protocol> = {
  'http': 'http',
  'grpc-web': 'http',
  'http2': 'http2',
  'grpc': 'http2',
  'kubernetes.io/h2c': 'http2',
  'https': 'https',
  'tls': 'https',
  'tcp': 'tcp',
  'mongo': 'tcp',
  'mysql': 'tcp',
  'redis': 'tcp',
};

/** The ports a pod's application listens on, in the protocols its Services declare. */
export function portsOf(pod: KubeObject, services: Iterable<KubeObject>): PortSettings[] {
  const protocols = new Map<number, Set<Protocol>>();
  const containers = appContainers(pod);
  for (const container of containers) {
    for (const { containerPort, protocol } of container.ports ?? []) {
      if (protocol !== 'UDP') protocols.set(containerPort, new Set());
    }
  }
  for (const service of services) {
    if (!selects(service, pod)) continue;
    for (const port of service.spec.ports ?? []) {
      const target = resolvePort(port.targetPort ?? port.port, containers);
      if (target === undefined || port.protocol === 'UDP') continue;
      protocols.set(target, (protocols.get(target) ?? new Set()).add(protocolOf(port)));
    }
  }
  return [...protocols].map(([port, declared]) => ({ port, protocol: declared.size === 1 ? [...declared][0] : 'auto' }));
}

/** All for which the app stands in: neither the proxy, which the injector may have put among either kind, nor what runs as itself. */
export function appContainers(pod: KubeObject): KubeObject[] {
  return pod.spec.containers.filter((container: KubeObject) => !isIstioImage(container) && !runsAsItself(container));
}

export function isIstioImage({ image }: KubeObject): boolean {
  return /\/(proxyv2|pilot)[:@]/.test(image ?? '');
}

export function resolvePort(port: number | string, containers: KubeObject[]): number | undefined {
  if (typeof port === 'number') return port;
  return containers.flatMap((container) => container.ports ?? []).find(({ name }) => name === port)?.containerPort;
}

function protocolOf({ appProtocol, name }: KubeObject): Protocol {
  if (appProtocol !== undefined) return PROTOCOLS[String(appProtocol).toLowerCase()] ?? 'auto';
  const prefix = Object.keys(PROTOCOLS).sort((a, b) => b.length - a.length).find((known) => name === known || name?.startsWith(`${known}-`));
  return prefix === undefined ? 'auto' : PROTOCOLS[prefix];
}

function selects(service: KubeObject, pod: KubeObject): boolean {
  const selector = Object.entries(service.spec.selector ?? {});
  return service.metadata.namespace === pod.metadata.namespace && selector.length > 0
    && selector.every(([key, value]) => pod.metadata.labels?.[key] === value);
}
