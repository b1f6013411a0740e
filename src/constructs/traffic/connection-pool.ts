import { type Duration } from 'cdk8s';
import type { ConnectionPool } from '../../model/traffic';
import { checkSomething, checkWord } from '../../support/closed-set';
import { checkWhole, INT32 } from '../../support/number';
import { checkSpanText, type SpanLimits } from '../../support/time-span';

/**
 * Probes by which connections that nobody uses are found dead or kept alive.
 *
 * @see https://istio.io/latest/docs/reference/config/networking/destination-rule/#ConnectionPoolSettings-TCPSettings-TcpKeepalive
 */
export interface TcpKeepaliveProps {
  /**
   * How long a connection is silent before it is probed, in whole seconds.
   *
   * @default - the operating system's, 2 h on Linux
   */
  readonly time?: Duration;

  /**
   * Time between probes, in whole seconds.
   *
   * @default - the operating system's, 75 s on Linux
   */
  readonly interval?: Duration;

  /**
   * How many probes may stay without an answer.
   *
   * @default - the operating system's, 9 on Linux
   */
  readonly probes?: number;
}

/**
 * Connections, whatever they carry.
 *
 * @see https://istio.io/latest/docs/reference/config/networking/destination-rule/#ConnectionPoolSettings-TCPSettings
 */
export interface TcpPoolProps {
  /**
   * How many connections one proxy opens to the service. HTTP/2 needs one for each endpoint, so it hardly matters there.
   *
   * @default - no limit
   */
  readonly maxConnections?: number;

  /**
   * How long connecting may take, at least 1 ms.
   *
   * @default Duration.seconds(10)
   */
  readonly connectTimeout?: Duration;

  /**
   * How long a connection may be silent before it is closed. 0: for ever. For streams; HTTP has its own.
   *
   * @default Duration.hours(1)
   */
  readonly idleTimeout?: Duration;

  /**
   * How old a connection may become, at least 1 ms.
   *
   * @default - no limit
   */
  readonly maxConnectionDuration?: Duration;

  /**
   * Probes by which dead connections are found.
   *
   * @default - none
   */
  readonly tcpKeepalive?: TcpKeepaliveProps;
}

/**
 * Whether requests that come over HTTP/1.1 go on over HTTP/2.
 *
 * @see https://istio.io/latest/docs/reference/config/networking/destination-rule/#ConnectionPoolSettings-HTTPSettings-H2UpgradePolicy
 */
export enum H2UpgradePolicy {
  /** They go on over HTTP/2: every endpoint must have a proxy or speak it. */
  UPGRADE = 'UPGRADE',

  /** They go on as they came. */
  DO_NOT_UPGRADE = 'DO_NOT_UPGRADE',
}

/**
 * Connections that carry HTTP.
 *
 * @see https://istio.io/latest/docs/reference/config/networking/destination-rule/#ConnectionPoolSettings-HTTPSettings
 */
export interface HttpPoolProps {
  /**
   * How many requests may wait for a connection, HTTP/2 too, before a proxy answers 503 itself. While a connection is being made its
   * request waits: it takes as much room as a first burst may need.
   *
   * @default 2147483647
   */
  readonly http1MaxPendingRequests?: number;

  /**
   * How many requests may be open at a time, HTTP/1.1 too, before a proxy answers 503 itself.
   *
   * @default 2147483647
   */
  readonly http2MaxRequests?: number;

  /**
   * After how many requests a connection is closed. 1 takes keep-alive away.
   *
   * @default - no limit
   */
  readonly maxRequestsPerConnection?: number;

  /**
   * How many retries may be open at a time, of all requests together. How often one request is tried again is for `RetryPolicy`.
   *
   * @default 4294967295
   */
  readonly maxRetries?: number;

  /**
   * How long a connection may be without a request before it is closed, at least 1 ms.
   *
   * @default Duration.hours(1)
   */
  readonly idleTimeout?: Duration;

  /**
   * Whether requests that come over HTTP/1.1 go on over HTTP/2.
   *
   * @default - as the mesh is set up, which is not to
   */
  readonly h2UpgradePolicy?: H2UpgradePolicy;

  /**
   * How many requests may be open on one HTTP/2 connection.
   *
   * @default 2147483647
   */
  readonly maxConcurrentStreams?: number;
}

/**
 * Limits of connections and requests. Each proxy of a caller counts for itself: ten pods that call may open ten times as many.
 *
 * @example
 *
 * new MeshService(shop, 'catalog', {
 *   ports: [ServicePort.http(8080)],
 *   workload: Workload.deployment({ image: 'registry.example.com/catalog:1.2.0' }),
 *   connectionPool: { tcp: { maxConnections: 100 }, http: { http1MaxPendingRequests: 50 } },
 * });
 *
 * @see https://istio.io/latest/docs/reference/config/networking/destination-rule/#ConnectionPoolSettings
 */
export interface ConnectionPoolProps {
  /**
   * Connections, whatever they carry.
   *
   * @default - Istio's
   */
  readonly tcp?: TcpPoolProps;

  /**
   * Connections that carry HTTP.
   *
   * @default - Istio's
   */
  readonly http?: HttpPoolProps;
}

/** @internal */
export function _connectionPool(props: ConnectionPoolProps): ConnectionPool {
  const { tcp, http } = props;
  checkSomething({ tcp, http }, 'connectionPool', 'give tcp or http, or leave it out');
  return {
    ...(tcp === undefined ? {} : { tcp: tcpPool(tcp) }),
    ...(http === undefined ? {} : { http: httpPool(http) }),
  };
}

function tcpPool(tcp: TcpPoolProps): ConnectionPool['tcp'] {
  checkSomething(tcp, 'connectionPool.tcp', 'give a limit, or leave it out');
  return {
    ...limit('maxConnections', tcp.maxConnections),
    ...span('connectTimeout', tcp.connectTimeout),
    ...span('idleTimeout', tcp.idleTimeout, { zero: true }),
    ...span('maxConnectionDuration', tcp.maxConnectionDuration),
    ...(tcp.tcpKeepalive === undefined ? {} : { tcpKeepalive: keepalive(tcp.tcpKeepalive) }),
  };
}

function keepalive(probing: TcpKeepaliveProps) {
  checkSomething(probing, 'tcpKeepalive', 'give time, interval or probes, or leave it out');
  // Istio hands on the seconds and drops what is smaller.
  return {
    ...span('time', probing.time, { wholeSeconds: true }),
    ...span('interval', probing.interval, { wholeSeconds: true }),
    ...limit('probes', probing.probes),
  };
}

function httpPool(http: HttpPoolProps): ConnectionPool['http'] {
  checkSomething(http, 'connectionPool.http', 'give a limit, or leave it out');
  return {
    ...limit('http1MaxPendingRequests', http.http1MaxPendingRequests),
    ...limit('http2MaxRequests', http.http2MaxRequests),
    ...limit('maxRequestsPerConnection', http.maxRequestsPerConnection),
    ...limit('maxRetries', http.maxRetries),
    ...span('idleTimeout', http.idleTimeout),
    ...(http.h2UpgradePolicy === undefined ? {} : { h2UpgradePolicy: checkWord(http.h2UpgradePolicy, Object.values(H2UpgradePolicy), 'h2UpgradePolicy') }),
    ...limit('maxConcurrentStreams', http.maxConcurrentStreams),
  };
}

/** Istio takes 0 for "not set", so that it would mean no limit at all. */
function limit<Name extends string>(name: Name, value: number | undefined): { [Key in Name]?: number } {
  if (value === undefined) return {};
  const fix = value === 0 ? 'Istio takes 0 for "not set"; leave it out to mean no limit' : undefined;
  return { [name]: checkWhole(value, name, 1, INT32, fix) } as { [Key in Name]?: number };
}

function span<Name extends string>(name: Name, value: Duration | undefined, limits?: SpanLimits): { [Key in Name]?: string } {
  return value === undefined ? {} : { [name]: checkSpanText(value, name, limits) } as { [Key in Name]?: string };
}
