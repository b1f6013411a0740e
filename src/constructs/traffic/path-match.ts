import type { PathPattern } from '../../model/traffic';
import { fail } from '../../support/errors';
import { checkRegex } from '../../support/regex';
import { checkPath } from '../../support/request-path';

/**
 * Paths of requests, without the query. Case matters, and paths are compared as they are sent, percent-encoded.
 *
 * @example
 *
 * orders.calls(payments, { paths: [PathMatch.exact('/api/v1/payments/create'), PathMatch.subtree('/api/v1/refunds')] });
 *
 * @see https://istio.io/latest/docs/reference/config/networking/virtual-service/#HTTPMatchRequest
 */
export class PathMatch {
  /**
   * This path and no other.
   *
   * Throws MSH017 when it is not the path of a request.
   *
   * @param path The path, which begins with `/` and has no wildcard and no query.
   */
  public static exact(path: string): PathMatch {
    return new PathMatch({ kind: 'exact', value: checkPath(path, 'the path') });
  }

  /**
   * Every path that begins with these characters: `/api` takes `/api`, `/api/v1` and `/apis` too.
   *
   * `/` takes every path. Where whole segments are meant, which is nearly always, use `subtree`.
   *
   * Throws MSH017 when it is not the path of a request.
   *
   * @param path The path, which begins with `/` and has no wildcard and no query.
   */
  public static prefix(path: string): PathMatch {
    return new PathMatch({ kind: 'prefix', value: checkPath(path, 'the path') });
  }

  /**
   * This path and every path below it, by whole segments: `/api` takes `/api` and `/api/v1`, but not `/apis`.
   *
   * `/` takes every path.
   *
   * Throws MSH017 when it is not the path of a request.
   *
   * @param path The path, which begins with `/`, does not end with it, and has no wildcard and no query.
   */
  public static subtree(path: string): PathMatch {
    const value = checkPath(path, 'the path');
    if (value === '/') return new PathMatch({ kind: 'prefix', value });
    if (value.endsWith('/')) {
      fail(undefined, 'MSH017', { what: 'a subtree begins at a path, not below it', got: path, fix: `write ${JSON.stringify(value.slice(0, -1))}` });
    }
    return new PathMatch({ kind: 'subtree', value });
  }

  /**
   * Every path that the whole of this regular expression matches. For routes only: no policy can enforce it, so `calls` refuses it.
   *
   * Throws MSH018 when it is not an expression of RE2.
   *
   * @param pattern An expression of RE2 (no lookaround, no backreferences), at most 1024 bytes.
   */
  public static regex(pattern: string): PathMatch {
    return new PathMatch({ kind: 'regex', value: checkRegex(pattern, 'the path') });
  }

  private constructor(
    /** @internal */
    public readonly _path: PathPattern,
  ) {}
}
