import { fail, type Placed } from './errors';
import { isPrintable } from './plain-text';
import { Re2Error, readRe2 } from './re2-syntax';

/** Longer ones Istio refuses. */
const LONGEST = 1024;

/** A regular expression that proxies can run: RE2, which must match the whole of what it is asked about. */
export function checkRegex(value: string, what: string, at?: Placed): string {
  groupsOf(value, what, at);
  return value;
}

/** What takes the place of a match: `\1` is what the first group of the expression found. */
export function checkRegexRewrite(match: string, rewrite: string, what: string, at?: Placed): string {
  const groups = groupsOf(match, `the expression of ${what}`, at);
  const sound = typeof rewrite === 'string' && rewrite !== '' && isPrintable(rewrite) && !/[\s?#]/.test(rewrite) && !/\\(?![0-9\\])/.test(rewrite.replaceAll('\\\\', ''));
  if (!sound) {
    fail(at, 'MSH019', {
      what: `${what} is not a rewrite`,
      got: rewrite,
      allowed: 'a text without white space, ? and #; \\0 to \\9 for what the groups found, \\\\ for a backslash',
    });
  }
  const asked = [...rewrite.replaceAll('\\\\', '').matchAll(/\\([0-9])/g)].map((reference) => Number(reference[1]));
  if (asked.some((group) => group > groups)) {
    fail(at, 'MSH019', { what: `${what} asks for a group that the expression does not have`, got: rewrite, allowed: `\\0 to \\${groups}` });
  }
  return rewrite;
}

function groupsOf(value: string, what: string, at: Placed | undefined): number {
  const refuse = (why: string): never => fail(at, 'MSH018', {
    what: `${what} is not a regular expression of RE2: ${why}`,
    got: value,
    fix: 'see https://github.com/google/re2/wiki/Syntax',
  });
  if (typeof value !== 'string' || value === '') return refuse('it is empty');
  if (Buffer.byteLength(value) > LONGEST) return refuse(`it is longer than ${LONGEST} bytes`);
  if (!isPrintable(value)) return refuse('it has characters that cannot be printed');
  try {
    return readRe2(value).groups;
  } catch (error) {
    if (error instanceof Re2Error) return refuse(error.message);
    throw error;
  }
}
