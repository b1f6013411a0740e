import { required } from './internal';
import type { Caller } from '../model/call';
import { isPlainCall } from '../model/check-plain';
import type { ExternalService } from '../model/external';
import type { MeshModel } from '../model/model';
import { reached } from '../model/namespace';
import type { Service, ServiceKey } from '../model/service';
import { sorted } from '../support/compare';

/** Which namespaces' proxies take a service's VirtualService into account. A gateway has one of its own. */
export function virtualServiceExportTo(model: MeshModel, key: ServiceKey): string[] {
  return exportTo(model, key, (caller) => caller.kind !== 'gateway');
}

/** Gateways, too: they take subsets and connection settings from the service's DestinationRule. */
export function destinationRuleExportTo(model: MeshModel, key: ServiceKey): string[] {
  return exportTo(model, key, () => true);
}

function exportTo(model: MeshModel, key: ServiceKey, counts: (caller: Caller) => boolean): string[] {
  const service = serviceOf(model, key);
  if (visibleToAll(model, service)) return ['*'];
  const declared = model.callsTo(key).filter((call) => !isPlainCall(model, call)).map((call) => call.caller).filter(counts).map(namespaceOf);
  const granted = model.namespaceGrantsOf(service.namespace).map((grant) => grant.caller);
  return exported(service.namespace, [service.namespace, ...declared, ...granted]);
}

/** An external host is known where it was declared that it is called, and nowhere else. */
export function serviceEntryExportTo(model: MeshModel, key: ServiceKey): string[] {
  const external = required(model.externals.get(key), `external service ${key}`);
  const callers = model.externalCallsTo(key).map((call) => serviceOf(model, call.caller)).filter(({ dataPlane }) => dataPlane !== 'NONE').map(({ namespace }) => namespace);
  // absent or empty would mean every namespace; `~` is none
  return callers.length === 0 ? ['~'] : exported(external.namespace, [...callers, ...egressOf(model, external)]);
}

/** TLS to the outside is originated by the callers' proxies, or by the egress gateway and by nobody else. */
export function originationExportTo(model: MeshModel, key: ServiceKey): string[] {
  const external = required(model.externals.get(key), `external service ${key}`);
  const gateway = egressOf(model, external);
  return gateway.length === 0 ? externalExportTo(model, key) : exported(external.namespace, gateway);
}

function egressOf({ egressGateways }: MeshModel, { egressGateway }: ExternalService): string[] {
  return egressGateway === undefined ? [] : [required(egressGateways.get(egressGateway), `egress gateway ${egressGateway}`).namespace];
}

/** DestinationRule and VirtualService of an external service: as its ServiceEntry; only that knows `~`, so what nobody needs stays in its namespace. */
export function externalExportTo(model: MeshModel, key: ServiceKey): string[] {
  const namespaces = serviceEntryExportTo(model, key);
  return namespaces.includes('~') ? ['.'] : namespaces;
}

/** Until the policies are enforced undeclared callers get through, and what is said about routing must hold for them too. */
function visibleToAll(model: MeshModel, service: Service): boolean {
  const namespace = model.namespaces.get(service.namespace);
  return namespace === undefined || !namespace.zeroTrust || !reached(namespace.stage, 'ENFORCED');
}

function namespaceOf(caller: Caller): string {
  return caller.kind === 'namespace' ? caller.namespace : caller.identity.namespace;
}

/** The object's own namespace is `.`, and written once: its name and `.` together would be a repetition, which Istio refuses. */
function exported(namespace: string, to: readonly string[]): string[] {
  const names = new Set(to);
  const isOwn = names.delete(namespace);
  return [...(isOwn ? ['.'] : []), ...sorted(names)];
}

function serviceOf(model: MeshModel, key: ServiceKey): Service {
  return required(model.services.get(key), `service ${key}`);
}
