import { Rewrite } from '../../../src/constructs/traffic/rewrite';
import { HOSTILE_TEXTS } from '../../testing/hostile-texts';

describe('Rewrite', () => {
  test.each([
    [Rewrite.path('/'), { path: '/' }],
    [Rewrite.regex('/v1/(.*)', '/\\1'), { regex: { match: '/v1/(.*)', rewrite: '/\\1' } }],
    [Rewrite.authority('orders:8080'), { authority: 'orders:8080' }],
    [Rewrite.of({ path: '/a', authority: 'b' }), { path: '/a', authority: 'b' }],
  ])('%# is what was asked for', (rewrite, expected) => {
    expect(rewrite._rewrite).toEqual(expected);
  });

  test.each([
    ['MSH005', { authority: 'https://orders' }],
    ['MSH014', {}],
    ['MSH016', { path: '/', regex: { match: 'a', rewrite: 'b' } }],
    ['MSH017', { path: 'a' }],
    ['MSH018', { regex: { match: '(', rewrite: 'a' } }],
    ['MSH019', { regex: { match: 'a', rewrite: '\\1' } }],
  ])('refuses with %s (%#)', (code, options) => {
    expect(() => Rewrite.of(options)).toThrow(`[${code}]`);
  });

  test('refuses hostile texts', () => {
    for (const text of HOSTILE_TEXTS) {
      expect(() => Rewrite.path(text)).toThrow('[MSH017]');
      expect(() => Rewrite.authority(text)).toThrow('[MSH005]');
    }
  });
});
