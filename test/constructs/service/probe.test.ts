import { Duration } from 'cdk8s';
import { Probe } from '../../../src/constructs/service/probe';

const USUAL = { periodSeconds: 10, timeoutSeconds: 1, failureThreshold: 3 };

describe('Probe', () => {
  test.each([
    [Probe.http('/healthz'), { ...USUAL, check: { kind: 'http', path: '/healthz' } }],
    [Probe.http('/health?plugins'), { ...USUAL, check: { kind: 'http', path: '/health?plugins' } }],
    [Probe.grpc(), { ...USUAL, check: { kind: 'grpc' } }],
    [Probe.grpc({ service: 'shop.Orders' }), { ...USUAL, check: { kind: 'grpc', service: 'shop.Orders' } }],
    [Probe.tcp({
      port: 9000, initialDelay: Duration.seconds(0), period: Duration.minutes(1), timeout: Duration.seconds(5), failureThreshold: 30,
    }), { check: { kind: 'tcp' }, port: 9000, initialDelaySeconds: 0, periodSeconds: 60, timeoutSeconds: 5, failureThreshold: 30 }],
  ])('%# is what was asked for', (probe, expected) => {
    expect(probe._probe).toEqual(expected);
  });

  test.each([
    ['MSH006', () => Probe.tcp({ port: 0 })],
    ['MSH009', () => Probe.grpc({ service: ' ' })],
    ['MSH011', () => Probe.tcp({ failureThreshold: 0 })],
    ['MSH013', () => Probe.tcp({ period: Duration.millis(1500) })],
    ['MSH013', () => Probe.tcp({ timeout: Duration.seconds(0) })],
    ['MSH017', () => Probe.http('healthz')],
    ['MSH017', () => Probe.http('/health?a b')],
    ['MSH017', () => Probe.http('/health?a#b')],
  ])('refuses with %s (%#)', (code, wrong) => {
    expect(wrong).toThrow(`[${code}]`);
  });
});
