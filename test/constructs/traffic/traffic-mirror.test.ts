import { HttpMethod } from '../../../src/constructs/traffic/http-method';
import { TrafficMirror } from '../../../src/constructs/traffic/traffic-mirror';
import { HOSTILE_TEXTS } from '../../testing/hostile-texts';

describe('TrafficMirror', () => {
  test('copies every request that only reads', () => {
    expect(TrafficMirror.of({ version: 'v2' })._mirror).toEqual({ version: 'v2', percentage: 100, methods: ['GET', 'HEAD', 'OPTIONS'] });
  });

  test('copies what it is told to', () => {
    expect(TrafficMirror.of({ version: 'v2', percentage: 0.5, methods: [HttpMethod.POST] })._mirror).toEqual({ version: 'v2', percentage: 0.5, methods: ['POST'] });
  });

  test.each([
    ['MSH001', { version: 'v2', methods: [] }],
    ['MSH010', { version: 'v2', methods: ['*' as HttpMethod] }],
    ['MSH012', { version: 'v2', percentage: 0 }],
    ['MSH012', { version: 'v2', percentage: 101 }],
  ])('refuses with %s (%#)', (code, options) => {
    expect(() => TrafficMirror.of(options)).toThrow(`[${code}]`);
  });

  test('refuses names that no version can have', () => {
    for (const version of HOSTILE_TEXTS) expect(() => TrafficMirror.of({ version })).toThrow('[MSH002]');
  });
});
