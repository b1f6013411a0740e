import type { StringMatch } from '../../model/traffic';
import { fail } from '../../support/errors';
import { checkAuthority } from '../../support/host-name';
import { checkRegex } from '../../support/regex';

/**
 * A condition on the host that a request asks for: its `Host` header, `:authority` in HTTP/2. Clients may add the port.
 *
 * @example
 *
 * orders.route('partners', {
 *   match: RouteMatch.of({ authority: AuthorityMatch.exact('partners.example.com') }),
 *   timeout: Duration.seconds(30),
 * });
 *
 * @see https://istio.io/latest/docs/reference/config/networking/virtual-service/#HTTPMatchRequest
 */
export class AuthorityMatch {
  /**
   * This host. A port is part of it.
   *
   * Throws MSH005 when it is not a host name.
   *
   * @param host The host as it is asked for, such as `shop.example.com` or `shop.example.com:8443`.
   */
  public static exact(host: string): AuthorityMatch {
    return new AuthorityMatch({ kind: 'exact', value: checkAuthority(host, 'the host') });
  }

  /**
   * Every host that begins with these characters.
   *
   * Throws MSH005 when no host name begins so.
   *
   * @param host The characters the host begins with, such as `shop.`.
   */
  public static prefix(host: string): AuthorityMatch {
    if (typeof host !== 'string' || !/^[a-z0-9][-a-z0-9.:]{0,252}$/.test(host)) {
      fail(undefined, 'MSH005', { what: 'no host name begins so', got: host, allowed: 'lower-case letters, digits, -, . and :' });
    }
    return new AuthorityMatch({ kind: 'prefix', value: host });
  }

  /**
   * Every host that the whole of this regular expression matches.
   *
   * Throws MSH018 when it is not an expression of RE2.
   *
   * @param pattern An expression of RE2 (no lookaround, no backreferences), at most 1024 bytes.
   */
  public static regex(pattern: string): AuthorityMatch {
    return new AuthorityMatch({ kind: 'regex', value: checkRegex(pattern, 'the host') });
  }

  private constructor(
    /** @internal */
    public readonly _authority: StringMatch,
  ) {}
}
