import { toRegExp } from './re2';
import type { StringMatch } from '../manifests/kinds/virtual-service';

/** Asks something of a text. */
export type TextTest = (text: string) => boolean;

/** A value of an AuthorizationPolicy: exact, `prefix*`, `*suffix`, or `*` for anything that is there. */
export function valueTest(value: string, { ignoreCase = false, empty = false } = {}): TextTest {
  if (ignoreCase) {
    const test = valueTest(value.toLowerCase(), { empty });
    return (text) => test(text.toLowerCase());
  }
  if (value === '*') return empty ? () => true : (text) => text !== '';
  if (value.startsWith('*')) {
    const end = value.slice(1);
    return (text) => text.endsWith(end);
  }
  if (value.endsWith('*')) {
    const start = value.slice(0, -1);
    return (text) => text.startsWith(start);
  }
  return (text) => text === value;
}

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
