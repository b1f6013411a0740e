import type { Manifest } from './manifest';
import type { Manifests } from './manifests';
import { type Fields, fieldsAt, fieldsOf, textListOf, textOf, textsOf } from '../support/fields';

/** By which label Flagger tells the pods of a release from those before it: the first of these that the Deployment selects by. */
export const SELECTOR_LABELS = ['app', 'name', 'app.kubernetes.io/name'];

/** A Canary of Flagger, and the names of what it makes. */
export interface FlaggerCanary {
  readonly manifest: Manifest;
  readonly namespace: string;
  readonly target: { readonly kind: string; readonly name: string };
  /** Names of the Services it makes. */
  readonly apex: string;
  readonly primary: string;
  readonly canary: string;
  readonly service: Fields;
  readonly gateways: readonly string[];
  readonly hosts: readonly string[];
  /** Whether it shifts traffic by Istio's VirtualService, as far as it says so: the controller has a default. */
  readonly isForIstio: boolean;
}

export function canariesOf(manifests: Manifests): readonly FlaggerCanary[] {
  return manifests.ofKind('flagger.app/Canary').flatMap((manifest) => {
    const { provider, targetRef, service } = fieldsOf(manifest.spec);
    const { kind, name } = fieldsOf(targetRef);
    const target = { kind: textOf(kind) ?? '', name: textOf(name) ?? '' };
    const apex = textOf(fieldsOf(service).name) ?? target.name;
    if (apex === '') return [];
    return [{
      manifest,
      namespace: manifest.metadata.namespace,
      target,
      apex,
      primary: `${apex}-primary`,
      canary: `${apex}-canary`,
      service: fieldsOf(service),
      gateways: textListOf(fieldsOf(service).gateways),
      hosts: textListOf(fieldsOf(service).hosts),
      isForIstio: provider === undefined || provider === 'istio',
    }];
  });
}

/** The label by which Flagger renames the pods, and its value; undefined where the target is not known or has none of them. */
export function renamedLabel(manifests: Manifests, { namespace, target }: FlaggerCanary): { label: string; value: string } | undefined {
  const workload = targetOf(manifests, namespace, target);
  const selector = textsOf(fieldsAt(workload?.spec, 'selector').matchLabels);
  const label = SELECTOR_LABELS.find((name) => selector[name] !== undefined);
  return label === undefined ? undefined : { label, value: selector[label] };
}

export function targetOf(manifests: Manifests, namespace: string, { kind, name }: FlaggerCanary['target']): Manifest | undefined {
  return kind === 'Deployment' || kind === 'DaemonSet' ? manifests.find(`apps/${kind}`, namespace, name) : undefined;
}
