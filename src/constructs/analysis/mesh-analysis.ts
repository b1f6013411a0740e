import { type App, type Chart } from 'cdk8s';
import { type IConstruct } from 'constructs';
import { loadAcknowledge, loadAnalyzer, loadReadConstructs, loadReader, loadText, loadTextReader } from './load';
import { type MeshContext, surroundingsOf } from './mesh-context';
import { type AcknowledgedFinding, FindingSeverity, type MeshFinding, toAcknowledgedFinding, toMeshFinding } from './mesh-finding';
import type { Analysis } from '../../analysis/analyze';
import type { Manifests } from '../../manifests/manifests';
import { bookOf } from '../book';

/**
 * Why a finding on an object is left as it is.
 */
export interface AcknowledgeOptions {
  /** Why it is acceptable. It is written on the object. */
  readonly reason: string;

  /**
   * The last day on which it is, as `2027-01-31`. Days are looked at by the CLI, and by `MeshAnalysis` where its context says what day
   * it is; never at synth, which gives the same answer every day.
   *
   * @default - it holds for good
   */
  readonly until?: string;

  /**
   * Kind of the object, for a construct that makes several.
   *
   * @default - the only object of the construct
   */
  readonly kind?: string;
}

/**
 * What is wrong with manifests, whoever wrote them: an app of cdk8s with or without this library, YAML from Helm, or by hand.
 *
 * When a `Mesh` is declared in an app, errors stop its synthesis. Here is the rest, too: warnings, what is worth knowing, and other
 * sources.
 *
 * @example
 *
 * const analysis = MeshAnalysis.ofYaml(`
 * apiVersion: networking.istio.io/v1
 * kind: VirtualService
 * metadata: { name: orders, namespace: shop }
 * spec: { hosts: [orders], http: [{ timeout: soon }] }
 * `);
 * const text: string = analysis.toText();
 */
export class MeshAnalysis {
  /**
   * Analyzes all objects of an app.
   *
   * @param app The app, which is rendered for it.
   * @param context What lies outside of the app, besides what its `Mesh` says.
   *
   * @returns What was found.
   */
  public static ofApp(app: App, context?: MeshContext): MeshAnalysis {
    return new MeshAnalysis(loadReadConstructs().readConstructs(app, surroundingsOf(bookOf(app), context)));
  }

  /**
   * Analyzes the objects of one chart.
   *
   * @param chart The chart, which is rendered for it.
   * @param context What lies outside of the chart, besides what the `Mesh` of its app says.
   *
   * @returns What was found.
   */
  public static ofChart(chart: Chart, context?: MeshContext): MeshAnalysis {
    return new MeshAnalysis(loadReadConstructs().readConstructs(chart, surroundingsOf(bookOf(chart), context)));
  }

  /**
   * Analyzes manifests of YAML or JSON.
   *
   * @param text One or many documents.
   * @param context What lies outside of them.
   *
   * @returns What was found; also that the text cannot be read.
   */
  public static ofYaml(text: string, context?: MeshContext): MeshAnalysis {
    return new MeshAnalysis(loadTextReader().readManifests(String(text), surroundingsOf(undefined, context)));
  }

  /**
   * Analyzes objects, as `Testing.synth()` and other libraries return them.
   *
   * @param objects The objects.
   * @param context What lies outside of them.
   *
   * @returns What was found.
   */
  public static ofObjects(objects: any[], context?: MeshContext): MeshAnalysis {
    const reader = new (loadReader().ManifestReader)();
    for (const object of objects) reader.addObject(object);
    return new MeshAnalysis(reader.manifests(surroundingsOf(undefined, context)));
  }

  /**
   * Answers for one finding on one object. It is written on the object as the annotation `cdk8s-istio/acknowledge-MSHnnn`, which
   * manifests of other origin can carry as well. What is acknowledged and not found is a finding itself.
   *
   * @param construct The object, or the construct that makes it.
   * @param code The code of the finding: `MSH204`.
   * @param options Why, and until when.
   *
   * Throws MSH053 without a reason, and MSH082 for what is no code, no day, or not one object.
   */
  public static acknowledge(construct: IConstruct, code: string, options: AcknowledgeOptions): void {
    loadAcknowledge().acknowledgeOn(construct, code, options);
  }

  private readonly analysis: Analysis;

  private constructor(manifests: Manifests) {
    this.analysis = loadAnalyzer().analyze(manifests);
  }

  /** What was found, the worst first. */
  public get findings(): MeshFinding[] {
    return this.analysis.findings.map(toMeshFinding);
  }

  /** What was found and is answered for. */
  public get acknowledged(): AcknowledgedFinding[] {
    return this.analysis.acknowledged.map(toAcknowledgedFinding);
  }

  /** Findings that are errors. */
  public get errors(): MeshFinding[] {
    return this.findings.filter(({ severity }) => severity === FindingSeverity.ERROR);
  }

  /**
   * What a person reads: every finding with its place and what to do about it, and how much was looked at.
   */
  public toText(): string {
    const { analysis } = this;
    const { formatText } = loadText();
    return formatText(analysis, ({ origin: { source, line } = {} }) => (line === undefined ? { construct: source } : { file: source, line }));
  }
}
