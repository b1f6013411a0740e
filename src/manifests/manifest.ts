/** A Kubernetes object as it would be applied. Nothing here changes one: what is judged must stay what is applied. */
export interface Manifest<Spec = Readonly<Record<string, unknown>>> {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: Metadata;
  readonly spec: Spec;
  /** Fields beside the spec, of the few kinds that have them. */
  readonly data?: Readonly<Record<string, unknown>>;
  readonly stringData?: Readonly<Record<string, unknown>>;
  readonly type?: string;
  readonly subsets?: unknown;
  /** Where it was read; it is no part of what is applied. */
  readonly origin?: Origin;
}

/** A place in a file, or in an app. */
export interface Origin {
  /** Name of the file, or path of the construct. */
  readonly source: string;
  /** Line where the object begins, counted from 1; undefined for what was not read from a text. */
  readonly line?: number;
  /** Line where its document begins, and its place in a list, if it is one of several. */
  readonly document?: { readonly line: number; readonly item?: number };
  /** Whether the library rendered it and nobody changed it, so that its shape and Istio's rules about it need not be judged again. */
  readonly asRendered?: boolean;
}

export interface Metadata {
  readonly name: string;
  /** Where the object says none and its kind has one: `default`, as kubectl would send it. Empty for what belongs to the cluster. */
  readonly namespace: string;
  readonly labels: Labels;
  readonly annotations: Readonly<Record<string, string>>;
  readonly generateName?: string;
}

export type Labels = Readonly<Record<string, string>>;

/** What an object is called everywhere in messages: kind, namespace and name. */
export interface ObjectId {
  readonly apiVersion: string;
  readonly kind: string;
  readonly namespace: string;
  readonly name: string;
}

export function idOf({ apiVersion, kind, metadata }: Manifest<unknown>): ObjectId {
  return { apiVersion, kind, namespace: metadata.namespace, name: metadata.name };
}

/** `VirtualService shop/reviews`, or `Namespace shop`. */
export function titleOf({ kind, namespace, name }: ObjectId): string {
  return namespace === '' ? `${kind} ${name}` : `${kind} ${namespace}/${name}`;
}

/** The API group of a version: `networking.istio.io`, and nothing for Kubernetes' own. */
export function groupOf(apiVersion: string): string {
  const slash = apiVersion.indexOf('/');
  return slash < 0 ? '' : apiVersion.slice(0, slash);
}
