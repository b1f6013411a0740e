import { KubeObject } from '../kube';
import { NODE_ADDRESS } from '../network';

/** A container's environment; what a machine without limits does not know (resourceFieldRef) is left out. */
export function environmentOf(pod: KubeObject, container: KubeObject, address: string): Record<string, string> {
  const environment: Record<string, string> = {};
  for (const { name, value, valueFrom } of container.env ?? []) {
    const text = valueFrom === undefined ? expand(value ?? '', environment) : field(pod, valueFrom.fieldRef?.fieldPath, address);
    if (text !== undefined) environment[name] = text;
  }
  return environment;
}

/** $(NAME) in values and arguments. */
export function expand(text: string, environment: Record<string, string>): string {
  return text.replace(/\$\((\w+)\)/g, (whole, name) => environment[name] ?? whole);
}

function field(pod: KubeObject, path: string | undefined, address: string): string | undefined {
  const { metadata, spec } = pod;
  const [, map, key] = /^metadata\.(labels|annotations)\['(.+)'\]$/.exec(path ?? '') ?? [];
  if (map !== undefined) return metadata[map]?.[key] ?? '';
  switch (path) {
    case 'metadata.name': return metadata.name;
    case 'metadata.namespace': return metadata.namespace;
    case 'metadata.uid': return metadata.uid;
    case 'spec.nodeName': return 'node';
    case 'spec.serviceAccountName': return spec.serviceAccountName ?? 'default';
    case 'status.hostIP': return NODE_ADDRESS;
    case 'status.podIP': return address;
    default: return undefined;
  }
}
