import { type Duration, Lazy, Yaml } from 'cdk8s';
import { Construct } from 'constructs';
import { CONFIG_MAP } from '../../render/kinds';
import { rateLimitConfigName } from '../../render/names';
import { renderRateLimitConfig } from '../../render/rate-limit-config';
import { checkDnsLabel } from '../../support/dns-name';
import { checkReason } from '../../support/reason';
import { checkSpan } from '../../support/time-span';
import { bookOf } from '../book';
import { emit } from '../emit';
import { askedAt, inMesh } from '../security/asked-at';
import { type ICallTarget, targetOf } from '../service/call-target';

/**
 * Properties of a `RateLimitService`: who counts, and what happens when nobody does.
 */
export interface RateLimitServiceProps {
  /**
   * Who counts: a service of the app, one that others own (`MeshService.fromAttributes`), or a host outside of the mesh (`ExternalService`). It speaks Envoy's
   * gRPC service `envoy.service.ratelimit.v3.RateLimitService`.
   */
  readonly service: ICallTarget;

  /**
   * Port of the service or host.
   *
   * @default - its only port that speaks gRPC
   */
  readonly port?: number;

  /**
   * Longest time a request waits to be counted. Envoy's own default of 20 ms is too short for a service that has just started.
   *
   * @default Duration.millis(100)
   */
  readonly timeout?: Duration;

  /**
   * Why requests may pass uncounted when nobody counts: when the service is not there, is too slow, or fails. It is written on the limits.
   *
   * @default - none: such requests are answered with 429
   */
  readonly failOpenReason?: string;
}

/**
 * Whoever counts requests for all proxies together, such as Envoy's own rate limit service.
 *
 * Emits a ConfigMap with all limits of its domain, in the namespace of the service where it is one of this app; the service is to have it as a file
 * (`configMaps` of its Deployment). The way there is derived: the limited proxies know what they ask, the network lets them, and the policy of what they
 * ask lets them in.
 *
 * A service that does not know a limit lets everything pass, so it must have what `toText()` says before proxies ask for it.
 *
 * The constructor throws MSH002 when the id is not a DNS label; MSH013 for a bad time; MSH053 for a blank `failOpenReason`; MSH078
 * for what cannot be called; MSH465 for what does not speak gRPC, or has no proxy. At synth: MSH484 for a domain that the mesh has already; MSH485 for a
 * limit of the service that counts.
 *
 * @example
 *
 * const counter = new MeshService(new ZeroTrustNamespace(chart, 'limits'), 'counter', {
 *   ports: [ServicePort.grpc(8081)],
 *   workload: Workload.deployment({
 *     image: 'registry.example.com/ratelimit:1.0.0',
 *     env: { RUNTIME_ROOT: '/data', RUNTIME_SUBDIRECTORY: 'ratelimit', RUNTIME_WATCH_ROOT: 'false', RUNTIME_IGNOREDOTFILES: 'true' },
 *     configMaps: [{ configMapName: RateLimitService.configMapNameOf('partners'), directory: '/data/ratelimit/config' }],
 *   }),
 * });
 * const partners = new RateLimitService(chart, 'partners', { service: counter });
 * payments.rateLimit(RateLimit.globalBy(partners, {
 *   requests: 1000,
 *   per: RateLimitUnit.HOUR,
 *   descriptors: [RateLimitDescriptor.header('x-partner')],
 * }));
 *
 * @see https://github.com/envoyproxy/ratelimit
 */
export class RateLimitService extends Construct {
  /**
   * Name of the ConfigMap with the limits of a domain: for the service that reads it, which is declared before.
   *
   * @param id Id of the `RateLimitService`.
   */
  public static configMapNameOf(id: string): string {
    return rateLimitConfigName(id);
  }

  /** What proxies call this set of limits, which is unique in the mesh. */
  public readonly domain: string;

  private readonly service: ICallTarget;

  /**
   * @param scope Anything of the app.
   * @param id The domain: what proxies call this set of limits, unique in the mesh.
   * @param props Who counts, and what happens when nobody does.
   */
  public constructor(scope: Construct, id: string, props: RateLimitServiceProps) {
    super(scope, id);
    const { failOpenReason, timeout } = props;
    this.domain = checkDnsLabel(id, 'domain of limits', this);
    this.service = props.service;
    bookOf(this).add('rateLimitServices', {
      domain: this.domain,
      ...askedAt(this.service, 'gRPC', props.port),
      timeoutMs: timeout === undefined ? 100 : checkSpan(timeout, 'timeout', {}, this),
      failOpenReason: failOpenReason === undefined ? undefined : checkReason(this, failOpenReason, 'letting requests pass when nobody counts'),
      origin: { path: this.node.path, call: 'new RateLimitService()' },
    });
    const target = targetOf(this.service);
    if (target.kind !== 'service' || !target.service.owned) return;
    emit(this, 'ConfigMap', {
      kind: CONFIG_MAP,
      name: rateLimitConfigName(this.domain),
      namespace: target.service.namespace,
      fields: { data: { 'limits.yaml': Lazy.any({ produce: () => this.toText() }) } },
    });
  }

  /**
   * All limits of its domain that the app has declared so far, as the configuration of Envoy's rate limit service.
   *
   * @returns YAML.
   */
  public toText(): string {
    return Yaml.stringify(renderRateLimitConfig(bookOf(this).model, this.domain));
  }

  /**
   * Makes the objects that are of use to whoever asks it.
   *
   * @internal
   */
  public _asked(): void {
    targetOf(this.service).called();
  }

  /**
   * The same for gateways, which nobody lets out of the mesh.
   *
   * @internal
   */
  public _askedByGateways(): void {
    inMesh(this, targetOf(this.service), 'let a MeshService count, or limit the services behind the gateway').called();
  }
}
