import { fail, type Placed } from './errors';

/** What a public key of each type must hold. */
const PUBLIC: Readonly<Record<string, readonly string[]>> = { RSA: ['n', 'e'], EC: ['crv', 'x', 'y'], OKP: ['crv', 'x'] };

/** What only the holder of a private or shared key knows. */
const PRIVATE = ['d', 'p', 'q', 'dp', 'dq', 'qi', 'oth', 'k'];

/** A JSON Web Key Set (RFC 7517) of public keys; it is written into manifests that many can read. */
export function checkKeySet(value: string, what: string, at?: Placed): string {
  const refuse = (why: string): never => fail(at, 'MSH035', {
    what: `${what} is not a set of public keys: ${why}`,
    allowed: 'JSON: { "keys": [{ "kty": "RSA", "n": …, "e": … }] }',
  });
  const keys = keysOf(value);
  if (keys === undefined) return refuse('it is not JSON with a list of keys');
  keys.forEach((key, index) => {
    if (key === null || typeof key !== 'object') return refuse(`key ${index} is not an object`);
    const { kty } = key as { kty?: unknown };
    const members = Object.keys(key);
    if (kty === 'oct' || members.some((member) => PRIVATE.includes(member))) {
      return fail(at, 'MSH036', { what: `${what} has a private key`, got: `key ${index}`, fix: 'give the public part only, and replace the key' });
    }
    if (typeof kty !== 'string' || !Object.hasOwn(PUBLIC, kty)) return refuse(`key ${index} is of an unknown type`);
    const missing = PUBLIC[kty].filter((member) => typeof (key as Record<string, unknown>)[member] !== 'string');
    return missing.length > 0 ? refuse(`key ${index} lacks ${missing.join(', ')}`) : undefined;
  });
  return value;
}

function keysOf(value: string): readonly unknown[] | undefined {
  try {
    const keys = (JSON.parse(value) as { keys?: unknown } | null)?.keys;
    return Array.isArray(keys) && keys.length > 0 ? keys : undefined;
  } catch {
    return undefined;
  }
}
