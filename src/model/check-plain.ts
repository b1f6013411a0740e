import type { Call, Operation, PlaintextException } from './call';
import type { MeshModel } from './model';
import { reached } from './namespace';
import { problem } from './problem';
import type { Port, Service } from './service';
import { canonical } from '../support/compare';
import type { Problem } from '../support/errors';

/** What the border of the mesh asks of both of its sides. */
export function checkPlain(model: MeshModel): Problem[] {
  return [...model.services.values()].flatMap((service) => [...wrongSide(model, service), ...refusedCalls(model, service)]);
}

/** A caller without a proxy: it has no identity, so that policies can say nothing about it. */
export function isPlainCall(model: MeshModel, { caller }: Call): boolean {
  return caller.kind === 'service' && model.services.get(caller.service)?.dataPlane === 'NONE';
}

/** Whether whoever may do the one may do the other, in the words of a policy. */
export function allowsRequests(open: Pick<Operation, 'methods' | 'paths'>, asked: Pick<Operation, 'methods' | 'paths'>): boolean {
  const covers = (all: readonly unknown[] | undefined, some: readonly unknown[] | undefined) =>
    all === undefined || (some !== undefined && some.every((each) => all.some((one) => canonical(one) === canonical(each))));
  return covers(open.methods, asked.methods) && covers(open.paths, asked.paths);
}

/** Of a service that others own we only know what we are told; its namespace may be ours, and known better. */
function wrongSide(model: MeshModel, service: Service): Problem[] {
  const namespace = model.namespaces.get(service.namespace);
  if (namespace === undefined || (service.dataPlane === 'NONE') === (namespace.dataPlane === 'NONE')) return [];
  const outside = namespace.dataPlane === 'NONE';
  return [problem(service.origin, 'MSH533', {
    what: outside ? `${service.name} is said to be in the mesh, and its namespace is outside of it` : `${service.name} is said to be outside of the mesh, and its namespace is in it`,
    got: service.origin.call,
    allowed: outside ? 'PlainService.fromAttributes()' : 'MeshService.fromAttributes()',
    fix: `refer to it with that, or declare namespace ${namespace.name} differently`,
  })];
}

/** Calls from outside of the mesh to services of it that take mutual TLS only: refused by the callee's proxy, one and all. */
function refusedCalls(model: MeshModel, caller: Service): Problem[] {
  if (caller.dataPlane !== 'NONE') return [];
  return model.callsFrom(caller.key).flatMap((call) => {
    const callee = model.services.get(call.callee);
    if (callee === undefined || callee.dataPlane === 'NONE' || !takesMutualTlsOnly(model, callee)) return [];
    const closed = call.operation.ports.filter((port) => !model.plaintextOf(callee.key).some((exception) => opens(exception, port, call.operation)));
    return closed.length === 0 ? [] : [problem(call.origin, 'MSH531', {
      what: `${caller.name} has no proxy, and ${callee.name} takes mutual TLS only: every such call is refused`,
      got: { ports: closed.map((port) => port.number), methods: call.operation.methods, paths: call.operation.paths?.map((path) => path.value) },
      fix: `bring ${caller.name} into the mesh, or let ${callee.name} take plaintext for this: mutualTlsException() with MutualTlsMode.PERMISSIVE, a reason, and the same methods and paths`,
    })];
  });
}

/** What others own is their business. */
function takesMutualTlsOnly({ namespaces, settings }: MeshModel, { namespace, owned }: Service): boolean {
  const around = namespaces.get(namespace);
  if (!owned || around === undefined) return false;
  return around.zeroTrust ? reached(around.stage, 'STRICT') : settings.mtls === 'STRICT';
}

function opens({ ports, operation }: PlaintextException, port: Port, asked: Operation): boolean {
  return (ports === undefined || ports.some((open) => open.number === port.number)) && allowsRequests(operation, asked);
}
