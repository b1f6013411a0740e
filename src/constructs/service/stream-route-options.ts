import { sharesOf } from './route-options';
import type { StreamRoute } from '../../model/route';
import { isHttp, isTls, type Service } from '../../model/service';
import { checkList } from '../../support/closed-set';
import { sortedSet } from '../../support/compare';
import { checkDnsLabel } from '../../support/dns-name';
import { fail, type Placed } from '../../support/errors';
import { checkHost } from '../../support/host-name';

/**
 * Which connections a route takes, and where they go.
 *
 * @example
 *
 * const database = new MeshService(shop, 'database', {
 *   ports: [ServicePort.tcp(5432)],
 *   versions: {
 *     v15: Workload.deployment({ image: 'registry.example.com/database:15.8' }),
 *     v16: Workload.deployment({ image: 'registry.example.com/database:16.4' }),
 *   },
 * });
 * database.routeConnections('upgrade', { port: 5432, split: { v15: 90, v16: 10 } });
 */
export interface StreamRouteOptions {
  /**
   * A port of the service that is not HTTP.
   */
  readonly port: number;

  /**
   * The versions that get the connections, each with its share in percent. The shares sum to 100.
   */
  readonly split: { [version: string]: number };

  /**
   * Server names of the TLS connections it takes. For TLS and HTTPS ports only.
   *
   * @default - every connection of the port
   */
  readonly sniHosts?: string[];
}

/** The fact behind `routeConnections`. */
export function streamRouteOf(at: Placed, service: Service, id: string, options: StreamRouteOptions): StreamRoute {
  const port = service.ports.find((candidate) => candidate.number === options.port);
  if (port === undefined || isHttp(port.protocol)) {
    fail(at, port === undefined ? 'MSH055' : 'MSH079', {
      what: port === undefined ? `${service.name} has no such port` : `port ${options.port} is HTTP: its requests are routed one by one`,
      got: options.port,
      fix: 'name a TCP or TLS port, or use route()',
    });
  }
  if (options.sniHosts !== undefined && !isTls(port.protocol)) {
    fail(at, 'MSH079', { what: 'server names exist on TLS and HTTPS ports', got: port.protocol, fix: 'leave `sniHosts` out' });
  }
  return {
    id: checkDnsLabel(id, 'route', at),
    service: service.key,
    port: port.number,
    sniHosts: options.sniHosts === undefined ? [] : sortedSet(serverNames(options.sniHosts, at).map((host) => checkHost(host, at))),
    versions: sharesOf(at, options.split),
    origin: { path: at.node.path, call: `routeConnections(${id})` },
  };
}

function serverNames(names: readonly string[], at: Placed): string[] {
  return checkList(names, 'sniHosts', 'leave it out to mean every connection of the port', at);
}
