import { ClaimMatch } from '../../../src/constructs/security/claim-match';
import { JwtRule, type JwtRuleProps } from '../../../src/constructs/security/jwt-rule';
import { UNREADABLE_TEXTS } from '../../testing/hostile-texts';
import { EC_KEY, OKP_KEY, RSA_KEY } from '../../testing/public-keys';

const ISSUER: JwtRuleProps = { issuer: 'https://id.example.com', audiences: ['shop'] };
const RULE: JwtRuleProps = { ...ISSUER, jwksUri: 'https://id.example.com/jwks.json' };
const KEYS = JSON.stringify({ keys: [RSA_KEY, EC_KEY, OKP_KEY] });

describe('JwtRule', () => {
  test('has an issuer, its keys and an audience, and nothing loosened', () => {
    expect(JwtRule.of(RULE)._rule).toEqual({
      issuer: 'https://id.example.com',
      jwksUri: 'https://id.example.com/jwks.json',
      audiences: ['shop'],
      fromHeaders: [],
      fromParams: [],
      fromCookies: [],
      forwardOriginalToken: false,
      outputClaimToHeaders: [],
      claims: [],
    });
  });

  test('has everything it was given', () => {
    expect(JwtRule.of({
      ...ISSUER,
      jwks: KEYS,
      audiences: ['b', 'a'],
      fromHeaders: [{ name: 'X-Token' }, { name: 'Authorization', prefix: 'Token ' }],
      fromParams: ['token'],
      fromCookies: ['session'],
      forwardOriginalToken: true,
      outputPayloadToHeader: 'X-Payload',
      outputClaimToHeaders: { 'X-Sub': 'sub', 'x-groups': 'realm.groups' },
      claims: [ClaimMatch.of('groups', ['staff'])],
    })._rule).toEqual({
      issuer: 'https://id.example.com',
      jwks: KEYS,
      audiences: ['a', 'b'],
      fromHeaders: [{ name: 'x-token' }, { name: 'authorization', prefix: 'Token ' }],
      fromParams: ['token'],
      fromCookies: ['session'],
      forwardOriginalToken: true,
      outputPayloadToHeader: 'x-payload',
      outputClaimToHeaders: [{ header: 'x-groups', claim: 'realm.groups' }, { header: 'x-sub', claim: 'sub' }],
      claims: [{ claim: ['groups'], values: ['staff'] }],
    });
  });

  test.each<[string, Partial<JwtRuleProps>]>([
    ['MSH001', { audiences: [] }],
    ['MSH001', { claims: [] }],
    ['MSH001', { fromCookies: [] }],
    ['MSH009', { issuer: ' https://id.example.com' }],
    ['MSH037', { issuer: 'https://*.example.com' }],
    ['MSH016', { jwksUri: undefined }],
    ['MSH016', { jwks: KEYS }],
    ['MSH034', { jwksUri: 'http://id.example.com/jwks.json' }],
    ['MSH020', { fromHeaders: [{ name: 'a b' }] }],
    ['MSH022', { fromHeaders: [{ name: 'a', prefix: 'B\n' }] }],
    ['MSH022', { fromHeaders: [{ name: 'a', prefix: ' ' }] }],
    ['MSH020', { fromCookies: ['a;b'] }],
    ['MSH023', { fromParams: ['a&b'] }],
    ['MSH021', { outputPayloadToHeader: 'Host' }],
    ['MSH015', { outputPayloadToHeader: 'x-a', outputClaimToHeaders: { 'X-A': 'sub' } }],
    ['MSH009', { outputClaimToHeaders: { 'x-a': ' ' } }],
  ])('refuses with %s (%#)', (code, wrong) => {
    expect(() => JwtRule.of({ ...RULE, ...wrong })).toThrow(`[${code}]`);
  });

  test('refuses texts that cannot be read', () => {
    for (const text of UNREADABLE_TEXTS) {
      expect(() => JwtRule.of({ ...RULE, issuer: text })).toThrow('[MSH009]');
      expect(() => JwtRule.of({ ...RULE, audiences: [text] })).toThrow('[MSH009]');
    }
  });

  test.each<[string, string]>([
    ['MSH035', ''],
    ['MSH035', 'keys'],
    ['MSH035', 'null'],
    ['MSH035', '{}'],
    ['MSH035', '{"keys": []}'],
    ['MSH035', '{"keys": ["a"]}'],
    ['MSH035', '{"keys": [{"kty": "RSA", "n": "a"}]}'],
    ['MSH035', '{"keys": [{"kty": "toString"}]}'],
    ['MSH035', '{"keys": [{"kty": "RSA", "n": "not base64", "e": "AQAB"}]}'],
    ['MSH035', '{"keys": [{"kty": "RSA", "n": "sXch1", "e": "AQAB"}]}'],
    ['MSH035', '{"keys": [{"kty": "RSA", "n": "sXch", "e": "AQAB"}]}'],
    ['MSH035', JSON.stringify({ keys: [{ ...EC_KEY, x: 'AQAB' }] })],
    ['MSH035', JSON.stringify({ keys: [{ ...EC_KEY, crv: 'secp256k1' }] })],
    ['MSH035', JSON.stringify({ keys: [{ ...OKP_KEY, crv: 'X25519' }] })],
    ['MSH036', '{"keys": [{"kty": "RSA", "n": "a", "e": "b", "d": "c"}]}'],
    ['MSH036', '{"keys": [{"kty": "oct", "k": "c2VjcmV0"}]}'],
  ])('refuses with %s the keys %s', (code, jwks) => {
    expect(() => JwtRule.of({ ...ISSUER, jwks })).toThrow(`[${code}]`);
  });

  test('does not repeat a private key in its message', () => {
    expect(() => JwtRule.of({ ...ISSUER, jwks: '{"keys": [{"kty": "oct", "k": "c2VjcmV0"}]}' })).not.toThrow('c2VjcmV0');
  });
});
