import type { Analysis } from '../../analysis/analyze';
import type { Finding } from '../../analysis/finding';
import { idOf, type Manifest, type ObjectId, titleOf } from '../../manifests/manifest';
import type { Manifests } from '../../manifests/manifests';
import type { Surroundings } from '../../manifests/surroundings';
import { accessMatrix } from '../access-matrix';
import type { Statement } from '../controls/control';
import { type ControlLine, controlMap } from '../controls/control-map';
import { costOf, type CostQuestion } from '../cost';
import { type CostTables, costTables } from '../cost-tables';
import { type GraphEdge, type GraphNode, graphOf } from '../graph';
import { layout, type Place } from '../layout';
import { type MatrixLine, matrixLines, standingOut } from '../matrix-lines';

/** All that the page shows and asks, as it stands in it. */
export interface PageData {
  readonly title: string;
  /** The objects as they would be applied, without what is secret. */
  readonly manifests: readonly Manifest<unknown>[];
  readonly surroundings: Surroundings;
  readonly nodes: readonly PageNode[];
  /** Ends are places in `nodes`. */
  readonly edges: readonly (Omit<GraphEdge, 'from' | 'to'> & { readonly from: number; readonly to: number })[];
  readonly lines: readonly MatrixLine[];
  readonly standingOut: readonly { readonly title: string; readonly items: readonly string[] }[];
  /** Callers and services for a grid while it is small, with the sign of each cell. */
  readonly findings: readonly PageFinding[];
  readonly callers: readonly string[];
  readonly controls: readonly PageControl[];
  readonly cost: CostTables;
}

/** A requirement, with what shows it and what speaks against it as texts. */
export interface PageControl extends Omit<ControlLine, 'shown' | 'against'> {
  readonly shown: readonly string[];
  readonly against: readonly string[];
}

export interface PageNode extends Omit<GraphNode, 'objects'>, Place {
  /** Places in `manifests`. */
  readonly objects: readonly number[];
  /** Places in `findings`. */
  readonly findings: readonly number[];
}

export interface PageFinding extends Pick<Finding, 'code' | 'severity' | 'message' | 'path' | 'fix'> {
  readonly object: string;
  /** The reason, where somebody answers for it. */
  readonly acknowledged?: string;
}

export function pageData(manifests: Manifests, analysis: Pick<Analysis, 'findings' | 'acknowledged'>, title: string, question: CostQuestion = {}): PageData {
  const graph = graphOf(manifests);
  const matrix = accessMatrix(manifests);
  const places = layout(graph);
  const objects = new Map(manifests.all.map((manifest, index) => [keyOf(idOf(manifest)), index]));
  const findings = findingsOf(analysis);
  const byObject = new Map<string, number[]>();
  findings.forEach(({ object }, index) => byObject.set(object, [...(byObject.get(object) ?? []), index]));
  const nodes = graph.nodes.map((node): PageNode => ({
    ...node,
    ...places.get(node.key)!,
    objects: node.objects.map((object) => objects.get(keyOf(object))!).sort((a, b) => a - b),
    findings: node.objects.flatMap((object) => byObject.get(titleOf(object)) ?? []).sort((a, b) => a - b),
  }));
  const place = new Map(nodes.map(({ key }, index) => [key, index]));
  return {
    title,
    manifests: manifests.all.map(withoutSecrets),
    surroundings: manifests.surroundings,
    nodes,
    edges: graph.edges.map((edge) => ({ ...edge, from: place.get(edge.from)!, to: place.get(edge.to)! })),
    lines: matrixLines(matrix),
    standingOut: standingOut(matrix),
    findings,
    callers: callersOf(manifests),
    controls: controlMap(manifests).lines.map(controlOf),
    cost: costTables(costOf(manifests, question)),
  };
}

function controlOf({ shown, against, ...line }: ControlLine): PageControl {
  return { ...line, shown: shown.map(statementText), against: against.map(statementText) };
}

function statementText({ what, objects }: Statement): string {
  return objects.length === 0 ? what : `${what} (${objects.map(titleOf).join(', ')})`;
}

function keyOf({ apiVersion, kind, namespace, name }: ObjectId): string {
  return `${apiVersion} ${kind} ${namespace}/${name}`;
}

function findingsOf({ findings, acknowledged }: Pick<Analysis, 'findings' | 'acknowledged'>): PageFinding[] {
  const told = ({ code, severity, message, path, fix, object }: Finding): PageFinding => ({
    code,
    severity,
    message,
    path,
    fix,
    object: titleOf(object),
  });
  return [...findings.map(told), ...acknowledged.map(({ finding, reason }) => ({ ...told(finding), acknowledged: reason }))];
}

/** Whom the page offers as callers: every workload, a pod without a proxy in every namespace, and whoever is outside. */
function callersOf({ workloads }: Manifests): string[] {
  const namespaces = [...new Set(workloads.map(({ namespace }) => namespace))].sort();
  return [
    'outside',
    ...workloads.map(({ namespace, name }) => `${namespace}/${name}`).sort(),
    ...namespaces.map((namespace) => `plain:${namespace}`),
  ];
}

const LAST_APPLIED = 'kubectl.kubernetes.io/last-applied-configuration';

/** A report is passed around: it names secrets, and does not hold them. */
function withoutSecrets(manifest: Manifest<unknown>): Manifest<unknown> {
  const { origin: _origin, data, stringData, ...rest } = manifest;
  const hidden = (values: Readonly<Record<string, unknown>>) => Object.fromEntries(Object.keys(values).map((name) => [name, '(not shown)']));
  const isSecret = manifest.kind === 'Secret';
  const { [LAST_APPLIED]: _applied, ...annotations } = manifest.metadata.annotations;
  return {
    ...rest,
    metadata: { ...manifest.metadata, annotations },
    ...(data === undefined ? {} : { data: isSecret ? hidden(data) : data }),
    ...(stringData === undefined ? {} : { stringData: hidden(stringData) }),
  };
}
