import type { Manifest } from './manifest';
import { grouped, type Manifests } from './manifests';
import { fieldsAt, textOf } from '../support/fields';

/** The HorizontalPodAutoscalers of what has such a kind and name. */
export function autoscalersOf(manifests: Manifests, kind: string, namespace: string, name: string): readonly Manifest[] {
  return manifests.once('autoscalers', () => grouped(manifests.ofKind('autoscaling/HorizontalPodAutoscaler'), targetOf)).get(`${kind} ${namespace}/${name}`) ?? [];
}

function targetOf({ metadata, spec }: Manifest): string {
  const { kind, name } = fieldsAt(spec, 'scaleTargetRef');
  return `${textOf(kind)} ${metadata.namespace}/${textOf(name)}`;
}
