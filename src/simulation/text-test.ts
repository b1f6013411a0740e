import { toRegExp } from './re2';
import type { StringMatch } from '../manifests/kinds/virtual-service';
import type { TextTest } from '../manifests/value-test';

/** Whether a match of a VirtualService only wants something to be there. */
export function isPresence(match: StringMatch | null | undefined): boolean {
  return (
    match === null ||
    match === undefined ||
    match.regex === '*' ||
    (match.exact === undefined && match.prefix === undefined && match.regex === undefined)
  );
}

/** A match of a VirtualService; undefined where its expression is one that only RE2 understands. */
export function matchTest({ exact, prefix, regex }: StringMatch, ignoreCase = false): TextTest | undefined {
  if (regex !== undefined) {
    const expression = toRegExp(regex, { whole: true });
    return expression && ((text) => expression.test(text));
  }
  if (ignoreCase) {
    const test = matchTest({ exact: exact?.toLowerCase(), prefix: prefix?.toLowerCase() })!;
    return (text) => test(text.toLowerCase());
  }
  return exact !== undefined ? (text) => text === exact : (text) => text.startsWith(prefix ?? '');
}
