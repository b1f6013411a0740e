/**
 * Stands in for kubelet, scheduler, container runtime, DNS and the cloud's load balancers. Runs on the node, as
 * `main.ts <run> [<pid of the owner>]`: when its owner ends without a word, it takes the mesh down.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { kubeconfig } from '../control-plane';
import { down } from '../down';
import { Kube } from '../kube';
import { Run } from '../run';
import { sleep, until } from '../until';
import { cniDir } from './istio';
import { LoadBalancers } from './load-balancers';
import { Names } from './names';
import { forwardApiServer, takeKubeletOrders } from './orders';
import { Outside } from './outside';
import { Pods } from './pods';
import { View } from './view';

async function main(mesh: Run, owner: number | undefined): Promise<void> {
  if (owner !== undefined) void endWith(owner, mesh);
  forwardApiServer(mesh);
  mkdirSync(cniDir(mesh), { recursive: true });
  writeFileSync(join(cniDir(mesh), 'istio-cni-kubeconfig'), kubeconfig('https://127.0.0.1:6443', 'admin'), { mode: 0o600 });
  const kube = new Kube(mesh.apiSocket);
  await until('the API server', 60, async () => (await kube.get('/readyz')) === 'ok');
  const view = new View(kube);
  const names = new Names(view);
  const outside = new Outside(mesh, names);
  await outside.create();
  new LoadBalancers(kube, view);
  const pods = new Pods({ mesh, kube, view, names });
  takeKubeletOrders(mesh, pods, outside);
  await pods.run();
}

async function endWith(owner: number, mesh: Run): Promise<void> {
  while (isAlive(owner)) await sleep(300);
  await down(mesh);
  process.exit(0);
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

const [name, owner] = process.argv.slice(2);
process.on('unhandledRejection', (error) => process.stderr.write(`${error instanceof Error ? error.stack : error}\n`));
void main(new Run(name), owner === undefined ? undefined : Number(owner));
