import type { StringMatch } from '../../model/traffic';
import { checkQueryName, checkQueryValue } from '../../support/query-parameter';
import { checkRegex } from '../../support/regex';

/**
 * A condition on a parameter of a request's query. Names and values are compared as they are sent, percent-encoded.
 *
 * @see https://istio.io/latest/docs/reference/config/networking/virtual-service/#HTTPMatchRequest
 */
export class QueryMatch {
  /**
   * The parameter has this value.
   *
   * @throws MSH023 when name or value is not part of a query.
   */
  public static exact(name: string, value: string): QueryMatch {
    return new QueryMatch(name, { kind: 'exact', value: checkQueryValue(value, valueOf(name)) });
  }

  /**
   * The whole of this regular expression matches the value of the parameter.
   *
   * @param pattern an expression of RE2 (no lookaround, no backreferences), at most 1024 bytes.
   * @throws MSH018 for a bad expression; MSH023 when the name is not part of a query.
   */
  public static regex(name: string, pattern: string): QueryMatch {
    return new QueryMatch(name, { kind: 'regex', value: checkRegex(pattern, valueOf(name)) });
  }

  /**
   * The parameter is there, whatever its value.
   *
   * @throws MSH023 when the name is not part of a query.
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
