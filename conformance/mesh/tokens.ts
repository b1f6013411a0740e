import { createPrivateKey, generateKeyPairSync, KeyObject, sign } from 'node:crypto';

/** Issues tokens with a key of its own; its key set can stand in a RequestAuthentication, or be served by a host outside. */
export class TokenIssuer {
  static create(keyId = 'mesh-test'): TokenIssuer {
    return new TokenIssuer(generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey, keyId);
  }

  /** From a private key in PEM, so that several programs can issue the same tokens. */
  static fromPem(pem: string, keyId = 'mesh-test'): TokenIssuer {
    return new TokenIssuer(createPrivateKey(pem), keyId);
  }

  private constructor(private readonly key: KeyObject, private readonly keyId: string) {}

  /** The public half, as `jwks`. */
  get jwks(): string {
    const { n, e } = this.key.export({ format: 'jwk' });
    return JSON.stringify({ keys: [{ kty: 'RSA', kid: this.keyId, use: 'sig', alg: 'RS256', n, e }] });
  }

  get pem(): string {
    return this.key.export({ type: 'pkcs8', format: 'pem' }).toString();
  }

  /** A token with these claims, which is valid for an hour unless they say otherwise. */
  token(claims: Record<string, unknown>): string {
    const now = Math.floor(Date.now() / 1_000);
    const head = { alg: 'RS256', typ: 'JWT', kid: this.keyId };
    const signed = [head, { iat: now, exp: now + 3_600, ...claims }].map((part) => Buffer.from(JSON.stringify(part)).toString('base64url')).join('.');
    return `${signed}.${sign('sha256', Buffer.from(signed), this.key).toString('base64url')}`;
  }
}
