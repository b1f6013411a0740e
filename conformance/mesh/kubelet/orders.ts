import { rmSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import { createInterface } from 'node:readline';
import { Run } from '../run';
import { Outside, OutsideHosts } from './outside';
import { Pods } from './pods';

export type KubeletOrder = { readonly list: true } | { readonly outside: OutsideHosts };

/** What tests ask of the kubelet, one line of JSON each. */
export function takeKubeletOrders(mesh: Run, pods: Pods, outside: Outside): void {
  rmSync(mesh.kubeletSocket, { force: true });
  createServer((socket) => {
    socket.on('error', () => undefined);
    createInterface({ input: socket }).on('error', () => undefined).on('line', (line) => {
      void carryOut(JSON.parse(line), pods, outside)
        .catch((error) => ({ failure: error.message }))
        .then((answer) => socket.end(JSON.stringify(answer) + '\n'));
    });
  }).listen(mesh.kubeletSocket);
}

/** The API server listens in the node's network; through this socket it is reached from everywhere. */
export function forwardApiServer(mesh: Run): void {
  rmSync(mesh.apiSocket, { force: true });
  createServer((client) => {
    const server = connect(6443, '127.0.0.1');
    client.pipe(server).pipe(client);
    client.on('error', () => server.destroy());
    server.on('error', () => client.destroy());
  }).listen(mesh.apiSocket);
}

async function carryOut(order: KubeletOrder, pods: Pods, outside: Outside): Promise<unknown> {
  if ('list' in order) return pods.list();
  await outside.add(order.outside);
  return {};
}
