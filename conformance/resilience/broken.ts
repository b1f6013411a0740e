import type { KubeObject } from '../mesh/kube';

/** The shop with a mistake in everything that keeps it from failing. What none of these mistakes touches must go on as declared. */
export function broken(objects: KubeObject[]): KubeObject[] {
  const manifests: KubeObject[] = structuredClone(objects);
  const specOf = (kind: string, name: string): KubeObject => manifests.find((object) => object.kind === kind && object.metadata.name === name)!.spec;
  const policyOf = (name: string): KubeObject => specOf('DestinationRule', name).trafficPolicy;
  const entryOf = (name: string, entry: string): KubeObject => specOf('VirtualService', name).http.find((http: KubeObject) => http.name === entry);

  // a POST that may have been processed is sent again, a time limit is forgotten, and one of a try
  entryOf('orders', 'default').retries = { attempts: 2, retryOn: '5xx,reset' };
  entryOf('orders', 'by-method').retries.retryOn = 'connect-failure,gateway-error';
  delete entryOf('orders', 'quick').timeout;
  delete entryOf('orders', 'by-try-idempotent').retries.perTryTimeout;
  for (const entry of specOf('VirtualService', 'edge-partners-example-com').http) entry.retries.attempts *= 2;
  // faults for too many, for others and for nobody
  entryOf('orders', 'refused-idempotent').fault.abort.percentage.value = 60;
  entryOf('orders', 'refused-idempotent').match = [{ uri: { prefix: '/refused' } }];
  delete entryOf('orders', 'late-idempotent').fault;
  // copies of what may not be done twice, and none of what may
  entryOf('ledger', 'copied-8080').mirrors = entryOf('ledger', 'copied-mirror-8080').mirrors;
  delete entryOf('ledger', 'copied-mirror-8080').mirrors;
  // refused connections are an error for the caller
  entryOf('stock', 'default').retries = { attempts: 0 };
  delete policyOf('till').connectionPool;
  policyOf('desk').connectionPool.http.http2MaxRequests = 2;
  policyOf('catalogue').outlierDetection = { consecutive5xxErrors: 0 };
  policyOf('catalogue').loadBalancer = { simple: 'RANDOM' };
  policyOf('search').outlierDetection.maxEjectionPercent = 34;
  policyOf('search').loadBalancer = { simple: 'RANDOM' };
  policyOf('depot').outlierDetection = { consecutive5xxErrors: 0 };
  return manifests;
}
