import { createPublicKey } from 'node:crypto';
import { fail, type Placed } from './errors';

/** What a public key of each type must hold. */
const PUBLIC: Readonly<Record<string, readonly string[]>> = { RSA: ['n', 'e'], EC: ['crv', 'x', 'y'], OKP: ['crv', 'x'] };

/** The curves that Envoy knows. */
const CURVES: Readonly<Record<string, readonly string[]>> = { EC: ['P-256', 'P-384', 'P-521'], OKP: ['Ed25519'] };

/** What only the holder of a private or shared key knows. */
const PRIVATE = ['d', 'p', 'q', 'dp', 'dq', 'qi', 'oth', 'k'];

/**
 * A JSON Web Key Set (RFC 7517) of public keys; it is written into manifests that many can read. Whatever Envoy cannot read must not get
 * there: it would refuse the whole listener, and go on with what it had before.
 */
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
    if (missing.length > 0) return refuse(`key ${index} lacks ${missing.join(', ')}`);
    const fault = faultOf(key as Readonly<Record<string, string>>);
    return fault === undefined ? undefined : refuse(`key ${index} ${fault}`);
  });
  return value;
}

/** Node reads keys by the same rules as Envoy does, but takes any number for a modulus and drops what is not base64url. */
function faultOf(key: Readonly<Record<string, string>>): string | undefined {
  if (key.kty in CURVES && !CURVES[key.kty].includes(key.crv)) return `is of an unknown curve; known are ${CURVES[key.kty].join(', ')}`;
  const unreadable = PUBLIC[key.kty].find((member) => member !== 'crv' && !isBase64Url(key[member]));
  if (unreadable !== undefined) return `has something else than base64url as ${unreadable}`;
  try {
    const { modulusLength = 2048 } = createPublicKey({ key, format: 'jwk' }).asymmetricKeyDetails ?? {};
    return modulusLength < 2048 ? `has ${modulusLength} bits, and less than 2048 is not safe` : undefined;
  } catch {
    return `is no key of type ${key.kty}`;
  }
}

function isBase64Url(text: string): boolean {
  return /^[A-Za-z0-9_-]+$/.test(text) && text.length % 4 !== 1;
}

function keysOf(value: string): readonly unknown[] | undefined {
  try {
    const keys = (JSON.parse(value) as { keys?: unknown } | null)?.keys;
    return Array.isArray(keys) && keys.length > 0 ? keys : undefined;
  } catch {
    return undefined;
  }
}
