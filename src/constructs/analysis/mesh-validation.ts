import { readFileSync } from 'node:fs';
import { loadAnalyzer, loadTextReader } from './load';
import { type MeshContext, surroundingsOf } from './mesh-context';
import type { Finding, Severity } from '../../analysis/finding';
import { ordinal } from '../../support/compare';

/**
 * Properties of the plugin, as they stand under `properties` in cdk8s.yaml.
 */
export interface MeshValidationProps {
  /**
   * What lies outside of the app.
   *
   * @default - nothing is said
   */
  readonly context?: MeshContext;

  /**
   * Whether warnings make it fail as well.
   *
   * @default false
   */
  readonly failOnWarnings?: boolean;
}

/**
 * The plugin of the cdk8s CLI: analyzes what any app of cdk8s has synthesized, with or without constructs of this library.
 *
 * ```yaml
 * # cdk8s.yaml
 * validations:
 *   - package: ./node_modules/cdk8s-istio
 *     version: 0.0.0
 *     class: MeshValidation
 * ```
 */
export class MeshValidation {
  /**
   * @param props The `properties` of cdk8s.yaml.
   */
  public constructor(private readonly props: MeshValidationProps = {}) {}

  /**
   * Called by the CLI.
   *
   * @param context The manifests, and the report of what is wrong with them.
   */
  public async validate(context: any): Promise<void> {
    const reader = new (loadTextReader().TextReader)();
    for (const path of context.manifests as string[]) reader.addText(readFileSync(path, 'utf8'), path);
    const { findings } = loadAnalyzer().analyze(reader.manifests(surroundingsOf(undefined, this.props.context)));
    const shown = findings.filter(({ severity }) => severity !== 'info');
    for (const violation of violationsOf(shown)) context.report.addViolation(violation);
    const failing: readonly Severity[] = this.props.failOnWarnings === true ? ['error', 'warning'] : ['error'];
    context.report.submit(shown.some(({ severity }) => failing.includes(severity)) ? 'failure' : 'success', { findings: String(shown.length) });
  }
}

interface Violation {
  readonly ruleName: string;
  readonly recommendation: string;
  readonly fix: string;
  readonly violatingResources: readonly { readonly resourceName: string; readonly manifestPath: string; readonly locations: readonly string[] }[];
}

/** One for each sentence: the CLI shows one recommendation for all objects of a violation. */
function violationsOf(findings: readonly Finding[]): Violation[] {
  const groups = new Map<string, Finding[]>();
  for (const finding of findings) {
    const key = `${finding.code} ${finding.message}`;
    groups.set(key, [...groups.get(key) ?? [], finding]);
  }
  return [...groups.values()].map((group) => ({
    ruleName: `${group[0].code} ${group[0].rule} (${group[0].severity})`,
    recommendation: group[0].message,
    fix: group[0].fix,
    violatingResources: group
      .map(({ object, path, origin }) => ({ resourceName: object.name, manifestPath: origin?.source ?? '', locations: path === '' ? [] : [path] }))
      .sort((a, b) => ordinal(a.resourceName, b.resourceName)),
  }));
}
