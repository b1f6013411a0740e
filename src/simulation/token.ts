/** What a token says. */
export type Claims = Readonly<Record<string, unknown>>;

export interface Token {
  readonly claims: Claims;
  /** Whether the key of its issuer has signed it: signatures are not computed here, the question says it. */
  readonly isForged: boolean;
}

const FORGED = 'forged';

/** A token as text: not signed, for nobody but this simulation. */
export function tokenText(claims: Claims, isForged: boolean): string {
  return [{ alg: 'RS256', typ: 'JWT' }, claims]
    .map((part) => Buffer.from(JSON.stringify(part)).toString('base64url'))
    .concat(isForged ? FORGED : 'signed')
    .join('.');
}

/** Undefined for what is no token. */
export function tokenOf(text: string): Token | undefined {
  const parts = text.split('.');
  if (parts.length !== 3) return undefined;
  try {
    JSON.parse(Buffer.from(parts[0], 'base64url').toString());
    const claims = JSON.parse(Buffer.from(parts[1], 'base64url').toString());
    return typeof claims === 'object' && claims !== null && !Array.isArray(claims) ? { claims, isForged: parts[2] === FORGED } : undefined;
  } catch {
    return undefined;
  }
}

/** A claim, or one within others. */
export function claimAt(claims: Claims | undefined, path: readonly string[]): unknown {
  let value: unknown = claims;
  for (const name of path) {
    if (typeof value !== 'object' || value === null || Array.isArray(value) || !Object.hasOwn(value, name)) return undefined;
    value = (value as Claims)[name];
  }
  return value;
}

/** Whether a claim, or one of its list, is a text that passes; anything but texts never does. */
export function claimPasses(value: unknown, test: (text: string) => boolean): boolean {
  if (typeof value === 'string') return test(value);
  return Array.isArray(value) && value.some((item) => typeof item === 'string' && test(item));
}
