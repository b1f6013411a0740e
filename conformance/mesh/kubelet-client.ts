import { connect } from 'node:net';
import type { KubeletOrder } from './kubelet/orders';
import { Run } from './run';

/** One order to the kubelet of a run, and its answer. */
export async function askKubelet(mesh: Run, order: KubeletOrder): Promise<any> {
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
