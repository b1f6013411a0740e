import { Duration } from 'cdk8s';
import { CorsPolicy, OriginMatch } from '../../../src/constructs/traffic/cors-policy';
import { HttpMethod } from '../../../src/constructs/traffic/http-method';
import { HOSTILE_TEXTS } from '../../testing/hostile-texts';

const shop = OriginMatch.exact('https://shop.example.com');

describe('CorsPolicy', () => {
  test('allows origins and nothing more', () => {
    expect(CorsPolicy.of({ allowOrigins: [shop] })._policy).toEqual({
      allowOrigins: [{ kind: 'exact', value: 'https://shop.example.com' }], allowMethods: [], allowHeaders: [], exposeHeaders: [], allowCredentials: false,
    });
  });

  test('allows what it is told to, in order', () => {
    expect(CorsPolicy.of({
      allowOrigins: [OriginMatch.regex('https://[a-z]+\\.example\\.com'), shop],
      allowMethods: [HttpMethod.PUT, HttpMethod.DELETE],
      allowHeaders: ['X-Id', 'Authorization'],
      exposeHeaders: ['X-Total'],
      maxAge: Duration.hours(24),
      allowCredentials: true,
    })._policy).toEqual({
      allowOrigins: [{ kind: 'exact', value: 'https://shop.example.com' }, { kind: 'regex', value: 'https://[a-z]+\\.example\\.com' }],
      allowMethods: ['DELETE', 'PUT'],
      allowHeaders: ['authorization', 'x-id'],
      exposeHeaders: ['x-total'],
      maxAge: '86400s',
      allowCredentials: true,
    });
  });

  test.each([
    ['MSH001', { allowOrigins: [] }],
    ['MSH001', { allowOrigins: [shop], allowMethods: [] }],
    ['MSH001', { allowOrigins: [shop], allowHeaders: [] }],
    ['MSH010', { allowOrigins: [shop], allowMethods: ['*' as HttpMethod] }],
    ['MSH013', { allowOrigins: [shop], maxAge: Duration.millis(1500) }],
    ['MSH020', { allowOrigins: [shop], allowHeaders: ['*'] }],
    ['MSH026', { allowOrigins: [OriginMatch.any()], allowCredentials: true }],
    ['MSH026', { allowOrigins: [shop, OriginMatch.regex('.*')], allowCredentials: true }],
  ])('refuses with %s (%#)', (code, options) => {
    expect(() => CorsPolicy.of(options)).toThrow(`[${code}]`);
  });

  test('every origin is fine without credentials', () => {
    expect(CorsPolicy.of({ allowOrigins: [OriginMatch.any()] })._policy.allowOrigins).toEqual([{ kind: 'exact', value: '*' }]);
  });

  test('refuses origins that no browser sends', () => {
    for (const text of HOSTILE_TEXTS) expect(() => OriginMatch.exact(text)).toThrow('[MSH025]');
    expect(() => OriginMatch.regex('https://(?!evil).*')).toThrow('[MSH018]');
  });
});
