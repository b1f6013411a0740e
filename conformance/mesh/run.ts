import { existsSync, readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Everything a mesh leaves on a machine bears this, so that nothing else is ever touched. */
const PREFIX = 'cim';
export const NAMESPACES = '/run/netns';
const STATE = process.env.MESH_STATE ?? join(tmpdir(), 'cdk8s-istio-mesh');

/**
 * Where one mesh keeps what: folders, sockets and network namespaces are found by its name alone,
 * so that even what a killed run left behind can be cleaned.
 */
export class Run {
  /** Those that have a folder, and those of which only network namespaces are left. */
  static all(): Run[] {
    const folders = existsSync(STATE) ? readdirSync(STATE) : [];
    const networks = existsSync(NAMESPACES) ? readdirSync(NAMESPACES) : [];
    const names = networks.flatMap((net) => new RegExp(`^${PREFIX}-([a-z0-9]+)-`).exec(net)?.[1] ?? []);
    return [...new Set([...folders, ...names])].map((name) => new Run(name));
  }

  readonly dir: string;
  readonly bin: string;
  readonly logs: string;
  readonly pki: string;
  readonly kubeconfig: string;
  readonly apiSocket: string;
  readonly kubeletSocket: string;
  /** Prefix of its network namespaces. */
  readonly prefix: string;
  /** The network namespace of the machine the cluster believes to be its only node. */
  readonly node: string;
  /** The network namespace of everybody else: clients of the gateways, hosts outside the mesh. */
  readonly outside: string;

  constructor(readonly name: string) {
    if (!/^[a-z0-9]{1,16}$/.test(name)) throw new Error(`${name} is no name for a run: 1 to 16 small letters and digits`);
    this.dir = join(STATE, name);
    this.bin = join(this.dir, 'bin');
    this.logs = join(this.dir, 'logs');
    this.pki = join(this.dir, 'pki');
    this.kubeconfig = join(this.dir, 'kubeconfig');
    this.apiSocket = join(this.dir, 'api.sock');
    this.kubeletSocket = join(this.dir, 'kubelet.sock');
    this.prefix = `${PREFIX}-${name}-`;
    this.node = `${this.prefix}node`;
    this.outside = `${this.prefix}out`;
  }

  pod(number: number): string {
    return `${this.prefix}p${number}`;
  }

  podDir(namespace: string, name: string): string {
    return join(this.dir, 'pods', namespace, name);
  }

  /** Unix socket paths have 107 characters at most, which the names of pods would exceed. */
  appSocket(net: string): string {
    return join(this.dir, 'sockets', net.slice(this.prefix.length));
  }

  log(name: string): string {
    return join(this.logs, `${name}.log`);
  }
}
