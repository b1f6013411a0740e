import type { StringMatch } from '../../model/traffic';
import { checkHeaderName, checkHeaderValue } from '../../support/http-header';
import { checkRegex } from '../../support/regex';

/**
 * A condition on a header of a request. Names are written in lower case, whatever was given.
 *
 * @example
 *
 * orders.route('testers', { match: RouteMatch.of({ headers: [HeaderMatch.present('x-tester')] }), timeout: Duration.minutes(1) });
 *
 * @see https://istio.io/latest/docs/reference/config/networking/virtual-service/#HTTPMatchRequest
 */
export class HeaderMatch {
  /**
   * The header has this value.
   *
   * Throws MSH020 for a bad name; MSH021 for `Host` and the headers that begin with a colon; MSH022 for a bad value.
   *
   * @param name Name of the header, in upper or lower case.
   * @param value Its whole value.
   */
  public static exact(name: string, value: string): HeaderMatch {
    return new HeaderMatch(name, { kind: 'exact', value: checkHeaderValue(value, valueOf(name)) }, false);
  }

  /**
   * The value of the header begins with this.
   *
   * Throws MSH020 for a bad name; MSH021 for `Host` and the headers that begin with a colon; MSH022 for a bad value.
   *
   * @param name Name of the header, in upper or lower case.
   * @param value What its value begins with.
   */
  public static prefix(name: string, value: string): HeaderMatch {
    return new HeaderMatch(name, { kind: 'prefix', value: checkHeaderValue(value, valueOf(name)) }, false);
  }

  /**
   * The whole of this regular expression matches the value of the header.
   *
   * Throws MSH018 for a bad expression; MSH020 for a bad name; MSH021 for `Host` and the headers that begin with a colon.
   *
   * @param name Name of the header, in upper or lower case.
   * @param pattern An expression of RE2 (no lookaround, no backreferences), at most 1024 bytes.
   */
  public static regex(name: string, pattern: string): HeaderMatch {
    return new HeaderMatch(name, { kind: 'regex', value: checkRegex(pattern, valueOf(name)) }, false);
  }

  /**
   * The header is there, whatever its value.
   *
   * Throws MSH020 for a bad name; MSH021 for `Host` and the headers that begin with a colon.
   *
   * @param name Name of the header, in upper or lower case.
   */
  public static present(name: string): HeaderMatch {
    return new HeaderMatch(name, { kind: 'present' }, false);
  }

  /**
   * The header is not there.
   *
   * Throws MSH020 for a bad name; MSH021 for `Host` and the headers that begin with a colon.
   *
   * @param name Name of the header, in upper or lower case.
   */
  public static absent(name: string): HeaderMatch {
    return new HeaderMatch(name, { kind: 'present' }, true);
  }

  /** @internal */
  public readonly _name: string;

  private constructor(
    name: string,
    /** @internal */
    public readonly _value: StringMatch,
    /** @internal Requests match that do not fulfil it. */
    public readonly _without: boolean,
  ) {
    this._name = checkHeaderName(name, 'the name');
  }
}

function valueOf(name: string): string {
  return `the value of header ${checkHeaderName(name, 'the name')}`;
}
