import { each, eachOf, Report } from './report';
import { isDnsLabel } from './values';

/** Whom an object is exported to. */
export function checkExportTo(object: any, report: Report): void {
  const { kind, metadata, spec } = object;
  const own = metadata.namespace ?? '';
  const scopes: string[] = (spec.exportTo ?? []).map((scope: string) => (scope === '.' ? own : scope));
  const mayHide = kind === 'ServiceEntry';
  report.need(new Set(scopes).size === scopes.length, 'spec.exportTo', 'has duplicates');
  for (const [scope, at] of each(scopes, 'spec.exportTo')) {
    report.need(scope === '*' || (mayHide && scope === '~') || isDnsLabel(scope), at, `${scope} is neither ., * nor a namespace`);
  }
  report.need(scopes.length < 2 || !scopes.includes('*'), 'spec.exportTo', '* must stand alone');
  report.need(scopes.length < 2 || !mayHide || !scopes.includes('~'), 'spec.exportTo', '~ must stand alone');
  const ownOnly = kind !== 'DestinationRule' || spec.workloadSelector === undefined || scopes.every((scope) => scope === own);
  report.need(ownOnly, 'spec.exportTo', 'a rule with a workloadSelector stays in its namespace');
}

/** A selector of workloads by labels: none selects the whole namespace, which hardly anybody means who writes one. */
export function checkSelector(labels: Record<string, string> | undefined, path: string, report: Report): void {
  report.advise(Object.keys(labels ?? {}).length > 0, path, 'no labels: it would apply to the whole namespace');
  for (const [key, value, at] of eachOf(labels, path)) {
    report.need(key !== '' && !key.includes('*') && !value.includes('*'), at, 'labels must be written out');
  }
}

const TARGETS = ['core/Service', 'networking.istio.io/ServiceEntry', 'gateway.networking.k8s.io/Gateway', 'gateway.networking.k8s.io/GatewayClass'];

/** What a policy is attached to: a selector, or references. */
export function checkAttachment(spec: any, report: Report): void {
  if (spec.selector !== undefined) checkSelector(spec.selector.matchLabels, 'spec.selector', report);
  const refs = [...(spec.targetRefs ?? []), ...(spec.targetRef ? [spec.targetRef] : [])];
  report.need(refs.length === 0 || spec.selector === undefined, 'spec', 'selector and targetRefs exclude each other');
  for (const [{ group, kind, name, namespace }, at] of each(refs, 'spec.targetRefs')) {
    report.need(TARGETS.includes(`${group || 'core'}/${kind}`), at, `${group}/${kind} is no target of a policy`);
    report.need(Boolean(name), at, 'name is required');
    report.need(!namespace, at, 'namespace must not be set');
  }
}
