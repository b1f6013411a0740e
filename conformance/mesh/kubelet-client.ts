import { connect } from 'node:net';
import type { KubeletOrder } from './kubelet/orders';
import { Run } from './run';
import { sleep } from './until';

/** How often a kubelet that has its hands full is asked again: for ten seconds. */
const TRIES = 500;

/** One order to the kubelet of a run, and its answer. */
export async function askKubelet(mesh: Run, order: KubeletOrder): Promise<any> {
  for (let tried = 1; ; tried += 1) {
    try {
      return await askOnce(mesh, order);
    } catch (error) {
      // where TCP would wait, a Unix socket whose queue is full turns away at once
      if ((error as NodeJS.ErrnoException).code !== 'EAGAIN' || tried === TRIES) throw error;
      await sleep(20);
    }
  }
}

async function askOnce(mesh: Run, order: KubeletOrder): Promise<any> {
  return new Promise((resolve, reject) => {
    const socket = connect(mesh.kubeletSocket);
    let answer = '';
    socket.on('data', (data) => { answer += data; });
    socket.on('error', reject);
    socket.on('close', () => {
      if (answer === '') { reject(new Error('the kubelet has not answered')); return; }
      const parsed = JSON.parse(answer);
      if (parsed.failure === undefined) resolve(parsed);
      else reject(new Error(parsed.failure));
    });
    socket.write(JSON.stringify(order) + '\n');
  });
}
