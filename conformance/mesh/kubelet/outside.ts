import { ChildProcess } from 'node:child_process';
import { existsSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { AppSettings, PortSettings, Protocol } from '../app/settings';
import { Authority } from '../certificates';
import { addOutsideAddress, createOutside, outsideAddress, writeEtc } from '../network';
import { inPod, start } from '../processes';
import { Run } from '../run';
import { until } from '../until';
import { Names } from './names';

/** Hosts outside the mesh, which one app stands in for. */
export interface OutsideHosts {
  /** Each host gets an address of its own. */
  readonly hosts: string[];
  readonly ports: PortSettings[];
  /** Fixed answers by path. */
  readonly answers?: Record<string, string>;
}

/** The rest of the world: it asks the gateways, and is asked by the mesh. */
export class Outside {
  private readonly addresses: Record<string, string> = {};
  private readonly ports = new Map<number, Protocol>();
  private readonly answers: Record<string, string> = {};
  private app?: ChildProcess;

  constructor(private readonly mesh: Run, private readonly names: Names) {}

  async create(): Promise<void> {
    await createOutside(this.mesh);
    writeEtc(this.mesh.outside, '127.0.0.1 localhost\n', join(this.mesh.pki, 'ssl'));
    await this.startApp();
  }

  /** What was there before stays; names resolve and servers listen when it resolves. */
  async add({ hosts, ports, answers }: OutsideHosts): Promise<void> {
    for (const host of hosts) {
      if (this.addresses[host] !== undefined) continue;
      const address = outsideAddress(Object.keys(this.addresses).length);
      await addOutsideAddress(this.mesh, address);
      this.addresses[host] = address;
    }
    for (const { port, protocol } of ports) this.ports.set(port, protocol);
    Object.assign(this.answers, answers);
    this.names.setOutside(this.addresses);
    await this.startApp();
  }

  private async startApp(): Promise<void> {
    const socket = this.mesh.appSocket(this.mesh.outside);
    await this.stopApp();
    rmSync(socket, { force: true });
    const settings: AppSettings = {
      pod: 'outside',
      namespace: '',
      service: 'outside',
      version: '',
      ports: [...this.ports].map(([port, protocol]) => ({ port, protocol })),
      socket,
      answers: this.answers,
      tls: await this.certificate(),
    };
    const [command, args] = inPod(this.mesh.outside, process.execPath, [join(this.mesh.dir, 'app', 'main.js'), JSON.stringify(settings)]);
    this.app = start({ command, args, log: this.mesh.log('outside') });
    await until('the app outside', 10, async () => existsSync(socket), 10);
  }

  private async stopApp(): Promise<void> {
    const { app } = this;
    app?.kill('SIGKILL');
    await until('the end of the app outside', 5, async () => app === undefined || app.signalCode !== null, 10);
  }

  private async certificate(): Promise<AppSettings['tls']> {
    const hosts = Object.keys(this.addresses);
    if (hosts.length === 0) return undefined;
    const { cert, key } = await new Authority(this.mesh.pki).issue('outside', hosts);
    const files = { cert: join(this.mesh.pki, 'outside.crt'), key: join(this.mesh.pki, 'outside.key') };
    writeFileSync(files.cert, cert);
    writeFileSync(files.key, key);
    return files;
  }
}
