import { join } from 'node:path';
import { KubeObject } from '../kube';
import { inPod, Program } from '../processes';
import type { Place } from './istio';

/** Open Policy Agent runs as itself: what its policies decide is what is tested. */
export function isOpaImage({ image }: KubeObject): boolean {
  return /\/opa[:@]/.test(image ?? '');
}

/** With the arguments of its container, whose files lie below the pod's folder. */
export function opaProgram({ mesh, net, dir }: Place, { name, args = [], volumeMounts = [] }: KubeObject): Program {
  const paths: string[] = volumeMounts.map(({ mountPath }: KubeObject) => mountPath);
  const placed = args.map((arg: string) => paths.reduce((text, path) => text.replaceAll(`${path}/`, `${join(dir, path)}/`), arg));
  const [command, words] = inPod(net, join(mesh.bin, 'opa'), placed);
  return { command, args: words, cwd: dir, log: join(dir, `${name}.log`) };
}
