import type { App } from 'cdk8s';
import { loadCost, loadCostText } from './load';
import { type MeshCostOfNamespace, type MeshCostPart, type MeshCostWay, namespaceAmounts, partAmounts, wayAmounts } from './mesh-amounts';
import type { Manifests } from '../../manifests/manifests';
import type { Cost } from '../../report/cost';
import { fail } from '../../support/errors';
import { checkWhole } from '../../support/number';
import { loadTextReader } from '../analysis/load';
import { type MeshContext, surroundingsOf } from '../analysis/mesh-context';
import { readConstructs } from '../analysis/read-constructs';
import { bookOf } from '../book';

/**
 * What is counted with, besides the manifests.
 */
export interface MeshCostOptions {
  /**
   * How many nodes the cluster has.
   *
   * @default - three, or as many as the pods need
   */
  readonly nodes?: number;

  /**
   * How often services call each other in a second, all of them together.
   *
   * @default 1000
   */
  readonly requestsPerSecond?: number;

  /**
   * What lies outside.
   *
   * @default - what the `Mesh` of the app says
   */
  readonly context?: MeshContext;
}

/**
 * An estimate of what the proxies of a mesh take: as sidecars, in ambient mode, and an Ingress alone. Pods are counted in the manifests,
 * by their replicas and autoscalers; what one proxy takes is told by Istio's charts and measurements, and by a guide. It says what it assumes.
 *
 * The methods throw MSH011 for numbers that cannot be, and MSH550 where an object cannot be read.
 *
 * @see https://istio.io/latest/docs/ops/deployment/performance-and-scalability/
 *
 * @example
 *
 * const app = new App();
 * const shop = new ZeroTrustNamespace(new Chart(app, 'shop'), 'shop');
 * new MeshService(shop, 'web', { ports: [ServicePort.http(8080)], workload: Workload.deployment({ image: 'registry.example.com/web:1.0.0' }) });
 *
 * const cost = MeshCost.ofApp(app, { nodes: 5, requestsPerSecond: 200 });
 * const text: string = cost.toText();
 */
export class MeshCost {
  /**
   * Of everything that an app would write.
   *
   * @param app The app, with all of its charts.
   * @param options What is counted with.
   */
  public static ofApp(app: App, options: MeshCostOptions = {}): MeshCost {
    return new MeshCost(readConstructs(app, surroundingsOf(bookOf(app), options.context)), options);
  }

  /**
   * Of manifests as they are written: by hand, by Helm, by anything.
   *
   * @param text YAML or JSON, any number of documents.
   * @param options What is counted with.
   */
  public static ofYaml(text: string, options: MeshCostOptions = {}): MeshCost {
    return new MeshCost(loadTextReader().readManifests(String(text), surroundingsOf(undefined, options.context)), options);
  }

  private readonly cost: Cost;

  private constructor(manifests: Manifests, { nodes, requestsPerSecond }: MeshCostOptions) {
    if (nodes !== undefined) checkWhole(nodes, '`nodes`', 1, 15_000);
    if (requestsPerSecond !== undefined) checkWhole(requestsPerSecond, '`requestsPerSecond`', 0, 1_000_000_000);
    const [refused] = manifests.refused;
    if (refused !== undefined) {
      const [{ path, problem }] = refused.problems;
      const { kind, metadata, origin } = refused.manifest;
      // what was read from a text has a line, and no construct
      fail(origin?.line === undefined ? { node: { path: origin?.source ?? '' } } : undefined, 'MSH550', {
        what: `${kind} ${metadata.name} cannot be read, and without it the estimate would be too low`,
        got: path === '' ? problem : `${path}: ${problem}`,
        fix: 'mend the object; `cdk8s-istio analyze` says more',
      });
    }
    this.cost = loadCost().costOf(manifests, { nodes, requestsPerSecond });
  }

  /** The namespaces that have pods, by their names. */
  public get namespaces(): MeshCostOfNamespace[] {
    return this.cost.namespaces.map(namespaceAmounts);
  }

  /** What proxies take: `sidecars`, `ambient`, `waypoints`, and `ingress` without a mesh. */
  public get ways(): MeshCostWay[] {
    return this.cost.ways.map(wayAmounts);
  }

  /** What every mesh needs besides. */
  public get besides(): MeshCostPart[] {
    return this.cost.besides.map(partAmounts);
  }

  /** What it rests on. */
  public get assumed(): string[] {
    return [...this.cost.assumed];
  }

  /** What it leaves out. */
  public get notCounted(): string[] {
    return [...this.cost.notCounted];
  }

  /** All of it for people, with the sources of its figures. */
  public toText(): string {
    return loadCostText().formatCostText(this.cost);
  }
}
