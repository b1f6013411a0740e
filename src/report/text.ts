import { objectText, type PlaceOf, placeText } from './placed-finding';
import type { Analysis } from '../analysis/analyze';
import type { Finding, Severity } from '../analysis/finding';
import { visible } from '../support/unprintable';

/** What a person reads: the worst first, and what was looked at. */
export function formatText(analysis: Analysis, placeOf: PlaceOf): string {
  const findings = analysis.findings.map((finding) => findingText(finding, placeOf));
  const acknowledged = analysis.acknowledged.map(({ finding, reason, until }) =>
    `acknowledged ${finding.code} ${visible(objectText(finding))}: ${visible(reason)}${until === undefined ? '' : ` (until ${until})`}\n`);
  return [...findings, ...acknowledged, summaryText(analysis)].join('\n');
}

/** One finding on lines of its own. */
export function findingText(finding: Finding, placeOf: PlaceOf): string {
  const { severity, code, rule, path, message, fix } = finding;
  const place = placeText(placeOf(finding));
  return [
    visible(`${severity} ${code} ${rule}: ${objectText(finding)}${place === '' ? '' : ` (${place})`}`),
    visible(`  ${path === '' ? '' : `${path}: `}${message}`),
    visible(`  fix: ${fix}`),
    '',
  ].join('\n');
}

function summaryText({ findings, acknowledged, objects, unjudged }: Analysis): string {
  const counts = (['error', 'warning', 'info'] as const).map((severity) => countText(findings, severity)).filter((text) => text !== '');
  const parts = [
    `${counts.length === 0 ? 'nothing found' : counts.join(', ')} in ${objects} ${objects === 1 ? 'object' : 'objects'}`,
    ...(acknowledged.length === 0 ? [] : [`${acknowledged.length} acknowledged`]),
    ...(unjudged.length === 0 ? [] : [`kinds without a known shape: ${unjudged.map(({ apiVersion, kind, objects: count }) => `${count} ${kind} (${apiVersion})`).join(', ')}`]),
  ];
  return visible(parts.join('; ')) + '\n';
}

function countText(findings: readonly Finding[], severity: Severity): string {
  const count = findings.filter((finding) => finding.severity === severity).length;
  return count === 0 ? '' : severity === 'info' ? `${count} info` : `${count} ${severity}${count === 1 ? '' : 's'}`;
}
