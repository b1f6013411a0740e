import { DirectResponse } from '../../../src/constructs/traffic/direct-response';
import { HOSTILE_TEXTS } from '../../testing/hostile-texts';

describe('DirectResponse', () => {
  test('answers with a status, and with a body where one is given', () => {
    expect(DirectResponse.of(204)._response).toEqual({ status: 204 });
    expect(DirectResponse.of(503, '{"down": true}')._response).toEqual({ status: 503, body: '{"down": true}' });
  });

  test('a body is plain data', () => {
    for (const text of HOSTILE_TEXTS.filter((hostile) => hostile !== '')) expect(DirectResponse.of(200, text)._response.body).toBe(text);
  });

  test.each([
    ['MSH024', () => DirectResponse.of(199)],
    ['MSH024', () => DirectResponse.of(600)],
    ['MSH024', () => DirectResponse.of(200.5)],
    ['MSH027', () => DirectResponse.of(200, 'é'.repeat(51201))],
  ])('refuses with %s (%#)', (code, wrong) => {
    expect(wrong).toThrow(`[${code}]`);
  });
});
