/** Few words, so that what is asked often meets what is said about it. */
export const PATHS = ['/', '/api', '/api/v1', '/api/v1/items', '/api/v1/items/7', '/api/items/7/parts', '/admin', '/Admin', '/apiary'];
export const METHODS = ['GET', 'POST', 'PUT', 'DELETE', 'OPTIONS'];
export const HEADERS: Readonly<Record<string, readonly string[]>> = {
  'x-user': ['alice', 'bob', 'alice@example.com', ''],
  'x-env': ['canary', 'prod', 'canary-2'],
  'X-Trace': ['1', '22'],
};
export const QUERIES = ['', '', '', '?q=1', '?q=22&debug', '?debug=true&q='];
export const ISSUERS = ['https://one.example.com', 'https://two.example.com/'];
export const AUDIENCES = ['shop', 'bank', 'https://shop.example.com/'];
export const APPS = ['a', 'b', 'c'];

/** Expressions of RE2 that say something about paths. */
export const PATH_EXPRESSIONS = [
  '/api/.*',
  '/api/v[0-9]+/items(/\\d+)?',
  '^/(api|admin)$',
  '(?i)/ADMIN',
  '/api/[^/]+/7.*',
  '.*',
  '/[[:alpha:]]+',
  '/api(?:/v1)?/items/\\d{1,2}',
];
export const WORD_EXPRESSIONS = ['alice|bob', '.*@example\\.com', '[a-z]+', 'canary(-\\d+)?', '\\d\\d', '.+', '.*', '(?P<name>al)ice'];
