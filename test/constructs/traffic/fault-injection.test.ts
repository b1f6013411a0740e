import { Duration } from 'cdk8s';
import { FaultInjection, GrpcStatus } from '../../../src/constructs/traffic/fault-injection';

const reason = 'do callers cope?';

describe('FaultInjection', () => {
  test('delays, fails, or both', () => {
    const delay = { fixedDelay: Duration.seconds(5), percentage: 0.1 };
    expect(FaultInjection.of({ delay, abort: { httpStatus: 503, percentage: 100 }, reason })._fault).toEqual({
      delay: { fixedDelayMs: 5000, percentage: 0.1 }, abort: { httpStatus: 503, percentage: 100 }, reason,
    });
    expect(FaultInjection.of({ abort: { grpcStatus: GrpcStatus.UNAVAILABLE, percentage: 1 }, reason })._fault)
      .toEqual({ abort: { grpcStatus: 'UNAVAILABLE', percentage: 1 }, reason });
  });

  test.each([
    ['MSH014', { reason }],
    ['MSH012', { delay: { fixedDelay: Duration.seconds(1), percentage: 0 }, reason }],
    ['MSH012', { delay: { fixedDelay: Duration.seconds(1), percentage: 100.1 }, reason }],
    ['MSH012', { delay: { fixedDelay: Duration.seconds(1), percentage: 0.00001 }, reason }],
    ['MSH012', { abort: { httpStatus: 500, percentage: NaN }, reason }],
    ['MSH013', { delay: { fixedDelay: Duration.seconds(0), percentage: 1 }, reason }],
    ['MSH016', { abort: { percentage: 1 }, reason }],
    ['MSH016', { abort: { httpStatus: 500, grpcStatus: GrpcStatus.INTERNAL, percentage: 1 }, reason }],
    ['MSH024', { abort: { httpStatus: 600, percentage: 1 }, reason }],
    ['MSH024', { abort: { httpStatus: 100, percentage: 1 }, reason }],
    ['MSH010', { abort: { grpcStatus: 'NOPE' as GrpcStatus, percentage: 1 }, reason }],
    ['MSH053', { abort: { httpStatus: 500, percentage: 1 }, reason: ' ' }],
  ])('refuses with %s (%#)', (code, options) => {
    expect(() => FaultInjection.of(options)).toThrow(`[${code}]`);
  });
});
