import { objectText, type PlaceOf } from './placed-finding';
import type { Analysis } from '../analysis/analyze';
import type { Finding, Severity } from '../analysis/finding';

/** What of a rule is said once for all of its findings. */
export interface RuleDescription {
  readonly code: string;
  readonly name: string;
  readonly summary: string;
  readonly fix: string;
  readonly severity: Severity;
}

const LEVELS: Readonly<Record<Severity, string>> = { error: 'error', warning: 'warning', info: 'note' };

/**
 * What code hosts show beside the lines of a change.
 * @see https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html
 */
export function formatSarif(analysis: Analysis, placeOf: PlaceOf, rules: readonly RuleDescription[], version: string): string {
  const open = analysis.findings.map((finding) => result(finding, placeOf));
  const acknowledged = analysis.acknowledged.map(({ finding, reason }) => ({ ...result(finding, placeOf), suppressions: [{ kind: 'inSource', justification: reason }] }));
  const used = new Set([...analysis.findings, ...analysis.acknowledged.map(({ finding }) => finding)].map(({ code }) => code));
  return JSON.stringify({
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [{
      tool: { driver: { name: 'cdk8s-istio', semanticVersion: version, rules: rules.filter(({ code }) => used.has(code)).map(description) } },
      columnKind: 'utf16CodeUnits',
      results: [...open, ...acknowledged],
    }],
  }, undefined, 2) + '\n';
}

function description({ code, name, summary, fix, severity }: RuleDescription): object {
  return {
    id: code,
    name,
    shortDescription: { text: summary },
    help: { text: fix },
    defaultConfiguration: { level: LEVELS[severity] },
  };
}

function result(finding: Finding, placeOf: PlaceOf): object {
  const { code, severity, path, message } = finding;
  const { file, line, construct } = placeOf(finding);
  const region = line === undefined ? {} : { region: { startLine: line } };
  return {
    ruleId: code,
    level: LEVELS[severity],
    message: { text: `${objectText(finding)}${path === '' ? '' : ` ${path}`}: ${message}` },
    locations: [{
      ...(file === undefined ? {} : { physicalLocation: { artifactLocation: { uri: uriOf(file) }, ...region } }),
      logicalLocations: [{ fullyQualifiedName: construct ?? objectText(finding), kind: construct === undefined ? 'resource' : 'construct' }],
    }],
  };
}

/** Relative paths stay relative, as code hosts want them. */
function uriOf(file: string): string {
  return file.replaceAll('\\', '/').split('/').map(encodeURIComponent).join('/');
}
