import type { Service } from '../../model/service';
import { workloadLabels } from '../selector';

/** The comparisons that tell the pods of a service from those of others, but for the namespace. */
export function podLabels({ key, selector }: Service): string[] {
  return Object.entries(workloadLabels(selector, `service ${key}`)).map(([name, value]) => `k8s.pod.label[${name}] = ${value === '' ? '""' : value}`);
}

export function podsOf(service: Service): string[] {
  return [`k8s.ns.name = ${service.namespace}`, ...podLabels(service)];
}

/** All of them, as one. */
export function all(conditions: readonly string[]): string {
  return conditions.length === 1 ? conditions[0] : `(${conditions.join(' and ')})`;
}

export function any(conditions: readonly string[]): string {
  return conditions.length === 1 ? conditions[0] : `(${conditions.join(' or ')})`;
}
