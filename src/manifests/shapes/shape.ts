import { SHAPES } from './generated-shapes';

/** A part of a schema: what schemas of Kubernetes say, other parts by their number. */
export interface Shape {
  readonly 'type'?: string;
  readonly 'properties'?: ReadonlyMap<string, number>;
  readonly 'additionalProperties'?: number | boolean;
  readonly 'items'?: number;
  readonly 'required'?: readonly string[];
  readonly 'enum'?: readonly unknown[];
  readonly 'minimum'?: number;
  readonly 'maximum'?: number;
  readonly 'minLength'?: number;
  readonly 'maxLength'?: number;
  readonly 'pattern'?: RegExp;
  readonly 'format'?: string;
  readonly 'minItems'?: number;
  readonly 'maxItems'?: number;
  readonly 'minProperties'?: number;
  readonly 'maxProperties'?: number;
  readonly 'nullable'?: boolean;
  readonly 'default'?: unknown;
  readonly 'oneOf'?: readonly number[];
  readonly 'anyOf'?: readonly number[];
  readonly 'allOf'?: readonly number[];
  readonly 'not'?: number;
  readonly 'x-kubernetes-int-or-string'?: boolean;
  readonly 'x-kubernetes-preserve-unknown-fields'?: boolean;
  readonly 'x-kubernetes-list-type'?: string;
  readonly 'x-kubernetes-list-map-keys'?: readonly string[];
  readonly 'x-kubernetes-validations'?: readonly string[];
  /** Fields that the API server fills in, by name. */
  readonly 'defaults'?: readonly (readonly [string, unknown])[];
  /** Whether its type is all that is asked of a value. */
  readonly 'isWord'?: boolean;
}

export interface KindShape {
  readonly shape: number;
  readonly versions: readonly string[];
  readonly clusterScoped?: boolean;
  readonly builtIn?: boolean;
}

interface ShapeBook {
  readonly kinds: Readonly<Record<string, KindShape>>;
  readonly meta: number;
  readonly nodes: readonly Readonly<Record<string, any>>[];
}

const WORDS = new Set(['string', 'boolean', 'number']);

let book: ShapeBook | undefined;
const read: Shape[] = [];

function bookOfShapes(): ShapeBook {
  book ??= JSON.parse(SHAPES) as ShapeBook;
  return book;
}

/** What is known of a kind, by its group and name. */
export function kindShape(kind: string): KindShape | undefined {
  const { kinds } = bookOfShapes();
  return Object.prototype.hasOwnProperty.call(kinds, kind) ? kinds[kind] : undefined;
}

/** Every kind whose shape is known. */
export function shapedKinds(): string[] {
  return Object.keys(bookOfShapes().kinds);
}

/** The shape of `metadata`, which is the same for all kinds. */
export function metaShape(): number {
  return bookOfShapes().meta;
}

/** A part by its number, read when it is first asked for. */
export function shapeOf(number: number): Shape {
  return read[number] ??= readShape(bookOfShapes().nodes[number]);
}

function readShape({ properties, pattern, ...rest }: Readonly<Record<string, any>>): Shape {
  const { nodes } = bookOfShapes();
  const fields = Object.entries<number>(properties ?? {});
  return {
    ...rest,
    isWord: WORDS.has(rest.type) && pattern === undefined && Object.keys(rest).length === 1,
    type: rest.type ?? (properties !== undefined || rest.additionalProperties !== undefined ? 'object' : undefined),
    properties: properties && new Map(fields),
    pattern: pattern && new RegExp(pattern, 'u'),
    defaults: fields.filter(([, number]) => nodes[number].default !== undefined).map(([name, number]) => [name, nodes[number].default]),
  };
}
