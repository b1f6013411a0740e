import { Duration } from 'cdk8s';
import { RetryOn, RetryPolicy } from '../../../src/constructs/traffic/retry-policy';

const SAFE = ['connect-failure', 'refused-stream', 'reset-before-request'];

describe('RetryPolicy', () => {
  test('none tries nothing again, and says so', () => {
    expect(RetryPolicy.none()._policy).toEqual({ attempts: 0, retryOn: [], retryIdempotentOn: [] });
  });

  test('safe tries again only what was not processed', () => {
    expect(RetryPolicy.safe({ attempts: 3, perTryTimeout: Duration.millis(2500) })._policy)
      .toEqual({ attempts: 3, perTryTimeoutMs: 2500, retryOn: SAFE, retryIdempotentOn: [] });
  });

  test('byMethod keeps further conditions for idempotent methods', () => {
    expect(RetryPolicy.byMethod({ attempts: 1 })._policy).toEqual({ attempts: 1, retryOn: SAFE, retryIdempotentOn: ['gateway-error', 'reset'] });
    expect(RetryPolicy.byMethod({ attempts: 1, retryOn: [RetryOn.UNAVAILABLE, RetryOn.CONNECT_FAILURE] })._policy.retryIdempotentOn).toEqual(['unavailable']);
  });

  test('idempotent applies them to every method, and keeps the reason', () => {
    expect(RetryPolicy.idempotent({ attempts: 2, retryOn: [RetryOn.FIVE_XX, RetryOn.CONNECT_FAILURE], reason: ' requests carry a key ' })._policy)
      .toEqual({ attempts: 2, retryOn: ['5xx', ...SAFE], retryIdempotentOn: [], reason: 'requests carry a key' });
  });

  test.each([
    ['MSH011', () => RetryPolicy.safe({ attempts: 11 })],
    ['MSH011', () => RetryPolicy.safe({ attempts: 1.5 })],
    ['MSH011', () => RetryPolicy.safe({ attempts: -1 })],
    ['MSH013', () => RetryPolicy.safe({ attempts: 1, perTryTimeout: Duration.millis(0) })],
    ['MSH013', () => RetryPolicy.safe({ attempts: 1, perTryTimeout: Duration.millis(0.5) })],
    ['MSH001', () => RetryPolicy.byMethod({ attempts: 1, retryOn: [] })],
    ['MSH010', () => RetryPolicy.byMethod({ attempts: 1, retryOn: ['5xx, reset' as RetryOn] })],
    ['MSH028', () => RetryPolicy.byMethod({ attempts: 1, retryOn: [RetryOn.CONNECT_FAILURE] })],
  ])('refuses with %s (%#)', (code, wrong) => {
    expect(wrong).toThrow(`[${code}]`);
  });

  test('points from no attempts to none()', () => {
    expect(() => RetryPolicy.safe({ attempts: 0 })).toThrow(/\[MSH011\].*fix: use RetryPolicy.none\(\)/);
  });

  test.each(['', ' ', 'first\nsecond', undefined as unknown as string])('idempotent needs a reason, not %j', (reason) => {
    expect(() => RetryPolicy.idempotent({ attempts: 1, reason })).toThrow('[MSH053]');
  });
});
