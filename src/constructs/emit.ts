import { ApiObject, Chart, Lazy } from 'cdk8s';
import { type Construct, type IConstruct } from 'constructs';
import { bookOf } from './book';
import { markOurs } from './object-names';
import { type Namespace, reached } from '../model/namespace';
import { inApplyOrder } from '../render/order';
import { fail } from '../support/errors';

/** Where everything that was loosened says why. */
export const REASON_ANNOTATION = 'cdk8s-istio/reason';

export interface Emission {
  readonly kind: { readonly apiVersion: string; readonly kind: string };
  readonly name: string;
  /** Undefined for what belongs to the cluster. */
  readonly namespace: string | (() => string) | undefined;
  readonly labels?: Readonly<Record<string, string>>;
  readonly annotations?: Readonly<Record<string, string>>;
  /** Why what this object allows is allowed; asked at synth. */
  readonly reasons?: () => readonly string[];
  /** Undefined for objects that have none. Asked at synth. */
  readonly spec?: () => object;
  /** Fields beside the spec. */
  readonly fields?: Readonly<Record<string, unknown>>;
}

/**
 * Owns one Kubernetes object: plain, so that JSON patches see the real field names, with a spec that is worked out at synth.
 */
export function emit(scope: Construct, id: string, emission: Emission): ApiObject {
  const { kind: { apiVersion, kind }, name, labels, spec } = emission;
  claim(scope, emission);
  keepApplyOrder(Chart.of(scope));
  return markOurs(new ApiObject(scope, id, {
    apiVersion,
    kind,
    metadata: { name, namespace: placeOf(emission), labels, annotations: annotationsOf(emission) },
    spec: spec && Lazy.any({ produce: spec }),
    ...emission.fields,
  }));
}

function placeOf({ namespace }: Emission): string {
  if (typeof namespace === 'string') return namespace;
  // said even where there is none: cdk8s would write the chart's namespace on what belongs to the cluster
  return Lazy.any({ produce: namespace ?? (() => undefined) }) as unknown as string;
}

/** Annotations that are known at synth, and may turn out not to be needed. */
export function annotationsAtSynth(names: readonly string[], rendered: () => Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(names.map((name) => [name, Lazy.any({ produce: () => rendered()[name] }) as unknown as string]));
}

function annotationsOf({ annotations, reasons }: Emission): Record<string, string> | undefined {
  if (reasons === undefined) return annotations;
  const all: Record<string, string> = { ...annotations };
  all[REASON_ANNOTATION] = Lazy.any({ produce: () => reasons().join('; ') || undefined }) as unknown as string;
  return all;
}

/** Two objects of one kind and name would overwrite each other in the cluster. */
function claim(scope: Construct, { kind: { apiVersion, kind }, name, namespace }: Emission): void {
  const place = typeof namespace === 'string' ? `${namespace}/` : '';
  const earlier = bookOf(scope).claim(`${apiVersion} ${kind} ${place}${name}`, scope);
  if (earlier === undefined) return;
  fail(scope, 'MSH051', {
    what: `${kind} ${place}${name} is already made by '${earlier}'`,
    fix: 'give one of the two another id (names are made from ids)',
  });
}

const ORDERED = Symbol.for('cdk8s-istio.applyOrder');

/**
 * The file's order is the order in which a change takes effect, and must not hang on the order of declaration.
 * cdk8s writes objects as the tree was built, so the chart's list is put in order where the chart hands it out.
 * A chart in which somebody declared dependencies keeps the order they ask for.
 */
function keepApplyOrder(chart: Chart & { [ORDERED]?: boolean }): void {
  // a chart of another language that brings its own toJson keeps its own order
  if (chart[ORDERED] || Object.getOwnPropertyDescriptor(chart, 'toJson')?.writable === false) return;
  Object.defineProperty(chart, ORDERED, { value: true });
  const toJson = chart.toJson.bind(chart);
  chart.toJson = () => {
    const objects = toJson();
    return hasDependencies(chart) ? objects : inApplyOrder(objects);
  };
}

function hasDependencies(construct: IConstruct): boolean {
  return construct.node.dependencies.length > 0 || construct.node.children.some(hasDependencies);
}

/** Before ENFORCED, policies only tell what they would refuse. */
export function dryRun(namespace: Namespace): Emission['annotations'] {
  return namespace.zeroTrust && !reached(namespace.stage, 'ENFORCED') ? { 'istio.io/dry-run': 'true' } : undefined;
}
