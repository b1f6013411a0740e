import { HttpMethod } from './http-method';
import type { Mirror } from '../../model/traffic';
import { checkList, checkWord } from '../../support/closed-set';
import { sortedSet } from '../../support/compare';
import { checkDnsLabel } from '../../support/dns-name';
import { checkShare } from '../../support/number';

/**
 * Which requests are copied, and to where.
 */
export interface TrafficMirrorOptions {
  /**
   * The version of the service that gets the copies. Its answers are thrown away.
   */
  readonly version: string;

  /**
   * The share of requests that is copied, in percent: 0.0001 to 100.
   *
   * @default 100
   */
  readonly percentage?: number;

  /**
   * Methods of the requests that are copied. What a copied request does is done: a copied POST orders twice, unless the version has
   * a database of its own.
   *
   * @default [HttpMethod.GET, HttpMethod.HEAD, HttpMethod.OPTIONS]
   */
  readonly methods?: HttpMethod[];
}

/**
 * Copies of requests for a version that shall be watched, but not yet answer. Copies have `-shadow` after their host name.
 *
 * @example
 *
 * orders.route('shadow', { mirror: TrafficMirror.of({ version: 'v2', percentage: 10 }) });
 *
 * @see https://istio.io/latest/docs/tasks/traffic-management/mirroring/
 */
export class TrafficMirror {
  /**
   * Copies requests for one version.
   *
   * Throws MSH001 for an empty list of methods; MSH002 when the version is not a DNS label; MSH012 for a bad percentage.
   *
   * @param options The version, and which requests it gets copies of.
   */
  public static of(options: TrafficMirrorOptions): TrafficMirror {
    const methods = checkList(options.methods ?? [HttpMethod.GET, HttpMethod.HEAD, HttpMethod.OPTIONS], 'methods', 'name a method, or leave it out');
    return new TrafficMirror({
      version: checkDnsLabel(options.version, 'version'),
      percentage: checkShare(options.percentage ?? 100, 'the percentage of the mirror'),
      methods: sortedSet(methods.map((method) => checkWord(method, Object.values(HttpMethod), 'method'))),
    });
  }

  private constructor(
    /** @internal */
    public readonly _mirror: Mirror,
  ) {}
}
