import { execFileSync } from 'node:child_process';
import { generateKeyPairSync } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Kube } from './kube';
import { NODE_ADDRESS, POD_RANGE, SERVICE_RANGE } from './network';
import { KUBERNETES_VERSION } from './pins';
import { inNetwork, start } from './processes';
import { Run } from './run';
import { until } from './until';

const ISSUER = 'https://kubernetes.default.svc';

/** etcd and the API server, on the node. */
export async function startApiServer(mesh: Run): Promise<void> {
  writeCredentials(mesh);
  const etcd = 'http://127.0.0.1:2379';
  const peer = 'http://127.0.0.1:2380';
  startOnNode(mesh, 'etcd', [
    `--data-dir=${join(mesh.dir, 'etcd')}`, `--listen-client-urls=${etcd}`, `--advertise-client-urls=${etcd}`,
    `--listen-peer-urls=${peer}`, `--initial-advertise-peer-urls=${peer}`, `--initial-cluster=default=${peer}`,
    // Nothing here is to survive a power cut.
    '--unsafe-no-fsync', '--log-level=warn',
  ]);
  startOnNode(mesh, 'kube-apiserver', [
    `--etcd-servers=${etcd}`, '--bind-address=0.0.0.0', `--advertise-address=${NODE_ADDRESS}`, '--secure-port=6443', `--cert-dir=${mesh.pki}`,
    `--service-account-key-file=${join(mesh.pki, 'sa.pub')}`, `--service-account-signing-key-file=${join(mesh.pki, 'sa.key')}`,
    `--service-account-issuer=${ISSUER}`, `--api-audiences=${ISSUER},istio-ca`, `--token-auth-file=${join(mesh.pki, 'tokens.csv')}`,
    '--authorization-mode=RBAC', `--service-cluster-ip-range=${SERVICE_RANGE}`, '--allow-privileged',
    // Webhooks are reached at their pods: the API server runs where kube-proxy's rules hold, but may start before them.
    '--enable-aggregator-routing=true',
  ]);
}

/** The real controllers, and the real Services: what a proxy lets through to a ClusterIP must arrive somewhere. */
export function startControllers(mesh: Run): void {
  startOnNode(mesh, 'kube-controller-manager', [
    `--kubeconfig=${mesh.kubeconfig}`, `--service-account-private-key-file=${join(mesh.pki, 'sa.key')}`,
    `--root-ca-file=${join(mesh.pki, 'apiserver.crt')}`, '--leader-elect=false',
    '--controllers=*,-node-ipam-controller,-node-lifecycle-controller,-bootstrap-signer-controller,-token-cleaner-controller',
    // Waiting is what takes time here: changes of endpoints are told at once.
    '--endpointslice-updates-batch-period=0', '--concurrent-deployment-syncs=10', '--concurrent-replicaset-syncs=10', '--kube-api-qps=200', '--kube-api-burst=400',
  ]);
  const config = join(mesh.dir, 'kube-proxy.json');
  writeFileSync(config, JSON.stringify(kubeProxyConfiguration(mesh)));
  startOnNode(mesh, 'kube-proxy', [`--config=${config}`]);
}

function kubeProxyConfiguration(mesh: Run): object {
  return {
    apiVersion: 'kubeproxy.config.k8s.io/v1alpha1',
    kind: 'KubeProxyConfiguration',
    mode: 'nftables',
    clientConnection: { kubeconfig: mesh.kubeconfig },
    hostnameOverride: 'node',
    clusterCIDR: POD_RANGE,
    nftables: { minSyncPeriod: '50ms', syncPeriod: '30s' },
    conntrack: { maxPerCore: 0 },
    nodePortAddresses: ['primary'],
  };
}

/** The one node. With its version told, istiod injects as it does into clusters of that version. */
export async function createNodeObject(kube: Kube): Promise<void> {
  await until('the API server', 60, async () => (await kube.get('/readyz')) === 'ok');
  await kube.create('/api/v1/nodes', { apiVersion: 'v1', kind: 'Node', metadata: { name: 'node', labels: { 'kubernetes.io/os': 'linux', 'kubernetes.io/hostname': 'node' } } });
  await kube.patch('/api/v1/nodes/node/status', {
    status: {
      addresses: [{ type: 'InternalIP', address: NODE_ADDRESS }],
      nodeInfo: { ...unknownNodeInfo(), kubeletVersion: KUBERNETES_VERSION, operatingSystem: 'linux', architecture: process.arch === 'arm64' ? 'arm64' : 'amd64' },
      capacity: { cpu: '64', memory: '256Gi', pods: '1000' },
      allocatable: { cpu: '64', memory: '256Gi', pods: '1000' },
      conditions: [{ type: 'Ready', status: 'True', reason: 'StandIn', message: 'its kubelet is a stand-in', lastTransitionTime: new Date().toISOString() }],
    },
  });
}

/** The API server wants every one of them. */
function unknownNodeInfo(): Record<string, string> {
  const fields = ['machineID', 'systemUUID', 'bootID', 'kernelVersion', 'osImage', 'containerRuntimeVersion', 'kubeProxyVersion'];
  return Object.fromEntries(fields.map((field) => [field, '']));
}

/** Runs one of istioctl's or kubectl's commands where the API server is, its output going where ours goes. */
export function runOnNode(mesh: Run, command: string, args: string[]): void {
  const [program, rest] = inNetwork(mesh.node, command === 'istioctl' ? join(mesh.bin, command) : command, args);
  execFileSync(program, rest, { stdio: 'inherit', env: { ...process.env, KUBECONFIG: mesh.kubeconfig } });
}

export function kubeconfig(server: string, token: string): string {
  return JSON.stringify({
    'apiVersion': 'v1',
    'kind': 'Config',
    'current-context': 'mesh',
    'clusters': [{ name: 'mesh', cluster: { server, 'insecure-skip-tls-verify': true } }],
    'users': [{ name: 'user', user: { token } }],
    'contexts': [{ name: 'mesh', context: { cluster: 'mesh', user: 'user' } }],
  });
}

function writeCredentials(mesh: Run): void {
  const { publicKey, privateKey } = generateKeyPairSync('rsa', {
    modulusLength: 2048,
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    privateKeyEncoding: { type: 'pkcs1', format: 'pem' },
  });
  writeFileSync(join(mesh.pki, 'sa.key'), privateKey, { mode: 0o600 });
  writeFileSync(join(mesh.pki, 'sa.pub'), publicKey);
  writeFileSync(join(mesh.pki, 'tokens.csv'), 'admin,admin,admin,system:masters\n', { mode: 0o600 });
  writeFileSync(mesh.kubeconfig, kubeconfig('https://127.0.0.1:6443', 'admin'), { mode: 0o600 });
}

function startOnNode(mesh: Run, program: string, args: string[]): void {
  const [command, rest] = inNetwork(mesh.node, join(mesh.bin, program), args);
  start({ command, args: rest, log: mesh.log(program), cwd: mesh.dir });
}
