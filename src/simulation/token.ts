import { constants, createPublicKey, verify } from 'node:crypto';

/** What a token says. */
export type Claims = Readonly<Record<string, unknown>>;

export interface Token {
  readonly claims: Claims;
  readonly text: string;
}

const FORGED = 'forged';
const SIGNED = 'signed';

/** A token as text: not signed, for nobody but this simulation. */
export function tokenText(claims: Claims, hasForgedSignature: boolean): string {
  return [{ alg: 'RS256', typ: 'JWT' }, claims]
    .map((part) => Buffer.from(JSON.stringify(part)).toString('base64url'))
    .concat(hasForgedSignature ? FORGED : SIGNED)
    .join('.');
}

/** Undefined for what is no token. */
export function tokenOf(text: string): Token | undefined {
  const parts = text.split('.');
  if (parts.length !== 3) return undefined;
  try {
    JSON.parse(Buffer.from(parts[0], 'base64url').toString());
    const claims = JSON.parse(Buffer.from(parts[1], 'base64url').toString());
    return typeof claims === 'object' && claims !== null && !Array.isArray(claims) ? { claims, text } : undefined;
  } catch {
    return undefined;
  }
}

/**
 * Whether somebody else than the issuer has signed a token. Of one made here the question says it; any other is judged by the
 * issuer's keys, where the rule has them in itself.
 */
export function isForged({ text }: Token, keys: string | undefined): boolean {
  const [head, body, signature] = text.split('.');
  if (signature === SIGNED || signature === FORGED) return signature === FORGED;
  if (keys === undefined || keys === '') return false;
  try {
    const { kid, alg } = JSON.parse(Buffer.from(head, 'base64url').toString());
    const candidates = (JSON.parse(keys).keys as Readonly<Record<string, string>>[]).filter(
      (key) => kid === undefined || key.kid === undefined || key.kid === kid,
    );
    return !candidates.some((key) => isSignedBy(key, `${head}.${body}`, signature, alg));
  } catch {
    return true;
  }
}

function isSignedBy(jwk: Readonly<Record<string, string>>, content: string, signature: string, algorithm: string): boolean {
  const key = createPublicKey({ key: jwk, format: 'jwk' });
  const [, kind, bits] = /^(RS|ES|PS)(256|384|512)$/.exec(algorithm) ?? [];
  if (kind === undefined) return false;
  const padding = kind === 'PS' ? { padding: constants.RSA_PKCS1_PSS_PADDING } : kind === 'ES' ? { dsaEncoding: 'ieee-p1363' as const } : {};
  return verify(`sha${bits}`, Buffer.from(content), { key, ...padding }, Buffer.from(signature, 'base64url'));
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
