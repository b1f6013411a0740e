import { selectorOf } from './selector';
import type { Labels, Service } from '../model/service';

export interface PodDisruptionBudgetSpec {
  readonly maxUnavailable: number;
  readonly selector: { readonly matchLabels: Labels };
}

/** Nodes are emptied one pod of the service at a time. */
export function renderPodDisruptionBudget(service: Pick<Service, 'key' | 'selector'>): PodDisruptionBudgetSpec {
  return { maxUnavailable: 1, selector: selectorOf(service) };
}
