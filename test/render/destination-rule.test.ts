import { accepted } from './a-mesh';
import { DEFAULT_MESH } from '../../src/model/mesh';
import type { Service } from '../../src/model/service';
import type { TrafficPolicy } from '../../src/model/traffic';
import { renderDestinationRule } from '../../src/render/destination-rule';
import { DESTINATION_RULE } from '../../src/render/kinds';
import { aModel, anOrigin, aPort, aService, versions } from '../testing/a-model';
import { webhookProblems } from '../testing/webhook-rules';

function render(as: Partial<Service> = {}) {
  const model = aModel({ services: [aService('shop/orders', as)] });
  const spec = accepted(DESTINATION_RULE, renderDestinationRule(model, 'shop/orders'));
  expect(webhookProblems({ ...DESTINATION_RULE, metadata: { name: 'subject', namespace: 'shop' }, spec })).toEqual([]);
  return spec;
}

/** The subset of the only version, when the version says this of its own. */
function subset(service: TrafficPolicy, version: TrafficPolicy) {
  return render({ trafficPolicy: service, versions: [{ name: 'v1', labels: { version: 'v1' }, trafficPolicy: version }] }).subsets![0].trafficPolicy;
}

test('without a policy: the host and its versions, ordered by name', () => {
  expect(render({ versions: versions('v2', 'v1') })).toStrictEqual({
    host: 'orders.shop.svc.cluster.local',
    exportTo: ['.'],
    subsets: [{ name: 'v1', labels: { version: 'v1' } }, { name: 'v2', labels: { version: 'v2' } }],
  });
});

test('a gateway sees the subsets that it routes to', () => {
  const { namespace, serviceAccountName, labels } = DEFAULT_MESH.ingressGateway;
  const caller = { kind: 'gateway', identity: { namespace, serviceAccountName }, podLabels: labels } as const;
  const operation = { methods: undefined, paths: undefined, ports: [aPort('HTTP', 8080)] };
  const model = aModel({ services: [aService('shop/orders')], calls: [{ caller, callee: 'shop/orders', operation, origin: anOrigin('edge') }] });
  expect(renderDestinationRule(model, 'shop/orders').exportTo).toStrictEqual(['.', 'istio-system']);
});

test('every block of a policy', () => {
  expect(render({
    trafficPolicy: {
      loadBalancer: { consistentHash: { httpHeaderName: 'x-user', ringHash: { minimumRingSize: 1024 } } },
      locality: { failover: [{ from: 'eu', to: 'us' }] },
      warmup: { duration: '30s', aggression: 1 },
      connectionPool: { tcp: { maxConnections: 100, tcpKeepalive: { time: '60s' } }, http: { http2MaxRequests: 1000, h2UpgradePolicy: 'UPGRADE' } },
      outlierDetection: { consecutive5xxErrors: 5, interval: '10s' },
    },
  }).trafficPolicy).toStrictEqual({
    loadBalancer: {
      consistentHash: { httpHeaderName: 'x-user', ringHash: { minimumRingSize: 1024 } },
      localityLbSetting: { failover: [{ from: 'eu', to: 'us' }] },
      warmup: { duration: '30s', aggression: 1 },
    },
    connectionPool: { tcp: { maxConnections: 100, tcpKeepalive: { time: '60s' } }, http: { http2MaxRequests: 1000, h2UpgradePolicy: 'UPGRADE' } },
    outlierDetection: { consecutive5xxErrors: 5, interval: '10s' },
  });
});

test('locality and warm-up need no choice of load balancer', () => {
  expect(render({ trafficPolicy: { warmup: { duration: '30s' } } }).trafficPolicy).toStrictEqual({ loadBalancer: { warmup: { duration: '30s' } } });
});

test('a block that says nothing is not emitted: Istio refuses an empty policy', () => {
  expect(render({ trafficPolicy: { connectionPool: { tcp: {}, http: undefined }, outlierDetection: {} } })).not.toHaveProperty('trafficPolicy');
});

describe('the policy of a version', () => {
  const service: TrafficPolicy = {
    loadBalancer: { simple: 'ROUND_ROBIN' },
    warmup: { duration: '30s' },
    connectionPool: { tcp: { maxConnections: 100, tcpKeepalive: { time: '60s', probes: 3 } }, http: { http2MaxRequests: 1000, maxRetries: 3 } },
    outlierDetection: { consecutive5xxErrors: 5, interval: '10s' },
  };

  test('is whole in each block that it changes, since Istio merges nothing inside of a block', () => {
    expect(subset(service, { connectionPool: { tcp: { tcpKeepalive: { time: '5s' } }, http: { maxRetries: 9, http2MaxRequests: undefined } } })).toStrictEqual({
      connectionPool: { tcp: { maxConnections: 100, tcpKeepalive: { time: '5s', probes: 3 } }, http: { http2MaxRequests: 1000, maxRetries: 9 } },
    });
    expect(subset(service, { outlierDetection: { interval: '1s' } })).toStrictEqual({ outlierDetection: { consecutive5xxErrors: 5, interval: '1s' } });
  });

  test('balances in its own way, and warms up as the service does', () => {
    expect(subset(service, { loadBalancer: { consistentHash: { useSourceIp: true } } })).toStrictEqual({
      loadBalancer: { consistentHash: { useSourceIp: true }, warmup: { duration: '30s' } },
    });
    expect(subset(service, { warmup: { duration: '5s' } })).toStrictEqual({ loadBalancer: { simple: 'ROUND_ROBIN', warmup: { duration: '5s' } } });
  });

  test('stands alone where the service has none', () => {
    expect(subset({}, { connectionPool: { http: { maxRetries: 1 } } })).toStrictEqual({ connectionPool: { http: { maxRetries: 1 } } });
  });

  test('is not emitted where it says nothing', () => {
    expect(subset(service, {})).toBeUndefined();
  });
});

test('a service that others own has no subsets', () => {
  expect(render({ owned: false, versions: [] })).toStrictEqual({ host: 'orders.shop.svc.cluster.local', exportTo: ['.'] });
});
