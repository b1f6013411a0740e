import type { RemoteTarget } from '../../model/extension-provider';
import type { Port, Protocol } from '../../model/service';
import { fail, type Placed } from '../../support/errors';
import { type CallTarget, type ICallTarget, targetOf } from '../service/call-target';

const SPOKEN: Readonly<Record<'gRPC' | 'HTTP', readonly Protocol[]>> = { gRPC: ['GRPC', 'HTTP2'], HTTP: ['HTTP', 'HTTP2'] };

/** Whom gateways ask: nobody lets them out of the mesh. */
export function inMesh(at: Placed, target: CallTarget, fix: string): Extract<CallTarget, { kind: 'service' }> {
  if (target.kind === 'service') return target;
  return fail(at, 'MSH078', { what: 'a gateway asks services of the mesh only', got: target.external.hosts, fix });
}

/** Whom proxies ask about requests, and on which port. */
export function askedAt(construct: ICallTarget, protocol: 'gRPC' | 'HTTP', number: number | undefined): { target: RemoteTarget; port: Port } {
  const called = targetOf(construct);
  if (called.kind === 'service' && called.service.dataPlane === 'NONE') {
    fail(construct, 'MSH465', { what: `${called.service.name} is outside of the mesh: nothing proves that it is the one who answers`, fix: 'bring it into the mesh, or declare it as an ExternalService with tlsOrigination' });
  }
  const { key, name, ports } = called.kind === 'service' ? called.service : called.external;
  const fitting = ports.filter((port) => SPOKEN[protocol].includes(port.protocol));
  const found = number === undefined ? (fitting.length === 1 ? fitting[0] : undefined) : fitting.find((port) => port.number === number);
  if (found === undefined) {
    fail(construct, 'MSH465', {
      what: fitting.length > 1 && number === undefined ? `${name} has several ports that can be asked by ${protocol}` : `${name} has no such port that can be asked by ${protocol}`,
      ...(number === undefined ? {} : { got: number }),
      allowed: fitting.map((port) => port.number).join(', ') || `ports of ${SPOKEN[protocol].join(' or ')}`,
      fix: fitting.length > 0 ? 'name one in `port`' : `declare the port with its protocol: ServicePort.${protocol.toLowerCase()}(…); where TLS is spoken outside, with tlsOrigination`,
    });
  }
  if (called.kind === 'service') return { target: { kind: 'service', service: key }, port: found };
  const [host, ...others] = called.external.hosts;
  if (others.length > 0 || host.startsWith('*')) {
    fail(construct, 'MSH465', { what: 'one host decides, and no wildcard', got: called.external.hosts, fix: 'declare an ExternalService for the host that is asked' });
  }
  return { target: { kind: 'external', external: key, host }, port: found };
}
