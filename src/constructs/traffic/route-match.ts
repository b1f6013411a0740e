import { type AuthorityMatch } from './authority-match';
import { type HeaderMatch } from './header-match';
import { HttpMethod } from './http-method';
import { type PathMatch } from './path-match';
import { type QueryMatch } from './query-match';
import type { RouteMatch as RouteMatchFact, StringMatch } from '../../model/traffic';
import { checkList, checkOnce, checkSomething, checkWord } from '../../support/closed-set';
import { sortedBy, sortedSet } from '../../support/compare';

/**
 * What a request must be like. It matches when every given part does.
 */
export interface RouteMatchOptions {
  /**
   * Path of the request.
   *
   * @default - every path
   */
  readonly path?: PathMatch;

  /**
   * HTTP methods, one of which it must have.
   *
   * @default - every method
   */
  readonly methods?: HttpMethod[];

  /**
   * Conditions on headers, all of which must hold. One for each header.
   *
   * @default - none
   */
  readonly headers?: HeaderMatch[];

  /**
   * Conditions on the query, all of which must hold. One for each parameter.
   *
   * @default - none
   */
  readonly query?: QueryMatch[];

  /**
   * The host it asks for.
   *
   * @default - every host of the service or gateway
   */
  readonly authority?: AuthorityMatch;
}

/**
 * Requests, by what they ask for.
 *
 * @example
 *
 * orders.route('mobile-reports', {
 *   match: RouteMatch.of({
 *     path: PathMatch.subtree('/reports'),
 *     methods: [HttpMethod.GET],
 *     headers: [HeaderMatch.exact('x-client', 'mobile')],
 *   }),
 *   timeout: Duration.seconds(60),
 * });
 *
 * @see https://istio.io/latest/docs/reference/config/networking/virtual-service/#HTTPMatchRequest
 */
export class RouteMatch {
  /**
   * Requests that match every given part.
   *
   * Throws MSH001 for an empty list; MSH014 when no part is given; MSH015 for two conditions on one header or parameter.
   *
   * @param options The parts, at least one.
   */
  public static of(options: RouteMatchOptions): RouteMatch {
    checkSomething(options, 'the match', 'leave out the match: a route without one takes every request');
    return new RouteMatch(matchOf(options));
  }

  private constructor(
    /** @internal */
    public readonly _match: RouteMatchFact,
  ) {}
}

/** The facts of a match; no part given means every request. */
export function matchOf(options: RouteMatchOptions): RouteMatchFact {
  const headers = conditions('header', options.headers, 'headers');
  const positive = headers?.filter((header) => !header._without);
  const negative = headers?.filter((header) => header._without);
  const query = conditions('query parameter', options.query, 'query');
  return {
    ...(options.path === undefined ? {} : { path: options.path._path }),
    ...(options.methods === undefined ? {} : { methods: methodsOf(options.methods) }),
    ...(positive === undefined || positive.length === 0 ? {} : { headers: byName(positive) }),
    ...(negative === undefined || negative.length === 0 ? {} : { withoutHeaders: byName(negative) }),
    ...(query === undefined ? {} : { query: byName(query) }),
    ...(options.authority === undefined ? {} : { authority: options.authority._authority }),
  };
}

function methodsOf(methods: HttpMethod[]): string[] {
  const known = checkList(methods, 'methods', 'name a method, or leave it out to mean all');
  return sortedSet(known.map((method) => checkWord(method, Object.values(HttpMethod), 'method')));
}

interface Condition {
  readonly _name: string;
  readonly _value: StringMatch;
}

function conditions<T extends Condition>(what: string, given: readonly T[] | undefined, list: string): T[] | undefined {
  if (given === undefined) return undefined;
  const known = checkList(given, list, 'give a condition, or leave it out');
  checkOnce(known.map((condition) => condition._name), `a ${what}`, 'write both conditions as one regular expression');
  return known;
}

function byName(conditionsOfOneKind: readonly Condition[]): Record<string, StringMatch> {
  return Object.fromEntries(sortedBy(conditionsOfOneKind, (condition) => condition._name).map((condition) => [condition._name, condition._value]));
}
