import type { Labels } from './manifest';

/** Whether labels fulfil a selector; an empty selector selects everything. */
export function selects(selector: Readonly<Record<string, string>> | undefined | null, labels: Labels): boolean {
  for (const name in selector) {
    if (labels[name] !== selector[name]) return false;
  }
  return true;
}

/** Whether a selector says nothing, so that it selects everything. */
export function isEmptySelector(selector: Readonly<Record<string, string>> | undefined | null): boolean {
  return selector === undefined || selector === null || Object.keys(selector).length === 0;
}
