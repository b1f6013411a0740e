import { destinationRuleExportTo } from './export-to';
import { filled } from './filled';
import { given, listed } from './given';
import { required } from './internal';
import type { Spec } from './spec';
import type { DestinationRuleSpec } from '../../imports/networking.istio.io';
import { fqdn, type MeshModel } from '../model/model';
import type { Service, ServiceKey, Version } from '../model/service';
import type { ConnectionPool, TrafficPolicy } from '../model/traffic';
import { sortedBy, sortedRecord } from '../support/compare';

type PolicySpec = NonNullable<Spec<DestinationRuleSpec>['trafficPolicy']>;

/** How callers connect to a service, and which of its pods are which version. */
export function renderDestinationRule(model: MeshModel, key: ServiceKey): Spec<DestinationRuleSpec> {
  const service = required(model.services.get(key), `service ${key}`);
  return given({
    host: fqdn(service, model.settings),
    exportTo: destinationRuleExportTo(model, key),
    trafficPolicy: filled({ ...trafficPolicy(service.trafficPolicy), tls: plaintext(service) }),
    subsets: listed(sortedBy(service.versions, ({ name }) => name).map((version) => given({
      name: version.name,
      labels: sortedRecord(version.labels),
      trafficPolicy: subsetPolicy(service.trafficPolicy, version),
    }))),
  });
}

/** Only blocks that the version changes, each in full: Istio replaces a block of the service by the subset's, and merges nothing inside. */
function subsetPolicy(base: TrafficPolicy, { trafficPolicy: own }: Version): PolicySpec | undefined {
  if (own === undefined) return undefined;
  const balances = own.loadBalancer !== undefined || own.locality !== undefined || own.warmup !== undefined;
  return trafficPolicy({
    ...(balances ? {
      loadBalancer: own.loadBalancer ?? base.loadBalancer,
      locality: own.locality ?? base.locality,
      warmup: own.warmup ?? base.warmup,
    } : {}),
    connectionPool: own.connectionPool && mergedPool(base.connectionPool, own.connectionPool),
    outlierDetection: own.outlierDetection && { ...base.outlierDetection, ...given(own.outlierDetection) },
  });
}

function mergedPool(base: ConnectionPool | undefined, own: ConnectionPool): ConnectionPool {
  const keepalive = merged(base?.tcp?.tcpKeepalive, own.tcp?.tcpKeepalive);
  return {
    tcp: merged(merged(base?.tcp, own.tcp), keepalive && { tcpKeepalive: keepalive }),
    http: merged(base?.http, own.http),
  };
}

function merged<T extends object>(base: T | undefined, own: T | undefined): T | undefined {
  return base === undefined || own === undefined ? base ?? own : { ...base, ...given(own) };
}

/** Where nobody can answer a handshake no proxy may begin one, whatever a rule for the whole mesh says. */
function plaintext({ dataPlane }: Service): PolicySpec['tls'] {
  return dataPlane === 'NONE' ? { mode: 'DISABLE' } : undefined;
}

/** Absent where it would be empty, which Istio refuses. */
function trafficPolicy(policy: TrafficPolicy): PolicySpec | undefined {
  const { loadBalancer, locality, warmup, connectionPool, outlierDetection } = policy;
  return filled<PolicySpec>({
    loadBalancer: filled<NonNullable<PolicySpec['loadBalancer']>>({ ...loadBalancer, localityLbSetting: locality && filled(locality), warmup: warmup && given(warmup) }),
    connectionPool: connectionPool && filled({
      tcp: connectionPool.tcp && filled(connectionPool.tcp),
      http: connectionPool.http && filled(connectionPool.http),
    }),
    outlierDetection: outlierDetection && filled(outlierDetection),
  });
}
