import { type Duration } from 'cdk8s';
import type { GatewayRouteFact } from '../../model/gateway';
import { afterRewrite } from '../../model/path-rewrite';
import { isHttp, type Port, type Service } from '../../model/service';
import type { PathPattern, RouteMatch } from '../../model/traffic';
import { checkDnsLabel } from '../../support/dns-name';
import { fail, type Placed } from '../../support/errors';
import { priorityOf, timeoutOf } from '../service/route-options';
import { type CorsPolicy } from '../traffic/cors-policy';
import { type HeaderChanges } from '../traffic/header-changes';
import { type HeaderMatch } from '../traffic/header-match';
import { type HttpMethod } from '../traffic/http-method';
import { type PathMatch } from '../traffic/path-match';
import { type QueryMatch } from '../traffic/query-match';
import { type RetryPolicy } from '../traffic/retry-policy';
import { type Rewrite } from '../traffic/rewrite';
import { matchOf } from '../traffic/route-match';

/**
 * Which requests from outside go to a service, and what happens to them on the way.
 */
export interface GatewayRouteOptions {
  /**
   * Name of the route, unique on the gateway.
   *
   * @default - made from the service and the path
   */
  readonly name?: string;

  /**
   * Hosts of the gateway.
   *
   * @default - every host for which the gateway ends TLS or speaks plain HTTP
   */
  readonly hosts?: string[];

  /**
   * Path of the request.
   *
   * @default - every path
   */
  readonly path?: PathMatch;

  /**
   * HTTP methods.
   *
   * @default - every method
   */
  readonly methods?: HttpMethod[];

  /**
   * Headers that must match, all of them.
   *
   * @default - none
   */
  readonly headers?: HeaderMatch[];

  /**
   * Query parameters that must match, all of them.
   *
   * @default - none
   */
  readonly query?: QueryMatch[];

  /**
   * Port of the service.
   *
   * @default - its HTTP port; required where it has several
   */
  readonly port?: number;

  /**
   * What the service receives instead of the path or host that was asked for.
   *
   * @default - unchanged
   */
  readonly rewrite?: Rewrite;

  /**
   * Longest time a request may take, retries included. 0: no limit.
   *
   * @default - the service's
   */
  readonly timeout?: Duration;

  /**
   * When a request is tried again.
   *
   * @default - the service's
   */
  readonly retries?: RetryPolicy;

  /**
   * Which web pages of other origins may call.
   *
   * @default - none: browsers refuse it
   */
  readonly cors?: CorsPolicy;

  /**
   * Headers added, set or removed on the way.
   *
   * @default - none
   */
  readonly headerChanges?: HeaderChanges;

  /**
   * Which route is tried first: higher before lower, and among equals the more specific.
   *
   * @default 0
   */
  readonly priority?: number;

  /**
   * Paths, as the service receives them, that the gateway's identity is allowed to call.
   *
   * @default - derived from `path` and `rewrite`; required where a regular expression decides what the service receives
   */
  readonly allowedPaths?: PathMatch[];
}

interface RoutingGateway extends Placed {
  readonly gatewayName: string;
  readonly namespaceName: string;
}

/** The fact behind `gateway.route(service, …)`. */
export function gatewayRouteOf(gateway: RoutingGateway, served: readonly string[], service: Service, options: GatewayRouteOptions): GatewayRouteFact {
  const at = gateway;
  const match: RouteMatch = matchOf({ path: options.path, methods: options.methods, headers: options.headers, query: options.query });
  const hosts = hostsOf(at, served, options.hosts);
  return {
    id: options.name === undefined ? `${service.name}${slug(match)}` : checkDnsLabel(options.name, 'route', at),
    gateway: `${gateway.namespaceName}/${gateway.gatewayName}`,
    service: service.key,
    hosts,
    port: httpPortOf(at, service, options.port),
    match,
    priority: priorityOf(at, options.priority),
    rewrite: options.rewrite?._rewrite,
    timeoutMs: timeoutOf(at, options.timeout),
    retries: options.retries?._policy,
    cors: options.cors?._policy,
    headers: options.headerChanges?._changes,
    grantPaths: grantPathsOf(at, match.path, options),
    grantPathsGiven: options.allowedPaths !== undefined,
    origin: { path: at.node.path, call: `route(${service.name})` },
  };
}

function hostsOf(at: Placed, served: readonly string[], wanted: readonly string[] | undefined): string[] | undefined {
  if (wanted === undefined) return undefined;
  if (wanted.length === 0) fail(at, 'MSH001', { what: '`hosts` is empty', got: [], fix: 'name hosts of the gateway, or leave `hosts` out to mean all' });
  for (const host of wanted) {
    if (served.includes(host)) continue;
    fail(at, 'MSH064', { what: 'the gateway does not serve this host over HTTP', got: host, allowed: served.join(', '), fix: 'add it to the hosts of a server' });
  }
  return [...new Set(wanted)].sort();
}

/** The port of a service that requests go to: its only HTTP port, or the one that is named. */
export function httpPortOf(at: Placed, service: Service, number: number | undefined): Port {
  const http = service.ports.filter((port) => isHttp(port.protocol));
  const found = number === undefined ? (http.length === 1 ? http[0] : undefined) : http.find((port) => port.number === number);
  const known = service.ports.some((port) => port.number === number);
  return found ?? fail(at, known || http.length === 0 ? 'MSH079' : 'MSH055', {
    what: number === undefined ? `which port of ${service.name} is meant?` : `${service.name} has no such HTTP port`,
    ...(number === undefined ? {} : { got: number }),
    allowed: http.length === 0 ? 'none: it has no HTTP port' : http.map((port) => port.number).join(', '),
    fix: 'give `port`',
  });
}

/** What the service will see, which is what its policy must allow. */
function grantPathsOf(at: Placed, path: PathPattern | undefined, options: GatewayRouteOptions): readonly PathPattern[] | undefined {
  const given = options.allowedPaths?.map((allowed) => allowed._path);
  const rewrite = options.rewrite?._rewrite;
  if (given !== undefined) {
    if (given.length === 0) fail(at, 'MSH001', { what: '`allowedPaths` is empty', got: [], fix: 'name paths, or leave it out' });
    if (given.every((pattern) => pattern.kind !== 'regex')) return given;
  }
  if (given !== undefined || (path?.kind === 'regex' && rewrite?.path === undefined) || rewrite?.regex !== undefined) {
    fail(at, 'MSH058', {
      what: 'the policy of the service cannot match a regular expression',
      fix: 'say in `allowedPaths` what the gateway may call, with PathMatch.exact(), prefix() or subtree()',
    });
  }
  if (rewrite?.path !== undefined) return [afterRewrite(path, rewrite.path)];
  return path === undefined ? undefined : [path];
}

function slug(match: RouteMatch): string {
  if (match.path === undefined) return '';
  const words = match.path.value.toLowerCase().replace(/[^a-z0-9]+/g, '-').replace(/^-|-$/g, '');
  return words === '' ? '' : `-${words}`;
}
