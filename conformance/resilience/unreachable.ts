import { CLOSED_PORT } from './shop';
import type { KubeObject } from '../mesh/kube';
import type { Mesh } from '../mesh/mesh';

const REQUESTS = 20;

/** An endpoint of stock that refuses connections, as of a pod that has gone and is not yet forgotten: its address is desk's by now, and nobody listens there. */
export async function goneEndpoint(mesh: Mesh): Promise<KubeObject> {
  const [{ address }] = await mesh.asker.podsAt('shop/desk');
  return {
    apiVersion: 'discovery.k8s.io/v1',
    kind: 'EndpointSlice',
    metadata: { name: 'stock-gone', namespace: 'shop', labels: { 'kubernetes.io/service-name': 'stock' } },
    addressType: 'IPv4',
    endpoints: [{ addresses: [address], conditions: { ready: true } }],
    ports: [{ name: 'http-8080', port: CLOSED_PORT, protocol: 'TCP', appProtocol: 'http' }],
  };
}

/** What is wrong when every second connection to stock is refused: a POST is tried again, as it was not processed, and arrives once. */
export async function wrongReconnecting(mesh: Mesh, run: string): Promise<string[]> {
  const post = async (path: string) => Promise.all(Array.from({ length: REQUESTS }, async (_, index) => {
    const id = `${run}${path}-${index}`;
    const { status } = await mesh.asker.ask('shop/customer', { url: `http://stock:8080${path}`, method: 'POST', body: '{"take":1}', headers: { 'x-test-id': id } });
    return { status, arrived: await mesh.asker.attempts('shop/stock', id) };
  }));
  const tried = await post('/');
  const log = (await mesh.accessLogs(`${run}/-`)).filter(({ pod }) => pod.includes('customer'));
  const never = await post('/never');
  const refused = never.filter(({ status }) => status === 503);
  return [
    ...(tried.every(({ status }) => status === 200) ? [] : ['POSTs failed whose connection was refused']),
    ...(tried.every(({ arrived }) => arrived === 1) ? [] : ['POSTs did not arrive once']),
    ...(log.some(({ attempts }) => Number(attempts) > 1) ? [] : ['nothing was tried again']),
    ...(refused.length > 0 ? [] : ['what may never be tried again was']),
    ...(never.every(({ status, arrived }) => arrived === (status === 200 ? 1 : 0)) ? [] : ['what was refused arrived']),
  ];
}
