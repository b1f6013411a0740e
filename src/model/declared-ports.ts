import type { MeshSettings } from './mesh';
import type { MeshModel } from './model';
import { scrapesByPodsOf } from './scrapes';
import type { Port, Service } from './service';

/** The metrics of proxies, which whoever may read metrics asks for, too. */
const METRICS = [15020, 15090];

/**
 * The ports to which the application of a service connects when it does what was declared, and names are asked for: those of Services,
 * and those of pods, to which clients of headless Services connect. Undefined where any port was granted.
 */
export function declaredPorts(model: MeshModel, service: Service): number[] | undefined {
  if (model.namespaceGrantsTo(service.namespace).length > 0) return undefined;
  const calls = [...model.callsFrom(service.key), ...model.callsFromNamespace(service.namespace)];
  const ports = [...calls.flatMap((call) => call.operation.ports), ...model.externalCallsFrom(service.key).flatMap((call) => call.ports)];
  const scraped = scrapesByPodsOf(model, service).flatMap((grant) => [...METRICS, ...grant.ports]);
  return inOrder([...dnsPorts(model.settings), ...ports.flatMap(numbersOf), ...scraped]);
}

/** Where names are asked for: at a Service, or at what is behind it. */
export function dnsPorts({ dnsServers }: MeshSettings): number[] {
  return inOrder([53, ...dnsServers.map(({ port }) => port)]);
}

function numbersOf({ number, targetPort }: Port): number[] {
  return [number, targetPort];
}

function inOrder(ports: readonly number[]): number[] {
  return [...new Set(ports)].sort((a, b) => a - b);
}
