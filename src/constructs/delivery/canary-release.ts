import { Duration } from 'cdk8s';
import { Construct } from 'constructs';
import { ReleaseEngine } from './release-engine';
import type { Release } from '../../model/route';
import { serviceKey } from '../../model/service';
import { checkDnsLabel } from '../../support/dns-name';
import { fail, type Placed } from '../../support/errors';
import { checkShare } from '../../support/number';
import { checkSeconds } from '../../support/time-span';
import { bookOf } from '../book';
import { needsHttp } from '../service/http-only';
import { type MeshService } from '../service/mesh-service';
import { type HeaderMatch } from '../traffic/header-match';
import { matchOf } from '../traffic/route-match';

/**
 * A cookie that keeps those who got the candidate with it.
 */
export interface StickyCookieOptions {
  /**
   * Name of the cookie.
   *
   * @default - the release's id
   */
  readonly name?: string;

  /**
   * How long a browser keeps it.
   *
   * @default Duration.days(1)
   */
  readonly maxAge?: Duration;
}

/**
 * Properties of a `CanaryRelease`: a service, two of its versions, and the steps from one to the other.
 */
export interface CanaryReleaseProps {
  /**
   * The service that is released.
   */
  readonly service: MeshService;

  /**
   * The version that everybody gets today.
   */
  readonly stable: string;

  /**
   * The version that takes over.
   */
  readonly candidate: string;

  /**
   * The candidate's share of requests after each step, in percent, rising.
   */
  readonly steps: number[];

  /**
   * The current step, the one number to change. 0: the release has not begun. 1 is the first of `steps`, and so on.
   *
   * @default 0
   */
  readonly step?: number;

  /**
   * Requests with this header always reach the candidate.
   *
   * @default - none
   */
  readonly testerHeader?: HeaderMatch;

  /**
   * Whoever got the candidate once keeps it, by a cookie.
   *
   * @default - every request is drawn anew
   */
  readonly stickyCookie?: StickyCookieOptions;

  /**
   * The share of GET, HEAD and OPTIONS requests that is copied to the candidate at step 0, in percent. The answers to the copies are
   * dropped. Requests with an effect are never copied: it would happen twice.
   *
   * @default 0
   */
  readonly mirrorFirst?: number;

  /**
   * What moves the release on.
   *
   * @default ReleaseEngine.istioWeights()
   */
  readonly engine?: ReleaseEngine;
}

/**
 * Moves a service from one version to another, step by step, for callers inside the mesh and through gateways alike.
 *
 * The release decides about every request that no other route takes, and about the default of an `AbTest`; routes that name
 * versions stay as they are.
 *
 * The constructor throws MSH001 without steps; MSH002 when the id is not a DNS label; MSH012 for a bad `mirrorFirst`; MSH013 or MSH020 for
 * a bad cookie; MSH015 when `stable` and `candidate` are one version; MSH059 for a version the service does not have; MSH062 when steps do
 * not rise within 1 to 100; MSH063 when the step does not exist; MSH070 for a service without HTTP ports. At synth: MSH102 for a second
 * release of the service; MSH103 when its default version is not the stable one.
 *
 * @example
 *
 * const chart = new Chart(new App(), 'shop');
 * const shop = new ZeroTrustNamespace(chart, 'shop');
 * const orders = new MeshService(shop, 'orders', {
 *   ports: [ServicePort.http(8080)],
 *   versions: {
 *     v1: Workload.deployment({ image: 'registry.example.com/orders:1.8.0' }),
 *     v2: Workload.deployment({ image: 'registry.example.com/orders:1.9.0' }),
 *   },
 * });
 * new CanaryRelease(shop, 'orders-canary', { service: orders, stable: 'v1', candidate: 'v2', steps: [10, 30, 50, 80, 100], step: 1 });
 *
 * @see https://istio.io/latest/docs/tasks/traffic-management/traffic-shifting/
 */
export class CanaryRelease extends Construct {
  /** The candidate's share of requests now, in percent. */
  public readonly weight: number;

  /**
   * @param scope Where it is declared: a namespace, or anything else in the app.
   * @param id Name of the release.
   * @param props The service, its two versions and the steps.
   */
  public constructor(scope: Construct, id: string, props: CanaryReleaseProps) {
    super(scope, id);
    const { service, stable, candidate } = props;
    const step = props.step ?? 0;
    checkSteps(this, props.steps, step);
    needsHttp(this, service._service.ports, 'a canary release');
    service._checkVersion(this, stable);
    service._checkVersion(this, candidate);
    if (stable === candidate) fail(this, 'MSH015', { what: 'stable and candidate are the same version', got: stable, fix: 'name two versions' });
    this.weight = (props.engine ?? ReleaseEngine.istioWeights())._weight(props.steps, step);
    const release: Release = {
      id: checkDnsLabel(id, 'release', this),
      service: serviceKey(service.namespaceName, service.serviceName),
      stable,
      candidate,
      weight: this.weight,
      tester: props.testerHeader === undefined ? undefined : matchOf({ headers: [props.testerHeader] }),
      stickyCookie: props.stickyCookie === undefined ? undefined : {
        name: cookieName(this, props.stickyCookie.name ?? id),
        maxAgeSeconds: checkSeconds(props.stickyCookie.maxAge ?? Duration.days(1), 'maxAge', {}, this),
      },
      mirror: mirrorOf(this, props, this.weight),
      origin: { path: this.node.path, call: 'new CanaryRelease()' },
    };
    bookOf(this).add('releases', release);
  }
}

function checkSteps(at: Placed, steps: readonly number[], step: number): void {
  if (steps.length === 0) fail(at, 'MSH001', { what: '`steps` is empty', got: [], fix: 'give the shares of the candidate: [10, 30, 50, 80, 100]' });
  steps.forEach((share, index) => {
    const before = index === 0 ? 0 : steps[index - 1];
    if (Number.isInteger(share) && share > before && share <= 100) return;
    fail(at, 'MSH062', { what: 'canary steps must rise', got: steps, allowed: 'whole numbers from 1 to 100, each larger than the one before' });
  });
  if (!Number.isInteger(step) || step < 0 || step > steps.length) {
    fail(at, 'MSH063', { what: 'there is no such step', got: step, allowed: `0 (not begun) to ${steps.length} (${steps[steps.length - 1]} %)` });
  }
}

function mirrorOf(at: Placed, props: CanaryReleaseProps, weight: number): Release['mirror'] {
  const percentage = props.mirrorFirst ?? 0;
  if (percentage !== 0) checkShare(percentage, 'mirrorFirst', at);
  return percentage === 0 || weight > 0 ? undefined : { version: props.candidate, percentage, methods: ['GET', 'HEAD', 'OPTIONS'] };
}

/** A token of RFC 6265, so that it can stand in a header and in the expression that finds it again. */
function cookieName(at: Placed, name: string): string {
  return typeof name === 'string' && /^[A-Za-z0-9_-]{1,64}$/.test(name) ? name : fail(at, 'MSH020', { what: 'the name of the sticky cookie is not one', got: name, allowed: 'at most 64 letters, digits, _ and -' });
}
