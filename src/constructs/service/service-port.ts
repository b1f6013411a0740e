import type { Port } from '../../model/service';
import { checkWord } from '../../support/closed-set';
import { checkDnsLabel } from '../../support/dns-name';
import { fail } from '../../support/errors';
import { checkPodPort, checkPort } from '../../support/port';

/**
 * What a port speaks. It decides what the mesh can do there: paths, methods, retries and timeouts exist where it reads requests, which is
 * HTTP, HTTP2, GRPC and GRPC_WEB.
 *
 * @see https://istio.io/latest/docs/ops/configuration/traffic-management/protocol-selection/
 */
export enum PortProtocol {
  /** HTTP/1.1, also with WebSockets. */
  HTTP = 'HTTP',

  /** HTTP/2 in clear. */
  HTTP2 = 'HTTP2',

  /** gRPC. */
  GRPC = 'GRPC',

  /** gRPC as browsers can speak it. */
  GRPC_WEB = 'GRPC-WEB',

  /** HTTP in TLS that the application ends: the mesh sees the server name only. */
  HTTPS = 'HTTPS',

  /** Anything in TLS that the application ends: the mesh sees the server name only. */
  TLS = 'TLS',

  /** Any bytes. */
  TCP = 'TCP',

  /** MongoDB. To the mesh these are bytes, unless it is set up to read them. */
  MONGO = 'MONGO',

  /** MySQL. To the mesh these are bytes, unless it is set up to read them. */
  MYSQL = 'MYSQL',

  /** Redis. To the mesh these are bytes, unless it is set up to read them. */
  REDIS = 'REDIS',
}

/**
 * What a port has besides its number and protocol.
 */
export interface ServicePortOptions {
  /**
   * Name of the port, which begins with its protocol: `http`, or `http-` and more.
   *
   * @default - the protocol and the number: `http-8080`
   */
  readonly name?: string;

  /**
   * The port on which the application listens in its pods.
   *
   * @default - the same number
   */
  readonly targetPort?: number;
}

/**
 * A port of a service, with any protocol.
 */
export interface ServicePortProps extends ServicePortOptions {
  /**
   * The port as callers write it.
   */
  readonly number: number;

  /**
   * What it speaks.
   */
  readonly protocol: PortProtocol;
}

/**
 * A port of a service, and what it speaks.
 *
 * @example
 *
 * new MeshService(shop, 'catalog', {
 *   ports: [ServicePort.http(80, { targetPort: 8080 }), ServicePort.grpc(9090)],
 *   workload: Workload.deployment({ image: 'registry.example.com/catalog:1.2.0' }),
 * });
 *
 * @see https://istio.io/latest/docs/ops/configuration/traffic-management/protocol-selection/
 */
export class ServicePort {
  /**
   * A port for HTTP/1.1, also with WebSockets.
   *
   * Throws MSH002 or MSH040 for a bad name; MSH006 for a bad number; MSH007 for a port of the proxy.
   *
   * @param number The port as callers write it.
   * @param options Its name, and the port of the pods where that is another one.
   */
  public static http(number: number, options: ServicePortOptions = {}): ServicePort {
    return ServicePort.of({ ...options, number, protocol: PortProtocol.HTTP });
  }

  /**
   * A port for HTTP/2 in clear.
   *
   * Throws MSH002 or MSH040 for a bad name; MSH006 for a bad number; MSH007 for a port of the proxy.
   *
   * @param number The port as callers write it.
   * @param options Its name, and the port of the pods where that is another one.
   */
  public static http2(number: number, options: ServicePortOptions = {}): ServicePort {
    return ServicePort.of({ ...options, number, protocol: PortProtocol.HTTP2 });
  }

  /**
   * A port for gRPC.
   *
   * Throws MSH002 or MSH040 for a bad name; MSH006 for a bad number; MSH007 for a port of the proxy.
   *
   * @param number The port as callers write it.
   * @param options Its name, and the port of the pods where that is another one.
   */
  public static grpc(number: number, options: ServicePortOptions = {}): ServicePort {
    return ServicePort.of({ ...options, number, protocol: PortProtocol.GRPC });
  }

  /**
   * A port for gRPC as browsers can speak it.
   *
   * Throws MSH002 or MSH040 for a bad name; MSH006 for a bad number; MSH007 for a port of the proxy.
   *
   * @param number The port as callers write it.
   * @param options Its name, and the port of the pods where that is another one.
   */
  public static grpcWeb(number: number, options: ServicePortOptions = {}): ServicePort {
    return ServicePort.of({ ...options, number, protocol: PortProtocol.GRPC_WEB });
  }

  /**
   * A port for HTTP in TLS that the application ends. Inside the mesh HTTP is better: proxies encrypt it, and can read it.
   *
   * Throws MSH002 or MSH040 for a bad name; MSH006 for a bad number; MSH007 for a port of the proxy.
   *
   * @param number The port as callers write it.
   * @param options Its name, and the port of the pods where that is another one.
   */
  public static https(number: number, options: ServicePortOptions = {}): ServicePort {
    return ServicePort.of({ ...options, number, protocol: PortProtocol.HTTPS });
  }

  /**
   * A port for anything in TLS that the application ends.
   *
   * Throws MSH002 or MSH040 for a bad name; MSH006 for a bad number; MSH007 for a port of the proxy.
   *
   * @param number The port as callers write it.
   * @param options Its name, and the port of the pods where that is another one.
   */
  public static tls(number: number, options: ServicePortOptions = {}): ServicePort {
    return ServicePort.of({ ...options, number, protocol: PortProtocol.TLS });
  }

  /**
   * A port for any bytes. Proxies encrypt them between workloads, whatever they are.
   *
   * Throws MSH002 or MSH040 for a bad name; MSH006 for a bad number; MSH007 for a port of the proxy.
   *
   * @param number The port as callers write it.
   * @param options Its name, and the port of the pods where that is another one.
   */
  public static tcp(number: number, options: ServicePortOptions = {}): ServicePort {
    return ServicePort.of({ ...options, number, protocol: PortProtocol.TCP });
  }

  /**
   * A port for the protocol of MongoDB.
   *
   * Throws MSH002 or MSH040 for a bad name; MSH006 for a bad number; MSH007 for a port of the proxy.
   *
   * @param number The port as callers write it.
   * @param options Its name, and the port of the pods where that is another one.
   */
  public static mongo(number: number, options: ServicePortOptions = {}): ServicePort {
    return ServicePort.of({ ...options, number, protocol: PortProtocol.MONGO });
  }

  /**
   * A port for the protocol of MySQL, where the server speaks first.
   *
   * Throws MSH002 or MSH040 for a bad name; MSH006 for a bad number; MSH007 for a port of the proxy.
   *
   * @param number The port as callers write it.
   * @param options Its name, and the port of the pods where that is another one.
   */
  public static mysql(number: number, options: ServicePortOptions = {}): ServicePort {
    return ServicePort.of({ ...options, number, protocol: PortProtocol.MYSQL });
  }

  /**
   * A port for the protocol of Redis.
   *
   * Throws MSH002 or MSH040 for a bad name; MSH006 for a bad number; MSH007 for a port of the proxy.
   *
   * @param number The port as callers write it.
   * @param options Its name, and the port of the pods where that is another one.
   */
  public static redis(number: number, options: ServicePortOptions = {}): ServicePort {
    return ServicePort.of({ ...options, number, protocol: PortProtocol.REDIS });
  }

  /**
   * A port of any protocol.
   *
   * Throws MSH002 or MSH040 for a bad name; MSH006 for a bad number; MSH007 for a port of the proxy; MSH010 for an unknown protocol.
   *
   * @param props Its number, its protocol, and what differs from the rule.
   */
  public static of(props: ServicePortProps): ServicePort {
    const protocol = checkWord(props.protocol, Object.values(PortProtocol), 'protocol');
    const number = checkPort(props.number, undefined, 'the port');
    const targetPort = checkPodPort(props.targetPort ?? number, undefined, props.targetPort === undefined ? 'the port' : 'targetPort');
    return new ServicePort(checkName(props.name ?? `${wordOf(protocol)}-${number}`, protocol), number, targetPort, protocol);
  }

  private constructor(
    /** Name of the port. */
    public readonly name: string,
    /** The port as callers write it. */
    public readonly number: number,
    /** The port on which the application listens in its pods. */
    public readonly targetPort: number,
    /** What it speaks. */
    public readonly protocol: PortProtocol,
  ) {}

  /** @internal */
  public get _port(): Port {
    return { name: this.name, number: this.number, targetPort: this.targetPort, protocol: this.protocol };
  }
}

function wordOf(protocol: PortProtocol): string {
  return protocol.toLowerCase();
}

/** Istio reads the protocol off the name, up to the first `-`; only `grpc-web` has one in itself. */
function checkName(name: string, protocol: PortProtocol): string {
  const word = wordOf(protocol);
  const read = checkDnsLabel(name, 'name of the port').startsWith('grpc-web') ? 'grpc-web' : name.split('-')[0];
  if (read === word && (name === word || name.startsWith(`${word}-`))) return name;
  return fail(undefined, 'MSH040', {
    what: `the name of the port says another protocol than ${word}`,
    got: name,
    allowed: `${word}, or ${word}-… ${word === 'grpc' ? '(but not grpc-web)' : ''}`.trim(),
    fix: 'leave out the name, or declare the port with the protocol it speaks',
  });
}
