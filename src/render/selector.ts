import { internal } from './internal';
import type { Labels, Service } from '../model/service';
import { sortedRecord } from '../support/compare';

/** The labels that tell a workload's pods. No label at all would be every pod of the namespace, which nobody means by one name. */
export function workloadLabels(labels: Labels, what: string): Record<string, string> {
  return Object.keys(labels).length === 0 ? internal(`${what} has no labels to select its pods by`) : sortedRecord(labels);
}

/** The selector of every object about one service's pods. */
export function selectorOf(service: Pick<Service, 'key' | 'selector'>): { matchLabels: Record<string, string> } {
  return { matchLabels: workloadLabels(service.selector, `service ${service.key}`) };
}
