import { isHttp, type Port } from '../../model/service';
import { fail, type Placed } from '../../support/errors';

/** Requests exist on HTTP ports only: elsewhere the proxy sees bytes. */
export function needsHttp(at: Placed, ports: readonly Port[], what: string): void {
  if (ports.some((port) => isHttp(port.protocol))) return;
  fail(at, 'MSH070', {
    what: `${what} needs an HTTP port`,
    got: ports.map((port) => `${port.number} (${port.protocol})`),
    fix: 'declare the port with its real protocol, ServicePort.http(…) or ServicePort.grpc(…), or leave this out',
  });
}
