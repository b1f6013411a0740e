import type { HeaderChanges as HeaderChangesFact } from '../../model/traffic';
import { checkList, checkOnce, checkSomething } from '../../support/closed-set';
import { sortedRecord, sortedSet } from '../../support/compare';
import { checkHeaderFormat, checkHeaderName } from '../../support/http-header';

/**
 * Changes of the headers of a message. Values are formats of the proxy: `%REQ(x-id)%` is the header `x-id` of the request, and a percent
 * sign is written `%%`.
 */
export interface HeaderOperations {
  /**
   * Headers that get this value, whatever they had.
   *
   * @default - none
   */
  readonly set?: { [name: string]: string };

  /**
   * Headers that get this value besides what they have.
   *
   * @default - none
   */
  readonly add?: { [name: string]: string };

  /**
   * Headers that are taken away.
   *
   * @default - none
   */
  readonly remove?: string[];
}

/**
 * Changes of requests, answers or both.
 */
export interface HeaderChangesOptions {
  /**
   * What the service sees. To change `Host`, use `Rewrite.authority`.
   *
   * @default - unchanged
   */
  readonly request?: HeaderOperations;

  /**
   * What the caller gets back.
   *
   * @default - unchanged
   */
  readonly response?: HeaderOperations;
}

/**
 * Headers that are set, added or removed on the way. Names are written in lower case, whatever was given.
 *
 * @example
 *
 * edge.route(orders, {
 *   path: PathMatch.subtree('/orders'),
 *   headerChanges: HeaderChanges.of({ request: { set: { 'x-entry': 'edge' } }, response: { remove: ['server'] } }),
 * });
 *
 * @see https://istio.io/latest/docs/reference/config/networking/virtual-service/#Headers
 */
export class HeaderChanges {
  /**
   * Changes headers of requests, answers or both.
   *
   * Throws MSH001 for an empty list; MSH014 when nothing is changed; MSH015 for two changes of one header; MSH020 for a bad name; MSH021
   * for `Host` and the headers that begin with a colon; MSH022 for a bad value.
   *
   * @param options The changes of requests, of answers, or of both.
   */
  public static of(options: HeaderChangesOptions): HeaderChanges {
    const { request, response } = options;
    checkSomething({ request, response }, 'the header changes', 'give request or response, or leave out the changes');
    return new HeaderChanges({
      ...(request === undefined ? {} : { request: operations(request, 'request') }),
      ...(response === undefined ? {} : { response: operations(response, 'response') }),
    });
  }

  private constructor(
    /** @internal */
    public readonly _changes: HeaderChangesFact,
  ) {}
}

function operations({ set, add, remove }: HeaderOperations, message: string): HeaderChangesFact['request'] {
  checkSomething({ set, add, remove }, `\`${message}\``, 'give set, add or remove');
  const names = [...Object.keys(set ?? {}), ...Object.keys(add ?? {}), ...(remove ?? [])].map((name) => checkHeaderName(name, `a header of \`${message}\``));
  checkOnce(names, `a header of \`${message}\``, 'change each header in one way; `set` replaces what was there');
  return {
    ...(set === undefined ? {} : { set: values(set, `${message}.set`) }),
    ...(add === undefined ? {} : { add: values(add, `${message}.add`) }),
    ...(remove === undefined ? {} : { remove: sortedSet(checkList(remove, `${message}.remove`, 'leave it out').map((name) => name.toLowerCase())) }),
  };
}

function values(given: { [name: string]: string }, what: string): Record<string, string> {
  const entries = checkList(Object.entries(given), what, 'leave it out');
  return sortedRecord(Object.fromEntries(entries.map(([name, value]) => [name.toLowerCase(), checkHeaderFormat(value, `the value of ${name}`)])));
}
