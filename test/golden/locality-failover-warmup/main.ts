import { App, Chart, Duration } from 'cdk8s';
import { H2UpgradePolicy, Locality, MeshNamespace, MeshService, ServicePort, Workload } from '../../../src';

/** Near pods first, warmed up slowly, failing ones left out; a version changes single settings and keeps the service's others. */
export function build(app: App): void {
  const shop = new MeshNamespace(new Chart(app, 'shop'), 'shop');
  const pods = (version: string) => Workload.selecting({ labels: { app: 'search', version }, serviceAccountName: 'search' });
  new MeshService(shop, 'search', {
    ports: [ServicePort.http(8080)],
    versions: { v1: pods('v1'), v2: pods('v2'), v3: pods('v3') },
    locality: Locality.failover({ 'us-west': 'us-east', 'eu-west': 'eu-central' }),
    warmup: { duration: Duration.minutes(2), minimumPercent: 5, aggression: 1.5 },
    connectionPool: {
      tcp: { connectTimeout: Duration.millis(500), idleTimeout: Duration.seconds(0), tcpKeepalive: { time: Duration.hours(2), probes: 3 } },
      http: { http1MaxPendingRequests: 64, http2MaxRequests: 1000, maxRequestsPerConnection: 10, h2UpgradePolicy: H2UpgradePolicy.UPGRADE },
    },
    outlierDetection: { consecutive5xxErrors: 7, consecutiveGatewayErrors: 3, interval: Duration.seconds(5), maxEjectionPercent: 30 },
    versionPolicies: {
      v2: { connectionPool: { http: { http2MaxRequests: 50 } }, outlierDetection: { consecutive5xxErrors: 4 } },
      v3: { locality: Locality.distribute({ 'eu-west/*': { 'eu-west/*': 80, 'eu-central/*': 20 } }) },
    },
  }).route('all', { split: { v1: 80, v2: 10, v3: 10 } });
}
