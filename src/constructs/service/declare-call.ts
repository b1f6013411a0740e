import { type Construct } from 'constructs';
import { type CallOptions, operationOf } from './call-options';
import { type CallTarget, type ICallTarget, targetOf } from './call-target';
import { checkNeverTwice, checkWayOut } from './data-protection';
import type { Service } from '../../model/service';
import { fail } from '../../support/errors';
import { bookOf } from '../book';

/** Writes down that a service calls something, on whichever side of the mesh's border either of them is. */
export function declareCall(at: Construct, caller: Service, target: ICallTarget, options: CallOptions): void {
  const callee = targetOf(target);
  const book = bookOf(at);
  const { name } = callee.kind === 'external' ? callee.external : callee.service;
  const origin = { path: at.node.path, call: `calls(${name})` };
  checkCallable(at, caller, callee);
  checkEnforceable(at, callee, options);
  if (callee.kind === 'external') {
    const { external } = callee;
    const { ports } = operationOf(at, external, options);
    checkWayOut(at, caller, external, ports);
    checkNeverTwice(at, caller, external.retries, external.hosts.join(', '));
    book.add('externalCalls', { caller: caller.key, external: external.key, ports, origin });
  } else {
    const from = { kind: 'service', service: caller.key, identity: caller.identity } as const;
    book.add('calls', { caller: from, callee: callee.service.key, operation: operationOf(at, callee.service, options), origin });
  }
  // what is made for callers is about their proxies and their identity
  if (caller.dataPlane !== 'NONE') callee.called();
}

function checkCallable(at: Construct, caller: Service, callee: CallTarget): void {
  if (callee.kind === 'service' && callee.service.key === caller.key) {
    fail(at, 'MSH067', { what: 'calls itself', fix: 'leave it out: pods of one service do not need the mesh to reach their own application' });
  }
  if (callee.kind === 'external' && callee.external.egressGateway !== undefined && caller.dataPlane === 'AMBIENT') {
    fail(at, 'MSH075', {
      what: `an egress gateway needs a proxy that reads requests, and ${caller.name} is in an ambient namespace without a waypoint`,
      fix: 'use DataPlane.SIDECAR for its namespace, or an ExternalService without egressGateway',
    });
  }
  if (callee.kind === 'external' && callee.external.tls !== undefined && caller.dataPlane === 'NONE') {
    fail(at, 'MSH532', {
      what: `${caller.name} has no proxy that could speak TLS to ${callee.external.hosts.join(', ')} for it`,
      fix: 'declare the host as it is called: ServicePort.https(443), without tlsOrigination',
    });
  }
}

/** Requests are judged by the callee's proxy. */
function checkEnforceable(at: Construct, callee: CallTarget, { methods, paths }: CallOptions): void {
  if (methods === undefined && paths === undefined) return;
  if (callee.kind === 'service' && callee.service.dataPlane !== 'NONE') return;
  const where = callee.kind === 'external' ? callee.external.hosts.join(', ') : callee.service.name;
  fail(at, 'MSH056', { what: `nothing enforces methods and paths at ${where}, which is outside of the mesh`, fix: 'leave them out' });
}
