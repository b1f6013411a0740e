import type { ChildProcess } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type ClientPorts, nginxConf, type Site } from './site';
import type { RunningPod } from '../mesh/kubelet/pods';
import { createPodNetwork, writeEtc } from '../mesh/network';
import { inPod, run, start } from '../mesh/processes';
import type { Run } from '../mesh/run';
import { until } from '../mesh/until';

/** Beyond the pods of any test. */
const POD_NUMBER = 6_000;

/** A real NGINX in a network namespace of its own, without a proxy of the mesh: where the pods of a controller would be. */
export class Nginx {
  static async create(mesh: Run): Promise<Nginx> {
    const net = `${mesh.prefix}edge`;
    const address = await createPodNetwork(mesh, net, POD_NUMBER, {});
    writeEtc(net, '127.0.0.1 localhost\n', join(mesh.pki, 'ssl'));
    const dir = join(mesh.dir, 'edge');
    mkdirSync(dir, { recursive: true });
    return new Nginx(net, address, dir, { http: 80, https: 443 });
  }

  /** The same in a pod that is there already, with whatever stands between it and the network, and at ports of its own. */
  static inPod(mesh: Run, { net, address, name }: RunningPod, ports: ClientPorts): Nginx {
    const dir = join(mesh.dir, `edge-${name}`);
    mkdirSync(dir, { recursive: true });
    return new Nginx(net, address, dir, ports);
  }

  private child?: ChildProcess;

  private constructor(private readonly net: string, readonly address: string, readonly dir: string, private readonly ports: ClientPorts) {}

  /** Serves these and nothing else, with a count of its own for each limit. */
  async serve(sites: readonly Site[]): Promise<void> {
    await this.stop();
    const file = join(this.dir, 'nginx.conf');
    writeFileSync(file, nginxConf(this.dir, sites, this.ports));
    const [command, args] = inPod(this.net, 'nginx', ['-c', file, '-e', join(this.dir, 'error.log'), '-g', 'daemon off;']);
    await run(...inPod(this.net, 'nginx', ['-t', '-q', '-c', file, '-e', join(this.dir, 'error.log')]));
    // the check makes one, too
    rmSync(this.pid, { force: true });
    const child = start({ command, args, log: join(this.dir, 'nginx.log') });
    this.child = child;
    // its sockets are opened before this is written
    await until('NGINX to listen', 10, async () => {
      if (child.exitCode !== null) throw new Error(this.errors());
      return existsSync(this.pid) && readFileSync(this.pid, 'utf8') !== '';
    });
  }

  async stop(): Promise<void> {
    const { child } = this;
    child?.kill('SIGTERM');
    await until('the end of NGINX', 10, async () => child === undefined || child.exitCode !== null || child.signalCode !== null);
    this.child = undefined;
  }

  private get pid(): string {
    return join(this.dir, 'nginx.pid');
  }

  /** What it has noted of connections that failed. */
  errors(): string {
    return readFileSync(join(this.dir, 'error.log'), 'utf8');
  }
}
