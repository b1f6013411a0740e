import type { KongDatabase } from '../../model/kong';

/** What clients, and the API server that asks the controller about objects, connect to. */
const PORTS = '8000,8080,8443';

/** What the chart `kong/kong` must be given: its pods are nobody's object here. */
export function renderKongValues(database: KongDatabase, meshed: boolean): object {
  // clients speak no mutual TLS of the mesh, and their address would be lost in the proxy
  const podAnnotations = { 'sidecar.istio.io/inject': 'true', 'traffic.sidecar.istio.io/excludeInboundPorts': PORTS };
  return { env: { database: database === 'DB_LESS' ? 'off' : 'postgres' }, ...(meshed && { podAnnotations }) };
}
