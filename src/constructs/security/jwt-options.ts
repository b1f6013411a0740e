import { type JwtRule } from './jwt-rule';
import type { JwtSubject } from '../../model/jwt';
import { sortedBy } from '../../support/compare';
import { fail, type Placed } from '../../support/errors';
import { type PathMatch } from '../traffic/path-match';

/**
 * Which tokens open a service or gateway.
 *
 * @example
 *
 * orders.requireJwt({
 *   rules: [JwtRule.of({
 *     issuer: 'https://id.example.com',
 *     jwksUri: 'https://id.example.com/.well-known/jwks.json',
 *     audiences: ['shop'],
 *   })],
 *   publicPaths: [PathMatch.exact('/health')],
 * });
 */
export interface JwtOptions {
  /**
   * Who issues the tokens, and what they must say. A request needs a valid token of one of them.
   */
  readonly rules: JwtRule[];

  /**
   * Paths that need no token. A token that is sent there is still refused when it is invalid.
   *
   * @default - none
   */
  readonly publicPaths?: PathMatch[];
}

/** The fact behind `requireJwt`. */
export function jwtFact(at: Placed, subject: JwtSubject, options: JwtOptions) {
  if (options.rules.length === 0) fail(at, 'MSH001', { what: '`rules` is empty', got: [], fix: 'name at least one issuer' });
  const publicPaths = (options.publicPaths ?? []).map((path) => path._path);
  for (const path of publicPaths) {
    if (path.kind === 'regex') {
      fail(at, 'MSH058', { what: 'a public path cannot be a regular expression', got: path.value, fix: 'use PathMatch.exact(), prefix() or subtree()' });
    }
  }
  return {
    subject,
    rules: sortedBy(options.rules.map((rule) => rule._rule), (rule) => rule.issuer),
    publicPaths: sortedBy(publicPaths, (path) => `${path.value} ${path.kind}`),
    origin: { path: at.node.path, call: 'requireJwt()' },
  };
}
