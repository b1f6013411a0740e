import { luaText } from './mask-lua';

/** Headers by which clients say who they are, or that repeat an address with its query. */
const SECRET_HEADERS = ['apikey', 'authorization', 'cookie', 'location', 'proxy-authorization', 'referer', 'set-cookie', 'x-api-key', 'x-auth-token', 'x-csrf-token'];

/**
 * What Kong's logs say instead of what they would, as Lua for `custom_fields_by_lua`: a field that becomes nil is left out. Queries are
 * left out with every address that has one, since nobody knows what is in them.
 */
export const SECRET_FIELDS: Readonly<Record<string, string>> = {
  'request.uri': 'return kong.request.get_path()',
  'request.url': `return kong.request.get_scheme() .. ${luaText('://')} .. kong.request.get_host() .. kong.request.get_path()`,
  'request.querystring': 'return nil',
  'upstream_uri': 'return kong.request.get_path()',
  ...secretHeaderFields(SECRET_HEADERS),
};

/** Headers, in whichever direction they go. */
export function secretHeaderFields(names: readonly string[]): Record<string, string> {
  return Object.fromEntries(names.flatMap((name) => [[`request.headers.${name}`, 'return nil'], [`response.headers.${name}`, 'return nil']]));
}
