import { type GatewayTls } from './gateway-tls';
import type { Server } from '../../model/gateway';
import { fail, type Placed } from '../../support/errors';
import { checkHost } from '../../support/host-name';
import { checkPort } from '../../support/port';
import { checkReason } from '../../support/reason';

/**
 * One port of a gateway.
 */
export interface GatewayServerOptions {
  /**
   * Host names from outside. A wildcard first label is allowed.
   */
  readonly hosts: string[];

  /**
   * TLS of this port: HTTP and gRPC both travel inside of it.
   *
   * @default - none, which needs `plaintextReason`
   */
  readonly tls?: GatewayTls;

  /**
   * Port, as the gateway's Service offers it. Ports besides 80 and 443 must be added to that Service.
   *
   * @default - 443 with TLS, 80 without
   */
  readonly port?: number;

  /**
   * Whether port 80 sends browsers to HTTPS.
   *
   * @default - true for port 443 with terminated TLS
   */
  readonly redirectHttp?: boolean;

  /**
   * Why this port is open in clear.
   *
   * @default - none; required without `tls`
   */
  readonly plaintextReason?: string;
}

/** The servers one declaration stands for: its own, and the one that redirects to it. */
export function serversOf(at: Placed, options: GatewayServerOptions): Server[] {
  if (options.hosts.length === 0) fail(at, 'MSH001', { what: '`hosts` is empty', got: [], fix: 'name the hosts this port serves' });
  const hosts = [...new Set(options.hosts.map((host) => checkHost(host, at)))].sort();
  const tls = options.tls?._tls;
  if (tls === undefined) checkReason(at, options.plaintextReason, 'a port of the gateway without TLS');
  const port = checkPort(options.port ?? (tls === undefined ? 80 : 443), at);
  const passthrough = tls?.mode === 'PASSTHROUGH';
  const protocol = tls === undefined ? 'HTTP' : passthrough ? 'TLS' : 'HTTPS';
  const server: Server = { name: `${protocol.toLowerCase()}-${port}`, port, protocol, hosts, tls, httpsRedirect: false };
  const redirect = options.redirectHttp ?? (tls !== undefined && !passthrough && port === 443);
  if (redirect && (tls === undefined || passthrough)) {
    fail(at, 'MSH065', { what: 'redirectHttp needs a port on which the gateway ends TLS', fix: 'give `tls: GatewayTls.simple(…)`, or leave out redirectHttp' });
  }
  return redirect ? [{ name: 'http-80', port: 80, protocol: 'HTTP', hosts, tls: undefined, httpsRedirect: true }, server] : [server];
}
