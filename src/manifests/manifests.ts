import type { KnownKind, Specs } from './kinds';
import type { ServiceSpec } from './kinds/core';
import { LabelIndex, SelectorIndex } from './label-index';
import { groupOf, type Labels, type Manifest } from './manifest';
import type { Refused } from './refused';
import { ServiceRegistry } from './service-registry';
import { DEFAULT_SURROUNDINGS, type Surroundings } from './surroundings';
import { type Workload, workloadOf } from './workload';

/**
 * Objects that would be applied together, and what lies around them: every question that several readers ask of them is answered here, once.
 * Indexes are made when they are first asked for. Objects must have the shape of their kinds: see `ManifestReader`.
 */
export class Manifests {
  private readonly byKind = new Map<string, Manifest[]>();
  private readonly answers = new Map<string, unknown>();

  /** @param refused What was given, and is not among them since it cannot be read. */
  constructor(
    readonly all: readonly Manifest[],
    readonly surroundings: Surroundings = DEFAULT_SURROUNDINGS,
    readonly refused: readonly Refused[] = [],
  ) {
    for (const manifest of all) {
      const kind = `${groupOf(manifest.apiVersion)}/${manifest.kind}`;
      const known = this.byKind.get(kind);
      if (known === undefined) this.byKind.set(kind, [manifest]);
      else known.push(manifest);
    }
  }

  /** The objects of a kind, by its group and name: `networking.istio.io/Gateway`, `/Service`. */
  ofKind<Kind extends KnownKind>(kind: Kind): readonly Manifest<Specs[Kind]>[];
  ofKind(kind: string): readonly Manifest[];
  ofKind(kind: string): readonly Manifest<any>[] {
    return this.byKind.get(kind) ?? [];
  }

  /** The objects of a kind in a namespace. */
  inNamespace<Kind extends KnownKind>(kind: Kind, namespace: string): readonly Manifest<Specs[Kind]>[];
  inNamespace(kind: string, namespace: string): readonly Manifest[];
  inNamespace(kind: string, namespace: string): readonly Manifest<any>[] {
    return this.once(`in namespace ${kind}`, () => grouped(this.ofKind(kind), ({ metadata }) => metadata.namespace)).get(namespace) ?? [];
  }

  find<Kind extends KnownKind>(kind: Kind, namespace: string, name: string): Manifest<Specs[Kind]> | undefined;
  find(kind: string, namespace: string, name: string): Manifest | undefined;
  find(kind: string, namespace: string, name: string): Manifest<any> | undefined {
    return this.once(`named ${kind}`, () => grouped(this.ofKind(kind), ({ metadata }) => `${metadata.namespace}/${metadata.name}`)).get(`${namespace}/${name}`)?.[0];
  }

  get hosts(): ServiceRegistry {
    return this.once('hosts', () => new ServiceRegistry(this.ofKind('/Service'), this.ofKind('networking.istio.io/ServiceEntry'), this.surroundings.clusterDomain));
  }

  get workloads(): readonly Workload[] {
    return this.once('workloads', () => this.all.flatMap((manifest) => workloadOf(manifest) ?? []));
  }

  workloadsIn(namespace: string): readonly Workload[] {
    return this.once('workloads in', () => grouped(this.workloads, (workload) => workload.namespace)).get(namespace) ?? [];
  }

  /** The workloads of a namespace that labels select; all of it, if the selector says nothing. */
  selected(namespace: string, selector: Labels | undefined | null): readonly Workload[] {
    return this.once(`labels of workloads in ${namespace}`, () => new LabelIndex(this.workloadsIn(namespace), ({ labels }) => labels)).selected(selector);
  }

  /** The Services that lead to a workload; one without a selector leads to nothing that is known. */
  servicesOf({ namespace, labels }: Workload): readonly Manifest<ServiceSpec>[] {
    return this.once(`selectors of services in ${namespace}`, () => new SelectorIndex(this.inNamespace('/Service', namespace), ({ spec }) => spec.selector)).selecting(labels);
  }

  /** The labels of a namespace; undefined where nothing is known of it. */
  namespaceLabels(namespace: string): Labels | undefined {
    return this.find('/Namespace', '', namespace)?.metadata.labels ?? this.surroundings.namespaces[namespace];
  }

  /** What is worked out for these manifests under a name, worked out once. */
  once<Answer>(name: string, answer: () => Answer): Answer {
    if (!this.answers.has(name)) this.answers.set(name, answer());
    return this.answers.get(name) as Answer;
  }
}

export function grouped<Item>(items: Iterable<Item>, key: (item: Item) => string): ReadonlyMap<string, readonly Item[]> {
  const groups = new Map<string, Item[]>();
  for (const item of items) {
    const own = key(item);
    const group = groups.get(own);
    if (group === undefined) groups.set(own, [item]);
    else group.push(item);
  }
  return groups;
}
