import { fail, type Placed } from './errors';
import { isFieldName } from './field-name';
import { isPrintable } from './plain-text';

const NAME = /^[-_A-Za-z0-9]+$/;

/** Headers that something else stands for. */
const SPECIAL: Readonly<Record<string, string>> = {
  'host': 'AuthorityMatch in a match, Rewrite.authority in a change',
  ':authority': 'AuthorityMatch in a match, Rewrite.authority in a change',
  ':method': '`methods`',
  ':path': 'PathMatch in a match, Rewrite.path in a change',
  ':scheme': 'a port for each scheme',
  ':status': 'DirectResponse',
};

/** The name of a header, in lower case: names differ by nothing else. */
export function checkHeaderName(value: string, what: string, at?: Placed): string {
  const name = typeof value === 'string' ? value.toLowerCase() : value;
  if (Object.hasOwn(SPECIAL, name)) {
    fail(at, 'MSH021', { what: `${what} is not an ordinary header`, got: value, fix: `use ${SPECIAL[name]}` });
  }
  if (typeof value === 'string' && value.length <= 256 && NAME.test(value) && isFieldName(name)) return name;
  return fail(at, 'MSH020', { what: `${what} is not a header name`, got: value, allowed: 'letters, digits, - and _' });
}

/** A text that a header can have: clients and proxies cut the white space at both ends. */
export function checkHeaderValue(value: string, what: string, at?: Placed): string {
  if (typeof value === 'string' && value !== '' && value === value.trim() && isPrintable(value)) return value;
  return fail(at, 'MSH022', {
    what: `${what} is not a header value`,
    got: value,
    allowed: 'one line that is not empty, without white space at its ends',
  });
}

/** A text that a proxy puts into a header: `%REQ(x-id)%` and the like are filled in, a percent sign is written `%%`. */
export function checkHeaderFormat(value: string, what: string, at?: Placed): string {
  if (!checkHeaderValue(value, what, at).replace(/%%|%[A-Z][A-Z0-9_]*(\([^)]*\))?%/g, '').includes('%')) return value;
  return fail(at, 'MSH022', {
    what: `${what} has a percent sign that begins nothing a proxy knows`,
    got: value,
    fix: 'write %% for a percent sign, %NAME% or %NAME(argument)% for what the proxy fills in',
  });
}

/** The name of a cookie. */
export function checkCookieName(value: string, what: string, at?: Placed): string {
  if (typeof value === 'string' && value.length <= 256 && /^[A-Za-z0-9!#$%&'*+\-.^_`|~]+$/.test(value)) return value;
  return fail(at, 'MSH020', { what: `${what} is not the name of a cookie`, got: value, allowed: 'letters, digits and !#$%&\'*+-.^_`|~' });
}
