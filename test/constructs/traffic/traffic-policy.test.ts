import { Duration } from 'cdk8s';
import { _connectionPool, type ConnectionPoolProps, H2UpgradePolicy } from '../../../src/constructs/traffic/connection-pool';
import { LoadBalancer } from '../../../src/constructs/traffic/load-balancer';
import { Locality } from '../../../src/constructs/traffic/locality';
import { _outlierDetection, type OutlierDetectionProps } from '../../../src/constructs/traffic/outlier-detection';
import { _serviceTrafficPolicy, _trafficPolicy, DEFAULT_TRAFFIC_POLICY } from '../../../src/constructs/traffic/traffic-policy';
import { _warmup, type WarmupProps } from '../../../src/constructs/traffic/warmup';

describe('the connection pool', () => {
  test('has what is given, in Istio\'s words', () => {
    expect(_connectionPool({
      tcp: {
        maxConnections: 100,
        connectTimeout: Duration.millis(500),
        idleTimeout: Duration.seconds(0),
        maxConnectionDuration: Duration.hours(1),
        tcpKeepalive: { time: Duration.minutes(5), interval: Duration.seconds(75), probes: 9 },
      },
      http: {
        http1MaxPendingRequests: 1,
        http2MaxRequests: 2,
        maxRequestsPerConnection: 3,
        maxRetries: 4,
        idleTimeout: Duration.seconds(5),
        h2UpgradePolicy: H2UpgradePolicy.UPGRADE,
        maxConcurrentStreams: 6,
      },
    })).toEqual({
      tcp: {
        maxConnections: 100, connectTimeout: '500ms', idleTimeout: '0s', maxConnectionDuration: '3600s', tcpKeepalive: { time: '300s', interval: '75s', probes: 9 },
      },
      http: {
        http1MaxPendingRequests: 1, http2MaxRequests: 2, maxRequestsPerConnection: 3, maxRetries: 4, idleTimeout: '5s', h2UpgradePolicy: 'UPGRADE', maxConcurrentStreams: 6,
      },
    });
  });

  test.each<[string, ConnectionPoolProps]>([
    ['MSH014', {}],
    ['MSH014', { tcp: {} }],
    ['MSH014', { http: {} }],
    ['MSH014', { tcp: { tcpKeepalive: {} } }],
    ['MSH011', { tcp: { maxConnections: 0 } }],
    ['MSH011', { http: { http2MaxRequests: 2 ** 31 } }],
    ['MSH011', { http: { maxRetries: -1 } }],
    ['MSH013', { tcp: { connectTimeout: Duration.seconds(0) } }],
    ['MSH013', { http: { idleTimeout: Duration.seconds(0) } }],
    ['MSH013', { tcp: { tcpKeepalive: { time: Duration.millis(1500) } } }],
    ['MSH013', { tcp: { idleTimeout: Duration.days(10000) } }],
    ['MSH013', { tcp: { connectTimeout: '5s' as unknown as Duration } }],
    ['MSH010', { http: { h2UpgradePolicy: 'DEFAULT' as H2UpgradePolicy } }],
  ])('refuses with %s (%#)', (code, props) => {
    expect(() => _connectionPool(props)).toThrow(`[${code}]`);
  });

  test('says why 0 is not "none"', () => {
    expect(() => _connectionPool({ http: { maxRetries: 0 } })).toThrow('fix: Istio takes 0 for');
  });
});

describe('outlier detection', () => {
  test('has what is given', () => {
    expect(_outlierDetection({
      consecutive5xxErrors: 7,
      consecutiveGatewayErrors: 3,
      splitExternalLocalOriginErrors: true,
      consecutiveLocalOriginFailures: 2,
      interval: Duration.millis(1500),
      baseEjectionTime: Duration.minutes(1),
      maxEjectionPercent: 0,
      minHealthPercent: 30,
    })).toEqual({
      consecutive5xxErrors: 7,
      consecutiveGatewayErrors: 3,
      splitExternalLocalOriginErrors: true,
      consecutiveLocalOriginFailures: 2,
      interval: '1500ms',
      baseEjectionTime: '60s',
      maxEjectionPercent: 0,
      minHealthPercent: 30,
    });
    const gatewayOnly = { consecutive5xxErrors: 0, consecutiveGatewayErrors: 9 };
    expect(_outlierDetection(gatewayOnly)).toEqual(gatewayOnly);
  });

  test.each<[string, OutlierDetectionProps]>([
    ['MSH014', {}],
    ['MSH011', { consecutive5xxErrors: -1 }],
    ['MSH012', { maxEjectionPercent: 101 }],
    ['MSH012', { minHealthPercent: 0.5 }],
    ['MSH013', { interval: Duration.seconds(0) }],
    ['MSH028', { consecutive5xxErrors: 3, consecutiveGatewayErrors: 3 }],
    ['MSH028', { consecutiveGatewayErrors: 5 }],
    ['MSH028', { consecutiveLocalOriginFailures: 3 }],
  ])('refuses with %s (%#)', (code, props) => {
    expect(() => _outlierDetection(props)).toThrow(`[${code}]`);
  });
});

describe('the warmup', () => {
  test('has what is given', () => {
    expect(_warmup({ duration: Duration.minutes(1) })).toEqual({ duration: '60s' });
    expect(_warmup({ duration: Duration.minutes(1), minimumPercent: 0, aggression: 1.5 })).toEqual({ duration: '60s', minimumPercent: 0, aggression: 1.5 });
  });

  test.each<[string, WarmupProps]>([
    ['MSH011', { duration: Duration.seconds(1), aggression: 0 }],
    ['MSH011', { duration: Duration.seconds(1), aggression: Infinity }],
    ['MSH012', { duration: Duration.seconds(1), minimumPercent: 101 }],
    ['MSH013', { duration: Duration.seconds(0) }],
  ])('refuses with %s (%#)', (code, props) => {
    expect(() => _warmup(props)).toThrow(`[${code}]`);
  });
});

describe('the traffic policy', () => {
  const hash = LoadBalancer.hashBySourceIp();
  const failover = Locality.failover({ eu: 'us' });
  const warmup = { duration: Duration.seconds(30) };

  test('of a service that says nothing is the default', () => {
    expect(_serviceTrafficPolicy()).toEqual(DEFAULT_TRAFFIC_POLICY);
    expect(_serviceTrafficPolicy({})).toEqual({
      loadBalancer: { simple: 'LEAST_REQUEST' },
      connectionPool: { tcp: { connectTimeout: '5s', tcpKeepalive: { time: '300s', interval: '60s' } } },
      outlierDetection: { consecutive5xxErrors: 5, interval: '10s', baseEjectionTime: '30s', maxEjectionPercent: 50 },
    });
  });

  test('of a service replaces whole blocks', () => {
    expect(_serviceTrafficPolicy({ connectionPool: { http: { http2MaxRequests: 1 } }, locality: failover })).toEqual({
      ...DEFAULT_TRAFFIC_POLICY,
      connectionPool: { http: { http2MaxRequests: 1 } },
      locality: { failover: [{ from: 'eu', to: 'us' }] },
    });
  });

  test('of a service lets half of the endpoints be ejected, unless told otherwise: of Istio’s tenth there is none in nine', () => {
    const { outlierDetection } = _serviceTrafficPolicy({ outlierDetection: { consecutive5xxErrors: 1 } });
    expect(outlierDetection).toEqual({ consecutive5xxErrors: 1, maxEjectionPercent: 50 });
    expect(_serviceTrafficPolicy({ outlierDetection: { maxEjectionPercent: 10 } }).outlierDetection).toEqual({ maxEjectionPercent: 10 });
  });

  test('of a version has only what is said', () => {
    const outlierDetection = { consecutive5xxErrors: 1 };
    expect(_trafficPolicy({ outlierDetection }, DEFAULT_TRAFFIC_POLICY)).toEqual({ outlierDetection });
    expect(_trafficPolicy({})).toEqual({});
  });

  test('of a version keeps the rest of the block that Istio would replace', () => {
    const service = _serviceTrafficPolicy({ loadBalancer: LoadBalancer.roundRobin(), locality: failover });
    expect(_trafficPolicy({ warmup }, service)).toEqual({
      loadBalancer: { simple: 'ROUND_ROBIN' }, locality: { failover: [{ from: 'eu', to: 'us' }] }, warmup: { duration: '30s' },
    });
  });

  test('refuses failover where nothing counts as failed', () => {
    expect(() => _trafficPolicy({ locality: failover })).toThrow('[MSH029]');
    expect(() => _trafficPolicy({ locality: Locality.failoverPriority(['a']) })).toThrow('[MSH029]');
    expect(() => _trafficPolicy({ locality: Locality.distribute({ eu: { eu: 100 } }) })).not.toThrow();
  });

  test('refuses a warmup that the load balancer ignores', () => {
    expect(() => _trafficPolicy({ loadBalancer: hash, warmup })).toThrow('[MSH028]');
    expect(() => _trafficPolicy({ loadBalancer: LoadBalancer.random(), warmup })).toThrow('[MSH028]');
    expect(() => _trafficPolicy({ warmup }, { loadBalancer: { simple: 'PASSTHROUGH' } })).toThrow('[MSH028]');
    expect(() => _trafficPolicy({ warmup })).not.toThrow();
  });
});
