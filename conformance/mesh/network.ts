import { existsSync, mkdirSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { run } from './processes';
import { NAMESPACES, Run } from './run';
import { sleep } from './until';

/** Addresses lie in namespaces of their own: they meet neither the machine's networks nor another run's. */
export const NODE_ADDRESS = '10.200.0.1';
export const SERVICE_RANGE = '10.96.0.0/16';
export const POD_RANGE = '10.200.0.0/16';
const OUTSIDE = '198.51.100';
const LOAD_BALANCERS = '203.0.113';

const ETC = '/etc/netns';

/** No address is used twice in a run: istiod keeps what it knows of an address for a while. */
export function podAddress(number: number): string {
  return `10.200.${1 + Math.floor(number / 250)}.${1 + (number % 250)}`;
}

export function loadBalancerAddress(number: number): string {
  return `${LOAD_BALANCERS}.${1 + number}`;
}

export function outsideAddress(number: number): string {
  return `${OUTSIDE}.${10 + number}`;
}

/** The node: a router between its pods, so that its kube-proxy sees all they send, and with the address they send it from. */
export async function createNode({ node }: Run): Promise<void> {
  await script([
    `ip netns add ${node}`,
    `ip -n ${node} link set lo up`,
    `ip -n ${node} addr add ${NODE_ADDRESS}/32 dev lo`,
    `nsenter --net=/run/netns/${node} sysctl -qw net.ipv4.ip_forward=1`,
    // What kube-proxy leads nowhere is refused by the node as by a server that does not listen; ICMP would say so once a second, and others would wait.
    `ip -n ${node} route add local ${SERVICE_RANGE} dev lo src ${NODE_ADDRESS}`,
  ]);
}

export async function createPodNetwork({ node }: Run, net: string, number: number, sysctls: Record<string, string>): Promise<string> {
  const address = podAddress(number);
  const settings = Object.entries({ 'net.ipv4.ip_unprivileged_port_start': '0', ...sysctls }).map(([key, value]) => `'${key}=${value}'`);
  await script([
    `ip netns add ${net}`,
    `ip -n ${node} link add p${number} type veth peer name eth0 netns ${net}`,
    `ip -n ${node} link set p${number} up`,
    `ip -n ${node} route add ${address}/32 dev p${number} src ${NODE_ADDRESS}`,
    `ip -n ${net} addr add ${address}/32 dev eth0`,
    `ip -n ${net} link set eth0 up`,
    `ip -n ${net} link set lo up`,
    `ip -n ${net} route add ${NODE_ADDRESS}/32 dev eth0`,
    `ip -n ${net} route add default via ${NODE_ADDRESS}`,
    // Container runtimes let anybody in a pod use ports below 1024.
    `nsenter --net=/run/netns/${net} sysctl -qw ${settings.join(' ')}`,
  ]);
  return address;
}

/** Behind the node as the Internet is behind a cloud's: no pod, and no address of the cluster's. */
export async function createOutside({ node, outside }: Run): Promise<void> {
  await script([
    `ip netns add ${outside}`,
    `ip -n ${node} link add out type veth peer name eth0 netns ${outside}`,
    `ip -n ${node} addr add ${OUTSIDE}.1/24 dev out`,
    `ip -n ${node} link set out up`,
    `ip -n ${outside} addr add ${OUTSIDE}.2/24 dev eth0`,
    `ip -n ${outside} link set eth0 up`,
    `ip -n ${outside} link set lo up`,
    `ip -n ${outside} route add default via ${OUTSIDE}.1`,
    `nsenter --net=/run/netns/${outside} sysctl -qw net.ipv4.ip_unprivileged_port_start=0`,
  ]);
}

export async function addOutsideAddress({ outside }: Run, address: string): Promise<void> {
  await run('ip', ['-n', outside, 'addr', 'add', `${address}/24`, 'dev', 'eth0']);
}

/** What `ip netns exec` puts over /etc: names come from the hosts file alone, trust from the run's own authority. */
export function writeEtc(net: string, hosts: string, certificates: string): void {
  const dir = join(ETC, net);
  mkdirSync(dir, { recursive: true });
  writeFileSync(join(dir, 'hosts'), hosts);
  writeFileSync(join(dir, 'resolv.conf'), 'nameserver 127.0.0.1\noptions timeout:1 attempts:1\n');
  writeFileSync(join(dir, 'nsswitch.conf'), 'hosts: files\n');
  symlinkSync(certificates, join(dir, 'ssl'));
}

export function hostsFile(net: string): string {
  return join(ETC, net, 'hosts');
}

export async function removeNetwork(net: string): Promise<void> {
  await killAll(net);
  if (existsSync(join(NAMESPACES, net))) await run('ip', ['netns', 'del', net]);
  rmSync(join(ETC, net), { recursive: true, force: true });
}

/** The network namespaces a run has now. */
export function networksOf({ prefix }: Run): string[] {
  return existsSync(NAMESPACES) ? readdirSync(NAMESPACES).filter((name) => name.startsWith(prefix)) : [];
}

/** Everything a run started lives in one of its network namespaces, so this ends all of it. */
export async function removeNetworks(mesh: Run): Promise<void> {
  // until there are none: the kubelet may have been making one while the first were listed
  for (let nets = networksOf(mesh); nets.length > 0; nets = networksOf(mesh)) {
    for (const net of nets.sort(nodeFirst(mesh))) await removeNetwork(net);
  }
  const left = existsSync(ETC) ? readdirSync(ETC).filter((name) => name.startsWith(mesh.prefix)) : [];
  for (const name of left) rmSync(join(ETC, name), { recursive: true, force: true });
  if (existsSync(ETC) && readdirSync(ETC).length === 0) rmSync(ETC, { recursive: true });
}

/** The kubelet lives on the node, and would start again what is ended elsewhere. */
function nodeFirst({ node }: Run): (a: string, b: string) => number {
  return (a, b) => Number(b === node) - Number(a === node);
}

export async function processesIn(net: string): Promise<number[]> {
  if (!existsSync(join(NAMESPACES, net))) return [];
  const listed = await run('ip', ['netns', 'pids', net]).catch(() => '');
  return listed.split('\n').filter(Boolean).map(Number).filter((pid) => pid !== process.pid);
}

async function killAll(net: string): Promise<void> {
  for (let round = 0; round < 100; round += 1) {
    const pids = await processesIn(net);
    if (pids.length === 0) return;
    for (const pid of pids) kill(pid);
    await sleep(20);
  }
}

function kill(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // It has ended by itself.
  }
}

async function script(lines: string[]): Promise<void> {
  await run('sh', ['-ec', lines.join('\n')]);
}
