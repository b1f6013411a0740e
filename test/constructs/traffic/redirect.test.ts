import { Redirect, RedirectScheme } from '../../../src/constructs/traffic/redirect';
import { HOSTILE_TEXTS } from '../../testing/hostile-texts';

describe('Redirect', () => {
  test('moves to where it is told, for good', () => {
    expect(Redirect.to({ uri: '/new', authority: 'www.example.com', port: 8443, scheme: RedirectScheme.HTTPS })._redirect)
      .toEqual({ uri: '/new', authority: 'www.example.com', port: 8443, scheme: 'https', redirectCode: 301 });
  });

  test('moves a prefix with another status', () => {
    expect(Redirect.to({ prefixRewrite: '/v2', redirectCode: 308 })._redirect).toEqual({ prefixRewrite: '/v2', redirectCode: 308 });
  });

  test.each([
    ['MSH005', { authority: '*.example.com' }],
    ['MSH005', { authority: 'a.example.com:80' }],
    ['MSH006', { port: 0 }],
    ['MSH010', { scheme: 'ftp' as RedirectScheme }],
    ['MSH014', {}],
    ['MSH014', { redirectCode: 302 }],
    ['MSH016', { uri: '/a', prefixRewrite: '/b' }],
    ['MSH017', { uri: 'a' }],
    ['MSH024', { uri: '/a', redirectCode: 304 }],
    ['MSH024', { uri: '/a', redirectCode: 200 }],
  ])('refuses with %s (%#)', (code, options) => {
    expect(() => Redirect.to(options)).toThrow(`[${code}]`);
  });

  test('refuses hostile texts', () => {
    for (const text of HOSTILE_TEXTS) {
      expect(() => Redirect.to({ uri: text })).toThrow('[MSH017]');
      expect(() => Redirect.to({ authority: text })).toThrow('[MSH005]');
    }
  });
});
