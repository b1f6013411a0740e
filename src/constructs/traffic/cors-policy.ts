import { type Duration } from 'cdk8s';
import { HttpMethod } from './http-method';
import type { CorsPolicy as CorsPolicyFact, StringMatch } from '../../model/traffic';
import { checkList, checkWord } from '../../support/closed-set';
import { sortedBy, sortedSet } from '../../support/compare';
import { fail } from '../../support/errors';
import { checkHeaderName } from '../../support/http-header';
import { checkRegex } from '../../support/regex';
import { checkSpanText } from '../../support/time-span';
import { checkOrigin } from '../../support/web-url';

/**
 * Origins of web pages. There is no match by prefix: `https://shop.example.com.evil.test` begins with `https://shop.example.com`.
 *
 * @see https://istio.io/latest/docs/reference/config/networking/virtual-service/#CorsPolicy
 */
export class OriginMatch {
  /**
   * This origin: scheme, host and, unless it is the scheme's own, port.
   *
   * Throws MSH025 when it is not an origin as browsers send it.
   *
   * @param origin The origin as browsers send it, such as `https://shop.example.com`.
   */
  public static exact(origin: string): OriginMatch {
    return new OriginMatch({ kind: 'exact', value: checkOrigin(origin, 'the origin') });
  }

  /**
   * Every origin that the whole of this regular expression matches. Mind that a dot takes any character: write `\.` between labels.
   *
   * Throws MSH018 when it is not an expression of RE2.
   *
   * @param pattern An expression of RE2 (no lookaround, no backreferences), at most 1024 bytes.
   */
  public static regex(pattern: string): OriginMatch {
    return new OriginMatch({ kind: 'regex', value: checkRegex(pattern, 'the origin') });
  }

  /**
   * Every origin. Pages of the whole web may read what the service answers without credentials.
   */
  public static any(): OriginMatch {
    return new OriginMatch({ kind: 'exact', value: '*' });
  }

  private constructor(
    /** @internal */
    public readonly _origin: StringMatch,
  ) {}
}

/**
 * What web pages of other origins may do.
 */
export interface CorsPolicyOptions {
  /**
   * The origins.
   */
  readonly allowOrigins: OriginMatch[];

  /**
   * Methods that need to be allowed.
   *
   * @default - none: browsers then send GET, HEAD and simple POST only
   */
  readonly allowMethods?: HttpMethod[];

  /**
   * Headers that pages may send.
   *
   * @default - none but those that browsers always allow
   */
  readonly allowHeaders?: string[];

  /**
   * Headers of answers that pages may read.
   *
   * @default - none but those that browsers always show
   */
  readonly exposeHeaders?: string[];

  /**
   * How long browsers may remember this, in whole seconds.
   *
   * @default - as the browser likes, mostly 5 s
   */
  readonly maxAge?: Duration;

  /**
   * Whether pages may send cookies and authorization. Not together with `OriginMatch.any()`: the proxy answers with the origin that
   * asked, so every page of the web could act in the name of its reader.
   *
   * @default false
   */
  readonly allowCredentials?: boolean;
}

/**
 * Which web pages of other origins may call, as browsers ask before they let them.
 *
 * @example
 *
 * CorsPolicy.of({
 *   allowOrigins: [OriginMatch.exact('https://shop.example.com')],
 *   allowMethods: [HttpMethod.GET, HttpMethod.PUT],
 *   allowHeaders: ['authorization'],
 *   maxAge: Duration.hours(24),
 * });
 *
 * @see https://istio.io/latest/docs/reference/config/networking/virtual-service/#CorsPolicy
 */
export class CorsPolicy {
  /**
   * Lets pages of these origins call.
   *
   * Throws MSH001 for an empty list; MSH013 when `maxAge` is not in whole seconds; MSH020 or MSH021 for a bad header name; MSH026 for
   * credentials together with every origin.
   *
   * @param options The origins, and what their pages may do.
   */
  public static of(options: CorsPolicyOptions): CorsPolicy {
    const origins = checkList(options.allowOrigins, 'allowOrigins', 'name an origin').map((origin) => origin._origin);
    if (options.allowCredentials === true && origins.some(takesAll)) {
      fail(undefined, 'MSH026', { what: 'credentials cannot be allowed for every origin', fix: 'name the origins, or leave out allowCredentials' });
    }
    return new CorsPolicy({
      allowOrigins: sortedBy(origins, (origin) => `${origin.kind} ${'value' in origin ? origin.value : ''}`),
      allowMethods: listed(options.allowMethods, 'allowMethods', (method) => checkWord(method, Object.values(HttpMethod), 'method')),
      allowHeaders: listed(options.allowHeaders, 'allowHeaders', (header) => checkHeaderName(header, 'a header of allowHeaders')),
      exposeHeaders: listed(options.exposeHeaders, 'exposeHeaders', (header) => checkHeaderName(header, 'a header of exposeHeaders')),
      ...(options.maxAge === undefined ? {} : { maxAge: checkSpanText(options.maxAge, 'maxAge', { wholeSeconds: true }) }),
      allowCredentials: options.allowCredentials ?? false,
    });
  }

  private constructor(
    /** @internal */
    public readonly _policy: CorsPolicyFact,
  ) {}
}

function takesAll(origin: StringMatch): boolean {
  return 'value' in origin && ['*', '.*', '.+', '^.*$', '^.+$', 'https?://.*', 'https://.*'].includes(origin.value);
}

function listed<T extends string>(given: readonly T[] | undefined, what: string, check: (value: T) => string): string[] {
  return given === undefined ? [] : sortedSet(checkList(given, what, 'name at least one, or leave it out').map(check));
}
