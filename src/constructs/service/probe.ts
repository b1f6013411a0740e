import { type Duration } from 'cdk8s';
import type { ProbeSettings } from '../../render/pod';
import { checkWhole, INT32 } from '../../support/number';
import { checkText } from '../../support/plain-text';
import { checkPort } from '../../support/port';
import { checkPathAndQuery } from '../../support/request-path';
import { checkSeconds } from '../../support/time-span';

/**
 * When and how often a container is asked.
 */
export interface ProbeOptions {
  /**
   * Port of the pod that is asked.
   *
   * @default - the first port of the service
   */
  readonly port?: number;

  /**
   * How long after its start a container is asked first, in whole seconds.
   *
   * @default Duration.seconds(0)
   */
  readonly initialDelay?: Duration;

  /**
   * Time between two questions, in whole seconds.
   *
   * @default Duration.seconds(10)
   */
  readonly period?: Duration;

  /**
   * How long an answer may take, in whole seconds.
   *
   * @default Duration.seconds(1)
   */
  readonly timeout?: Duration;

  /**
   * How often in a row it may fail.
   *
   * @default 3
   */
  readonly failureThreshold?: number;
}

/**
 * When and how often a gRPC server is asked.
 */
export interface GrpcProbeOptions extends ProbeOptions {
  /**
   * The service by name, as its health service knows it.
   *
   * @default - the server as a whole
   */
  readonly service?: string;
}

/**
 * How Kubernetes finds out whether a container is well. The question comes from the node, not from the mesh: sidecars let it through.
 *
 * @example
 *
 * Workload.deployment({
 *   image: 'registry.example.com/orders:1.8.0',
 *   readinessProbe: Probe.http('/ready'),
 *   livenessProbe: Probe.http('/live', { period: Duration.seconds(20) }),
 * });
 *
 * @see https://istio.io/latest/docs/ops/configuration/mesh/app-health-check/
 */
export class Probe {
  /**
   * Asks for a path with GET, which must be answered with a status from 200 to 399.
   *
   * Throws MSH006 for a bad port; MSH011 for a bad threshold; MSH013 for a bad duration; MSH017 for a bad path.
   *
   * @param path Path that is asked for, such as `/ready`, or with a query, `/health?plugins`.
   * @param options When and how often, and on which port.
   */
  public static http(path: string, options: ProbeOptions = {}): Probe {
    return new Probe({ ...timing(options), check: { kind: 'http', path: checkPathAndQuery(path, 'the path of the probe') } });
  }

  /**
   * Asks the health service of gRPC, which must answer SERVING.
   *
   * Throws MSH006 for a bad port; MSH009 for a blank service; MSH011 for a bad threshold; MSH013 for a bad duration.
   *
   * @param options When and how often, on which port, and for which service.
   */
  public static grpc(options: GrpcProbeOptions = {}): Probe {
    const service = options.service === undefined ? {} : { service: checkText(options.service, 'the service of the probe') };
    return new Probe({ ...timing(options), check: { kind: 'grpc', ...service } });
  }

  /**
   * Tries to connect, which must succeed.
   *
   * Throws MSH006 for a bad port; MSH011 for a bad threshold; MSH013 for a bad duration.
   *
   * @param options When and how often, and to which port.
   */
  public static tcp(options: ProbeOptions = {}): Probe {
    return new Probe({ ...timing(options), check: { kind: 'tcp' } });
  }

  private constructor(
    /** @internal */
    public readonly _probe: ProbeSettings,
  ) {}
}

function timing(options: ProbeOptions): Omit<ProbeSettings, 'check'> {
  return {
    ...(options.port === undefined ? {} : { port: checkPort(options.port, undefined, 'the port of the probe') }),
    ...(options.initialDelay === undefined ? {} : { initialDelaySeconds: checkSeconds(options.initialDelay, 'initialDelay', { zero: true }) }),
    periodSeconds: options.period === undefined ? 10 : checkSeconds(options.period, 'period'),
    timeoutSeconds: options.timeout === undefined ? 1 : checkSeconds(options.timeout, 'timeout'),
    failureThreshold: checkWhole(options.failureThreshold ?? 3, 'failureThreshold', 1, INT32),
  };
}
