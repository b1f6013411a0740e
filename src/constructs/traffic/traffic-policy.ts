import { _connectionPool, type ConnectionPoolProps } from './connection-pool';
import { type LoadBalancer } from './load-balancer';
import { type Locality } from './locality';
import { _outlierDetection, type OutlierDetectionProps } from './outlier-detection';
import { _warmup, type WarmupProps } from './warmup';
import type { OutlierDetection, TrafficPolicy } from '../../model/traffic';
import { fail } from '../../support/errors';

/**
 * How callers' proxies treat the endpoints of a service or of one of its versions.
 *
 * @see https://istio.io/latest/docs/reference/config/networking/destination-rule/#TrafficPolicy
 */
export interface TrafficPolicyProps {
  /**
   * Which endpoint gets the next request.
   *
   * @default LoadBalancer.leastRequest()
   */
  readonly loadBalancer?: LoadBalancer;

  /**
   * How the place of endpoints counts.
   *
   * @default - as the mesh is set up: near endpoints first where nodes have topology labels
   */
  readonly locality?: Locality;

  /**
   * How new endpoints get their full share of requests little by little.
   *
   * @default - at once
   */
  readonly warmup?: WarmupProps;

  /**
   * Limits of connections and requests.
   *
   * @default - for a service, a connection must be there within 5 s and is probed after 300 s of silence, then every 60 s; for a
   * version, the service's
   */
  readonly connectionPool?: ConnectionPoolProps;

  /**
   * When endpoints that fail get no requests for a while.
   *
   * @default - for a service, after five errors in a row for 30 s, half of the endpoints at most, looked at every 10 s; for a version,
   * the service's
   */
  readonly outlierDetection?: OutlierDetectionProps;
}

/**
 * What a service has where its user says nothing.
 *
 * @internal
 */
export const DEFAULT_TRAFFIC_POLICY: TrafficPolicy = {
  loadBalancer: { simple: 'LEAST_REQUEST' },
  connectionPool: { tcp: { connectTimeout: '5s', tcpKeepalive: { time: '300s', interval: '60s' } } },
  outlierDetection: { consecutive5xxErrors: 5, interval: '10s', baseEjectionTime: '30s', maxEjectionPercent: 50 },
};

/**
 * The policy of a service: what its user says, block by block, over the default. How many endpoints may be ejected is kept from it.
 *
 * @internal
 */
export function _serviceTrafficPolicy(props: TrafficPolicyProps = {}): TrafficPolicy {
  const own = _trafficPolicy(props, DEFAULT_TRAFFIC_POLICY);
  // Istio's tenth is not one endpoint of nine: nothing would ever be ejected
  const { maxEjectionPercent } = DEFAULT_TRAFFIC_POLICY.outlierDetection!;
  return { ...DEFAULT_TRAFFIC_POLICY, ...own, ...(own.outlierDetection && { outlierDetection: { maxEjectionPercent, ...own.outlierDetection } }) };
}

/**
 * What is said, and no more; `inherited` is the policy of the service where it is said of a version.
 *
 * Load balancer, locality and warmup are one block of a DestinationRule, and a version's block takes the place of its service's: where a
 * version has one of the three, it gets the other two from its service.
 *
 * @throws MSH014 for an empty block; MSH028 for a warmup that the load balancer ignores; MSH029 for failover without outlier detection.
 *
 * @internal
 */
export function _trafficPolicy(props: TrafficPolicyProps, inherited: TrafficPolicy = {}): TrafficPolicy {
  const balancing: TrafficPolicy = {
    ...(props.loadBalancer === undefined ? {} : { loadBalancer: props.loadBalancer._loadBalancer }),
    ...(props.locality === undefined ? {} : { locality: props.locality._locality }),
    ...(props.warmup === undefined ? {} : { warmup: _warmup(props.warmup) }),
  };
  const own: TrafficPolicy = {
    ...(Object.keys(balancing).length === 0 ? {} : { ...balancingOf(inherited), ...balancing }),
    ...(props.connectionPool === undefined ? {} : { connectionPool: _connectionPool(props.connectionPool) }),
    ...(props.outlierDetection === undefined ? {} : { outlierDetection: _outlierDetection(props.outlierDetection) }),
  };
  checkTogether({ ...inherited, ...own });
  return own;
}

function balancingOf(policy: TrafficPolicy): TrafficPolicy {
  return {
    ...(policy.loadBalancer === undefined ? {} : { loadBalancer: policy.loadBalancer }),
    ...(policy.locality === undefined ? {} : { locality: policy.locality }),
    ...(policy.warmup === undefined ? {} : { warmup: policy.warmup }),
  };
}

function checkTogether({ loadBalancer, locality, warmup, outlierDetection }: TrafficPolicy): void {
  const simple = loadBalancer === undefined ? 'LEAST_REQUEST' : 'simple' in loadBalancer ? loadBalancer.simple : 'a hash';
  if (warmup !== undefined && simple !== 'LEAST_REQUEST' && simple !== 'ROUND_ROBIN') {
    fail(undefined, 'MSH028', { what: 'this load balancer has no warmup', got: simple, fix: 'use LoadBalancer.leastRequest() or roundRobin(), or leave out warmup' });
  }
  if ((locality?.failover !== undefined || locality?.failoverPriority !== undefined) && !ejects(outlierDetection)) {
    fail(undefined, 'MSH029', {
      what: 'without outlier detection no endpoint counts as failed, so nothing fails over',
      got: outlierDetection,
      fix: 'give outlierDetection a number of errors that is not 0',
    });
  }
}

/** Whether anything at all gets an endpoint ejected; what is not given has Istio's defaults. */
function ejects(detection: OutlierDetection | undefined): boolean {
  if (detection === undefined) return false;
  const { consecutive5xxErrors = 5, consecutiveGatewayErrors = 0, consecutiveLocalOriginFailures = 5 } = detection;
  return consecutive5xxErrors > 0 || consecutiveGatewayErrors > 0
    || (detection.splitExternalLocalOriginErrors === true && consecutiveLocalOriginFailures > 0);
}
