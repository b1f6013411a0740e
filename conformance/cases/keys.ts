import type { TokenLine } from './line';
import { TokenIssuer } from '../mesh/tokens';

/** What the app of a case is given: the keys that its tokens are signed with. */
export interface Given {
  /** A JSON Web Key Set; istiod has no network to fetch others. */
  readonly jwks: string;
}

const issuer = TokenIssuer.create();
const stranger = TokenIssuer.create();

export const GIVEN: Given = { jwks: issuer.jwks };

/** The tokens of a table, each issued once, so that what is received can be compared with what was sent. */
export function issueTokens(lines: ReadonlyMap<string, TokenLine>): Map<string, string> {
  const issued = new Map<string, string>();
  const claims = new Map<string, Record<string, unknown>>();
  for (const line of lines.values()) {
    // a claim of null is taken away
    const all = Object.entries({ ...claims.get(line.base ?? ''), ...line.claims }).filter(([, value]) => value !== null);
    claims.set(line.name, Object.fromEntries(all));
    issued.set(line.name, issue(line, claims.get(line.name)!, issued));
  }
  return issued;
}

function issue({ fault, base }: TokenLine, claims: Record<string, unknown>, issued: Map<string, string>): string {
  if (fault === 'forged') return stranger.token(claims);
  if (fault === undefined) return issuer.token(claims);
  const [head, , signature] = issued.get(base!)!.split('.');
  return [head, issuer.token(claims).split('.')[1], signature].join('.');
}

/** Puts tokens where `$name` stands. */
export function withTokens(text: string, tokens: ReadonlyMap<string, string>): string {
  return text.replace(/\$([A-Za-z0-9_-]+)/g, (whole, name) => tokens.get(name) ?? whole);
}
