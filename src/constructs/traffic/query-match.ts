import type { StringMatch } from '../../model/traffic';
import { checkQueryName, checkQueryValue } from '../../support/query-parameter';
import { checkRegex } from '../../support/regex';

/**
 * A condition on a parameter of a request's query. Names and values are compared as they are sent, percent-encoded.
 *
 * @example
 *
 * orders.route('exports', { match: RouteMatch.of({ query: [QueryMatch.exact('format', 'csv')] }), timeout: Duration.minutes(1) });
 *
 * @see https://istio.io/latest/docs/reference/config/networking/virtual-service/#HTTPMatchRequest
 */
export class QueryMatch {
  /**
   * The parameter has this value.
   *
   * Throws MSH023 when name or value is not part of a query.
   *
   * @param name Name of the parameter, percent-encoded as it is sent.
   * @param value Its whole value, percent-encoded as it is sent.
   */
  public static exact(name: string, value: string): QueryMatch {
    return new QueryMatch(name, { kind: 'exact', value: checkQueryValue(value, valueOf(name)) });
  }

  /**
   * The whole of this regular expression matches the value of the parameter.
   *
   * Throws MSH018 for a bad expression; MSH023 when the name is not part of a query.
   *
   * @param name Name of the parameter, percent-encoded as it is sent.
   * @param pattern An expression of RE2 (no lookaround, no backreferences), at most 1024 bytes.
   */
  public static regex(name: string, pattern: string): QueryMatch {
    return new QueryMatch(name, { kind: 'regex', value: checkRegex(pattern, valueOf(name)) });
  }

  /**
   * The parameter is there, whatever its value.
   *
   * Throws MSH023 when the name is not part of a query.
   *
   * @param name Name of the parameter, percent-encoded as it is sent.
   */
  public static present(name: string): QueryMatch {
    return new QueryMatch(name, { kind: 'present' });
  }

  /** @internal */
  public readonly _name: string;

  private constructor(
    name: string,
    /** @internal */
    public readonly _value: StringMatch,
  ) {
    this._name = checkQueryName(name, 'the name');
  }
}

function valueOf(name: string): string {
  return `the value of parameter ${checkQueryName(name, 'the name')}`;
}
