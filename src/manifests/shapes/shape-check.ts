import { kubernetesProblems } from './kubernetes-rules';
import { kindShape, metaShape, type Shape, shapeOf } from './shape';
import { ruleHolds } from '../../support/cel/cel';
import { groupOf } from '../manifest';

/** Something that is wrong with an object, and where in it. */
export interface Problem {
  /** `spec.http[0].timeout`; empty for the object as such. */
  readonly path: string;
  readonly problem: string;
}

/** Versions of the Gateway API that say the same as `v1`. */
const SAME_AS_V1 = new Set(['v1', 'v1beta1']);

export interface Judged {
  readonly problems: readonly Problem[];
  /** The object as the API server keeps it: what is built in takes `null` for nothing, and defaults of custom resources are filled in. */
  readonly object: Readonly<Record<string, any>>;
}

/**
 * What the API server would say of an object of a kind that is known: with strict field validation, and with the rules of custom resources.
 * Undefined for kinds that are not known, about which nothing can be said.
 */
export function judgeShape(object: Readonly<Record<string, any>>): Judged | undefined {
  const group = groupOf(object.apiVersion);
  const kind = kindShape(`${group}/${object.kind}`);
  if (kind === undefined) return undefined;
  const version = object.apiVersion.slice(group === '' ? 0 : group.length + 1);
  // all versions of Istio's kinds say the same, and so do those of Kubernetes' own as far as they are read
  if (group === 'gateway.networking.k8s.io' && !SAME_AS_V1.has(version)) return undefined;
  const check = new ShapeCheck();
  const seen = check.judge(kind.shape, object, []) as Readonly<Record<string, any>>;
  const metadata = check.judge(metaShape(), object.metadata, ['metadata']);
  if (check.problems.length > 0) return { problems: check.problems, object };
  const kept = seen.metadata === metadata ? seen : { ...seen, metadata };
  return { problems: kubernetesProblems(kept, { clusterScoped: kind.clusterScoped === true, builtIn: kind.builtIn === true }), object: kept };
}

/** What is wrong with the part that all kinds have in common. */
export function judgeMetadata({ metadata }: Readonly<Record<string, any>>): readonly Problem[] {
  const check = new ShapeCheck();
  check.judge(metaShape(), metadata, ['metadata']);
  return check.problems;
}

class ShapeCheck {
  readonly problems: Problem[] = [];
  private path: (string | number)[] = [];
  /** How many problems concern the shape: rules are not asked about a value that has lost it. */
  private malformed = 0;

  judge(shape: number, value: unknown, path: (string | number)[]): unknown {
    this.path = path;
    return this.walk(shape, value);
  }

  /** Judges a value, and returns it as rules see it: with defaults filled in. */
  private walk(number: number, value: unknown): unknown {
    const shape = shapeOf(number);
    if (value === null && shape.nullable === true) return undefined;
    const before = this.malformed;
    const seen = this.walkShape(shape, value);
    if (this.malformed === before) this.checkJunctions(shape, seen);
    const rules = shape['x-kubernetes-validations'];
    if (rules !== undefined && this.malformed === before) this.checkRules(rules, seen);
    return seen;
  }

  private walkShape(shape: Shape, value: unknown): unknown {
    if (shape['x-kubernetes-int-or-string'] === true && typeof value !== 'number' && typeof value !== 'string') this.report(`must be a number or a text, not ${show(value)}`);
    if (shape.type !== undefined && !isOfType(shape.type, value)) {
      this.report(`must be ${TYPES[shape.type]}, not ${show(value)}`);
      return value;
    }
    const problem = valueProblem(shape, value);
    if (problem !== undefined) this.report(problem);
    if (typeof value !== 'object' || value === null) return value;
    return Array.isArray(value) ? this.walkItems(shape, value) : this.walkFields(shape, value as Readonly<Record<string, unknown>>);
  }

  private walkItems(shape: Shape, items: readonly unknown[]): readonly unknown[] {
    const { items: item } = shape;
    if (shape['x-kubernetes-list-type'] !== undefined) this.checkDuplicates(shape, items);
    if (item === undefined) return items;
    let seen: unknown[] | undefined;
    for (let index = 0; index < items.length; index += 1) {
      this.path.push(index);
      if (items[index] === null) this.report('must not be empty');
      const one = items[index] === null ? null : this.walk(item, items[index]);
      this.path.pop();
      if (one !== items[index]) (seen ??= [...items])[index] = one;
    }
    return seen ?? items;
  }

  private walkFields(shape: Shape, value: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
    const { properties, additionalProperties, required } = shape;
    const filled = shape.defaults === undefined || shape.defaults.length === 0 ? value : withDefaults(shape, value);
    let seen: Record<string, unknown> | undefined = filled === value ? undefined : { ...filled };
    for (const name in filled) {
      if (filled[name] === undefined) continue;
      const field = properties?.get(name) ?? (typeof additionalProperties === 'number' ? additionalProperties : undefined);
      if (field === undefined) {
        if (!takesAnything(shape)) this.at(name, 'unknown field');
        continue;
      }
      if (isRightWord(shapeOf(field), filled[name])) continue;
      this.path.push(name);
      // a label that says nothing is no label
      if (filled[name] === null && properties?.has(name) !== true) this.report('must not be empty');
      const one = this.walk(field, filled[name]);
      this.path.pop();
      if (one !== filled[name]) (seen ??= { ...filled })[name] = one;
    }
    if (required !== undefined) for (const name of required) if (filled[name] === undefined) this.at(name, 'is required');
    return seen ?? filled;
  }

  private checkDuplicates(shape: Shape, items: readonly any[]): void {
    const type = shape['x-kubernetes-list-type'];
    if (type !== 'map' && type !== 'set') return;
    const keys = shape['x-kubernetes-list-map-keys'];
    const identities = new Set<string>();
    items.forEach((item, index) => {
      const identity = JSON.stringify(keys ? keys.map((key) => item?.[key] ?? implied(key)) : item);
      if (identities.has(identity)) this.at(index, `is the second item with ${keys?.join(' and ') ?? 'the value'} ${identity}`);
      identities.add(identity);
    });
  }

  private checkJunctions(shape: Shape, value: unknown): void {
    const { oneOf, anyOf, allOf, not } = shape;
    if (oneOf !== undefined && matching(oneOf, value) !== 1) this.report(matching(oneOf, value) === 0 ? 'needs one of the fields that exclude each other' : 'has several fields that exclude each other');
    if (anyOf !== undefined && matching(anyOf, value) === 0) this.report('has none of the forms it can have');
    if (allOf !== undefined && matching(allOf, value) !== allOf.length) this.report('lacks a form it must have');
    if (not !== undefined && matches(not, value)) this.report('has a form it must not have');
  }

  private checkRules(rules: readonly string[], seen: unknown): void {
    for (const rule of rules) {
      // rules that compare with the object's former state are neither kept nor broken by one state
      if (!rule.includes('oldSelf') && !ruleHolds(rule, seen)) this.problems.push({ path: textOf(this.path), problem: inWords(rule, seen) });
    }
  }

  private at(name: string | number, problem: string): void {
    this.path.push(name);
    this.report(problem);
    this.path.pop();
  }

  private report(problem: string): void {
    this.malformed += 1;
    this.problems.push({ path: textOf(this.path), problem });
  }
}

function inWords(rule: string, seen: unknown): string {
  if (rule === "duration(self) >= duration('1ms')") return `${show(seen)} is no duration from 1 ms up`;
  return `breaks the rule ${rule.length > 200 ? `${rule.slice(0, 200)}…` : rule}`;
}

export function textOf(path: readonly (string | number)[]): string {
  return path.map((part, index) => (typeof part === 'number' ? `[${part}]` : index === 0 ? part : `.${part}`)).join('');
}

function matching(shapes: readonly number[], value: unknown): number {
  let count = 0;
  for (const shape of shapes) if (matches(shape, value)) count += 1;
  return count;
}

/** Whether a value matches a branch of oneOf, anyOf, allOf or not: branches constrain values and never list all fields. */
function matches(number: number, value: any): boolean {
  const { type, oneOf, anyOf, allOf, not, items, required, properties, ...limits } = shapeOf(number);
  if (type !== undefined && properties === undefined && !isOfType(type, value)) return false;
  if (valueProblem(limits, value) !== undefined) return false;
  if (oneOf !== undefined && matching(oneOf, value) !== 1) return false;
  if (anyOf !== undefined && matching(anyOf, value) === 0) return false;
  if (allOf !== undefined && matching(allOf, value) !== allOf.length) return false;
  if (not !== undefined && matches(not, value)) return false;
  if (Array.isArray(value)) return items === undefined || value.every((item) => matches(items, item));
  if (typeof value !== 'object' || value === null) return true;
  if (required !== undefined && !required.every((name) => value[name] !== undefined)) return false;
  if (properties !== undefined) for (const [name, shape] of properties) if (value[name] !== undefined && !matches(shape, value[name])) return false;
  return true;
}

function valueProblem(shape: Shape, value: unknown): string | undefined {
  if (shape.enum !== undefined && !shape.enum.includes(value)) return `must be one of ${shape.enum.join(', ')}, not ${show(value)}`;
  if (typeof value === 'string') return textProblem(shape, value);
  if (typeof value === 'number') {
    if (value < (shape.minimum ?? -Infinity)) return `must be at least ${shape.minimum}, not ${value}`;
    return value > (shape.maximum ?? Infinity) ? `must be at most ${shape.maximum}, not ${value}` : undefined;
  }
  if (typeof value !== 'object' || value === null) return undefined;
  if (Array.isArray(value)) {
    if (value.length < (shape.minItems ?? 0)) return `must have at least ${shape.minItems} items`;
    return value.length > (shape.maxItems ?? Infinity) ? `must have at most ${shape.maxItems} items` : undefined;
  }
  if (shape.minProperties === undefined && shape.maxProperties === undefined) return undefined;
  const count = Object.keys(value).length;
  if (count < (shape.minProperties ?? 0)) return `must have at least ${shape.minProperties} fields`;
  return count > (shape.maxProperties ?? Infinity) ? `must have at most ${shape.maxProperties} fields` : undefined;
}

function textProblem(shape: Shape, value: string): string | undefined {
  if (value.length < (shape.minLength ?? 0)) return `must have at least ${shape.minLength} characters`;
  if (value.length > (shape.maxLength ?? Infinity)) return `must have at most ${shape.maxLength} characters`;
  if (shape.pattern !== undefined && !shape.pattern.test(value)) return `must match ${shape.pattern.source}, not ${show(value)}`;
  const format = shape.format === undefined ? undefined : FORMATS[shape.format];
  return format !== undefined && !format.test(value) ? `must be a ${shape.format}, not ${show(value)}` : undefined;
}

const FORMATS: Readonly<Record<string, RegExp>> = {
  'byte': /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/,
  'date-time': /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)$/,
  'ipv4': /^\d{1,3}(?:\.\d{1,3}){3}$/,
  'ipv6': /^[0-9a-fA-F:.]*:[0-9a-fA-F:.]*$/,
};

const TYPES: Readonly<Record<string, string>> = {
  object: 'a map', array: 'a list', integer: 'a whole number', number: 'a number', string: 'a text', boolean: 'true or false',
};

/** Most values are texts of which nothing is asked: they need no walk. */
function isRightWord({ isWord, type }: Shape, value: unknown): boolean {
  return isWord === true && typeof value === type;
}

function isOfType(type: string, value: unknown): boolean {
  switch (type) {
    case 'object': return typeof value === 'object' && value !== null && !Array.isArray(value);
    case 'array': return Array.isArray(value);
    case 'integer': return Number.isInteger(value);
    default: return typeof value === type;
  }
}

/** Unlike plain JSON schema, fields are only open where the schema says so. */
function takesAnything(shape: Shape): boolean {
  return shape['x-kubernetes-preserve-unknown-fields'] === true || shape.additionalProperties === true || shape.type === undefined;
}

function withDefaults(shape: Shape, value: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  const absent = shape.defaults!.filter(([name]) => value[name] === undefined);
  return absent.length === 0 ? value : { ...value, ...Object.fromEntries(absent) };
}

/** The only part of a list's key that Kubernetes fills in itself. */
function implied(key: string): string | undefined {
  return key === 'protocol' ? 'TCP' : undefined;
}

function show(value: unknown): string {
  const text = JSON.stringify(value) ?? 'undefined';
  return text.length > 100 ? `${text.slice(0, 100)}…` : text;
}
