import { fail, type Placed } from './errors';

/** What a path holds on the wire: RFC 3986, without `*`, which policies read as a wildcard. */
const PATH = /^\/(?:[A-Za-z0-9\-._~!$&'()+,;=:@/]|%[0-9A-Fa-f]{2})*$/;

/** What may follow the `?`. */
const QUERY = /^(?:[A-Za-z0-9\-._~!$&'()*+,;=:@/?]|%[0-9A-Fa-f]{2})*$/;

/** A path, and perhaps a query: what a client writes. */
export function checkPathAndQuery(value: string, what: string, at?: Placed): string {
  const [path, ...query] = typeof value === 'string' ? value.split('?') : [value];
  checkPath(path, what, at);
  if (QUERY.test(query.join('?'))) return value;
  return fail(at, 'MSH017', { what: `${what} has characters after the ? that must be encoded`, got: value, allowed: 'letters, digits and -._~!$&\'()*+,;=:@/?, anything else percent-encoded' });
}

/** The path of a request, as the proxy sees it: without query, encoded, and with no segment that normalization would take away. */
export function checkPath(value: string, what: string, at?: Placed): string {
  if (typeof value !== 'string' || value.length > 1024 || !PATH.test(value)) {
    fail(at, 'MSH017', {
      what: `${what} is not the path of a request`,
      got: value,
      allowed: 'a / first, then letters, digits and -._~!$&\'()+,;=:@/, anything else percent-encoded; no wildcard, no query',
    });
  }
  if (value.includes('//') || value.split('/').some((segment) => segment === '.' || segment === '..')) {
    fail(at, 'MSH017', {
      what: `${what} has a segment that proxies normalize away, so that no request has it`,
      got: value,
      fix: 'write the path without //, /./ and /../',
    });
  }
  return value;
}
