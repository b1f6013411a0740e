import type { LabelExpression, LabelSelector } from './kinds/network-policy';
import type { Labels } from './manifest';

/** A label that Kubernetes gives every namespace. */
export const NAME_OF_NAMESPACE = 'kubernetes.io/metadata.name';

/** Whether labels fulfil a selector; an empty selector selects everything. */
export function selects(selector: Readonly<Record<string, string>> | undefined | null, labels: Labels): boolean {
  for (const name in selector) {
    if (labels[name] !== selector[name]) return false;
  }
  return true;
}

/** As `selects`, for selectors with expressions. @param isAllKnown Whether labels that are not named are not there; otherwise they may be. */
export function fulfils(labels: Labels, { matchLabels = {}, matchExpressions = [] }: LabelSelector = {}, isAllKnown = true): boolean {
  const isOpen = (name: string) => !isAllKnown && labels[name] === undefined;
  return Object.entries(matchLabels).every(([name, value]) => labels[name] === value || isOpen(name))
    && matchExpressions.every((expression) => holds(labels, expression) || isOpen(expression.key));
}

function holds(labels: Labels, { key, operator, values = [] }: LabelExpression): boolean {
  const value = labels[key];
  switch (operator) {
    case 'In': return value !== undefined && values.includes(value);
    case 'NotIn': return value === undefined || !values.includes(value);
    case 'Exists': return value !== undefined;
    case 'DoesNotExist': return value === undefined;
    default: return false;
  }
}

/** Whether a selector says nothing, so that it selects everything. */
export function isEmptySelector(selector: Readonly<Record<string, string>> | undefined | null): boolean {
  return selector === undefined || selector === null || Object.keys(selector).length === 0;
}
