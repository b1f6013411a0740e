import { join } from 'node:path';
import { KubeObject } from '../kube';
import { inPod, Program } from '../processes';
import { environmentOf } from './environment';
import type { Place } from './istio';

/** Open Policy Agent and Envoy's rate limit service run as themselves: what they decide or count is what is tested. */
const IMAGE = /\/(opa|ratelimit)[:@]/;

export function runsAsItself({ image }: KubeObject): boolean {
  return IMAGE.test(image ?? '');
}

/** With the arguments and variables of its container, whose files lie below the pod's folder. */
export function ownProgram({ mesh, net, dir, pod, address }: Place, container: KubeObject): Program {
  const { name, image, args = [], volumeMounts = [] } = container;
  const mounts: string[] = volumeMounts.map(({ mountPath }: KubeObject) => mountPath);
  const placed = (text: string) => (mounts.some((path) => path.startsWith(`${text}/`))
    ? join(dir, text)
    : mounts.reduce((so, path) => so.replaceAll(`${path}/`, `${join(dir, path)}/`), text));
  const [command, words] = inPod(net, join(mesh.bin, IMAGE.exec(image)![1]), args.map(placed));
  const environment = Object.entries(environmentOf(pod, container, address)).map(([variable, value]) => [variable, placed(value)]);
  return { command, args: words, env: { PATH: process.env.PATH!, ...Object.fromEntries(environment) }, cwd: dir, log: join(dir, `${name}.log`) };
}
