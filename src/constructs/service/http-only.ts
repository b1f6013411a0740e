import { isHttp, type Port, type Service } from '../../model/service';
import { fail, type Placed } from '../../support/errors';

/** Without a waypoint, nothing reads the requests to an ambient workload: what is said about them would silently not hold. */
export function needsRequestProxy(at: Placed, { name, dataPlane }: Pick<Service, 'name' | 'dataPlane'>, what: string): void {
  if (dataPlane !== 'AMBIENT') return;
  fail(at, 'MSH075', {
    what: `${what} needs a proxy that reads requests, and ${name} is in an ambient namespace without a waypoint`,
    fix: 'leave it out, or use DataPlane.SIDECAR for its namespace',
  });
}

/** Requests exist on HTTP ports only: elsewhere the proxy sees bytes. */
export function needsHttp(at: Placed, ports: readonly Port[], what: string): void {
  if (ports.some((port) => isHttp(port.protocol))) return;
  fail(at, 'MSH070', {
    what: `${what} needs an HTTP port`,
    got: ports.map((port) => `${port.number} (${port.protocol})`),
    fix: 'declare the port with its real protocol, ServicePort.http(…) or ServicePort.grpc(…), or leave this out',
  });
}
