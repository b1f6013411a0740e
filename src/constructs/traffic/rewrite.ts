import type { Rewrite as RewriteFact } from '../../model/traffic';
import { checkSomething } from '../../support/closed-set';
import { fail } from '../../support/errors';
import { checkAuthority } from '../../support/host-name';
import { checkRegexRewrite } from '../../support/regex';
import { checkPath } from '../../support/request-path';

/**
 * A rewrite of what a regular expression finds in the path.
 */
export interface RegexRewrite {
  /**
   * An expression of RE2 (no lookaround, no backreferences), at most 1024 bytes. Everything it finds is replaced.
   */
  readonly match: string;

  /**
   * What takes its place. `\1` is what the first group found.
   */
  readonly rewrite: string;
}

/**
 * What is rewritten. `path` and `regex` exclude each other.
 */
export interface RewriteOptions {
  /**
   * Takes the place of the matched path. Of a prefix or subtree, only that part is replaced.
   *
   * @default - the path as it came
   */
  readonly path?: string;

  /**
   * Replaces what an expression finds in the path.
   *
   * @default - the path as it came
   */
  readonly regex?: RegexRewrite;

  /**
   * Host, with or without a port, that the service sees as `Host`.
   *
   * @default - the host as it came
   */
  readonly authority?: string;
}

/**
 * Changes the path or the host of a request, after its route was chosen.
 *
 * @example
 *
 * edge.route(orders, { path: PathMatch.subtree('/shop/orders'), rewrite: Rewrite.path('/orders') });
 *
 * @see https://istio.io/latest/docs/reference/config/networking/virtual-service/#HTTPRewrite
 */
export class Rewrite {
  /**
   * Puts this in the place of the matched path. Of a prefix or subtree, only that part is replaced.
   *
   * Throws MSH017 when it is not the path of a request.
   *
   * @param path The path, which begins with `/` and has no wildcard and no query.
   */
  public static path(path: string): Rewrite {
    return Rewrite.of({ path });
  }

  /**
   * Replaces what an expression finds in the path.
   *
   * Throws MSH018 for a bad expression; MSH019 for a bad rewrite.
   *
   * @param match An expression of RE2 (no lookaround, no backreferences), at most 1024 bytes.
   * @param rewrite What takes its place. `\1` is what the first group found.
   */
  public static regex(match: string, rewrite: string): Rewrite {
    return Rewrite.of({ regex: { match, rewrite } });
  }

  /**
   * Lets the service see this as `Host`.
   *
   * Throws MSH005 when it is not a host name.
   *
   * @param host The host, with or without a port.
   */
  public static authority(host: string): Rewrite {
    return Rewrite.of({ authority: host });
  }

  /**
   * Changes path and host together.
   *
   * Throws MSH005 for a bad host; MSH014 when nothing is rewritten; MSH016 for both `path` and `regex`; MSH017 for a bad path; MSH018 for
   * a bad expression; MSH019 for a bad rewrite.
   *
   * @param options What takes the place of the path, and of the host.
   */
  public static of(options: RewriteOptions): Rewrite {
    const { path, regex, authority } = options;
    checkSomething({ path, regex, authority }, 'the rewrite', 'give path, regex or authority, or leave out the rewrite');
    if (path !== undefined && regex !== undefined) {
      fail(undefined, 'MSH016', { what: 'a rewrite cannot have both path and regex', fix: 'leave out one of them' });
    }
    return new Rewrite({
      ...(path === undefined ? {} : { path: checkPath(path, 'the path of the rewrite') }),
      ...(regex === undefined ? {} : { regex: { match: regex.match, rewrite: checkRegexRewrite(regex.match, regex.rewrite, 'the rewrite') } }),
      ...(authority === undefined ? {} : { authority: checkAuthority(authority, 'the host of the rewrite') }),
    });
  }

  private constructor(
    /** @internal */
    public readonly _rewrite: RewriteFact,
  ) {}
}
