import type { StringMatch } from '../../model/traffic';
import { fail } from '../../support/errors';
import { checkAuthority } from '../../support/host-name';
import { checkRegex } from '../../support/regex';

/**
 * A condition on the host that a request asks for: its `Host` header, `:authority` in HTTP/2. Clients may add the port.
 *
 * @see https://istio.io/latest/docs/reference/config/networking/virtual-service/#HTTPMatchRequest
 */
export class AuthorityMatch {
  /**
   * This host; a port is part of it.
   *
   * @throws MSH005 when it is not a host name.
   */
  public static exact(host: string): AuthorityMatch {
    return new AuthorityMatch({ kind: 'exact', value: checkAuthority(host, 'the host') });
  }

  /**
   * Every host that begins with these characters.
   *
   * @throws MSH005 when no host name begins so.
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
   * @param pattern an expression of RE2 (no lookaround, no backreferences), at most 1024 bytes.
   * @throws MSH018 when it is not one.
   */
  public static regex(pattern: string): AuthorityMatch {
    return new AuthorityMatch({ kind: 'regex', value: checkRegex(pattern, 'the host') });
  }

  private constructor(
    /** @internal */
    public readonly _authority: StringMatch,
  ) {}
}
