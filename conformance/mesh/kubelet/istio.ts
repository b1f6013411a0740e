import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { kubeconfig } from '../control-plane';
import { KubeObject } from '../kube';
import { NODE_ADDRESS } from '../network';
import { ISTIO_VERSION } from '../pins';
import { inPod, Program, run } from '../processes';
import { Run } from '../run';
import { environmentOf, expand } from './environment';

/** Where a container runs: its pod, that pod's network, and the folder that stands in for its file system. */
export interface Place {
  readonly mesh: Run;
  readonly pod: KubeObject;
  readonly net: string;
  readonly address: string;
  readonly dir: string;
}

const ISTIO_USER = 1337;

/** Runs an init container of Istio's to its end: the rules of istio-init, or istio-validation, which sends packets through those of istio-cni. */
export async function runInit(place: Place, container: KubeObject): Promise<void> {
  const user = container.securityContext?.runAsUser ?? 0;
  const [command, args] = inPod(place.net, join(place.mesh.bin, 'pilot-agent'), container.args, user);
  await run(command, args, { cwd: place.dir, env: { PATH: process.env.PATH, ...environmentOf(place.pod, container, place.address) } });
}

/** pilot-agent, which starts Envoy, with what the injector (or the gateway's chart) wrote into the pod. */
export function proxyProgram(place: Place, container: KubeObject): Program {
  const environment = environmentOf(place.pod, container, place.address);
  // What an image would have at fixed paths, and one thread: a pod here is one of many on few cores.
  const config = {
    ...JSON.parse(environment.PROXY_CONFIG ?? '{}'),
    binaryPath: join(place.mesh.bin, 'envoy'),
    configPath: './etc/istio/proxy',
    proxyBootstrapTemplatePath: join(place.mesh.bin, 'envoy_bootstrap.json'),
    concurrency: 1,
  };
  // a plain build does not know its version, by which EnvoyFilters may choose
  const env = { PATH: process.env.PATH!, ...environment, PROXY_CONFIG: JSON.stringify(config), ISTIO_META_ISTIO_VERSION: ISTIO_VERSION };
  const [command, args] = inPod(place.net, join(place.mesh.bin, 'pilot-agent'), expandAll(container.args, environment), ISTIO_USER, realUser(place));
  return { command, args, env, cwd: place.dir, log: join(place.dir, `${container.name}.log`) };
}

/**
 * Who a proxy is, is told by its effective user. Linux counts inotify instances by the real one, 128 unless told otherwise and two for
 * each pilot-agent: if all of them shared it, 64 pods would be all that run on a machine, of whatever mesh.
 */
function realUser({ address }: Place): number {
  const [third, fourth] = address.split('.').slice(2).map(Number);
  return 100_000 + third * 256 + fourth;
}

/** istiod, as its own service account. */
export function discoveryProgram(place: Place, container: KubeObject, token: string): Program {
  const environment = environmentOf(place.pod, container, place.address);
  const config = join(place.dir, 'kubeconfig');
  writeFileSync(config, kubeconfig(`https://${NODE_ADDRESS}:6443`, token));
  const env = { PATH: process.env.PATH!, ...environment, KUBECONFIG: config };
  const [command, args] = inPod(place.net, join(place.mesh.bin, 'pilot-discovery'), [...expandAll(container.args, environment), `--kubeconfig=${config}`], ISTIO_USER);
  return { command, args, env, cwd: place.dir, log: join(place.dir, `${container.name}.log`) };
}

/** Calls the istio-cni plugin as a container runtime does: it reads the pod from the API server and decides itself whether and what to capture. */
export async function callIstioCni(place: Place): Promise<void> {
  const { mesh, net, pod } = place;
  const { name, namespace, uid } = pod.metadata;
  await run(join(mesh.bin, 'istio-cni'), [], {
    input: JSON.stringify({
      cniVersion: '1.0.0', name: 'istio-cni', type: 'istio-cni', plugin_log_level: 'info', cni_agent_run_dir: cniDir(mesh), exclude_namespaces: ['kube-system'],
    }),
    env: {
      PATH: process.env.PATH,
      CNI_COMMAND: 'ADD',
      CNI_CONTAINERID: uid,
      CNI_NETNS: `/run/netns/${net}`,
      CNI_IFNAME: 'eth0',
      CNI_PATH: mesh.bin,
      CNI_ARGS: `K8S_POD_NAMESPACE=${namespace};K8S_POD_NAME=${name};K8S_POD_UID=${uid}`,
    },
  });
}

/** Where the plugin looks for its kubeconfig. */
export function cniDir(mesh: Run): string {
  return join(mesh.dir, 'cni');
}

function expandAll(args: string[], environment: Record<string, string>): string[] {
  return args.map((arg) => expand(arg, environment));
}
