import { celFieldName, refusal } from './cel';

/** JSON schema as data: what is read here is whatever schemas/ holds. */
export type Schema = Record<string, any>;

/** Rules that compare with the object's former state: one state alone neither keeps nor breaks them. */
export function needsFormerState(rule: string): boolean {
  return /\boldSelf\b/.test(rule);
}

/**
 * Judges a value as the API server does with strict field validation: unknown fields are refused, defaults are filled in before
 * rules are evaluated, and rules only see values of the right shape.
 */
export class SchemaWalk {
  readonly problems: string[] = [];
  /** How many of them concern the shape: rules are not asked about a value that has lost its shape. */
  private malformed = 0;

  constructor(private readonly definitions: Record<string, Schema> = {}) {}

  /** Reports the problems of a value. */
  judge(schema: Schema, value: any, path: string): void {
    this.walk(schema, withDefaults(schema, value), path);
  }

  /** Reports the problems of a value and returns it as rules see it. */
  private walk(schema: Schema, value: any, path: string): any {
    if (schema.$ref) return this.walkReference(schema.$ref, value, path);
    if (value === null && schema.nullable) return null;
    const before = this.malformed;
    const seen = this.walkShape(schema, value, path);
    this.checkJunctions(schema, value, path);
    if (this.malformed === before) this.checkRules(schema, seen, path);
    return seen;
  }

  private walkReference(reference: string, value: any, path: string): any {
    const name = reference.replace('#/definitions/', '');
    // The published definitions say `string` of both, but numbers are as good.
    if (/\.(IntOrString|Quantity)$/.test(name)) return this.walkIntOrString(value, path);
    return this.walk(this.definitions[name], value, path);
  }

  private walkIntOrString(value: any, path: string): any {
    if (typeof value !== 'number' && typeof value !== 'string') this.report(path, `must be a number or a string, not ${show(value)}`);
    return value;
  }

  private walkShape(schema: Schema, value: any, path: string): any {
    if (schema['x-kubernetes-int-or-string']) this.walkIntOrString(value, path);
    const type = typeOf(schema);
    if (type !== undefined && !isOfType(type, value)) {
      this.report(path, `must be of type ${type}, not ${show(value)}`);
      return value;
    }
    for (const problem of valueProblems(schema, value)) this.report(path, problem);
    if (Array.isArray(value)) return this.walkItems(schema, value, path);
    if (isObject(value)) return this.walkFields(schema, value, path);
    // Rules compare whole numbers as such: a JavaScript number alone would be a float.
    return Number.isInteger(value) && type !== 'number' ? BigInt(value) : value;
  }

  private walkItems(schema: Schema, items: any[], path: string): any[] {
    this.checkDuplicates(schema, items, path);
    return items.map((item, index) => this.walk(schema.items ?? {}, item, `${path}[${index}]`));
  }

  private walkFields(schema: Schema, value: any, path: string): any {
    const properties: Record<string, Schema> = schema.properties ?? {};
    const seen: any = {};
    for (const name of Object.keys(value).filter((key) => value[key] !== undefined)) {
      const at = path === '' ? name : `${path}.${name}`;
      if (properties[name]) {
        seen[celFieldName(name)] = this.walk(properties[name], value[name], at);
      } else if (isObject(schema.additionalProperties)) {
        seen[name] = this.walk(schema.additionalProperties, value[name], at);
      } else if (takesAnything(schema)) {
        seen[name] = value[name];
      } else {
        this.report(at, 'unknown field');
      }
    }
    for (const name of schema.required ?? []) {
      if (value[name] === undefined) this.report(path === '' ? name : `${path}.${name}`, 'is required');
    }
    return seen;
  }

  private checkDuplicates(schema: Schema, items: any[], path: string): void {
    const type = schema['x-kubernetes-list-type'];
    if (type !== 'map' && type !== 'set') return;
    const keys: string[] | undefined = schema['x-kubernetes-list-map-keys'];
    const identities = items.map((item) => JSON.stringify(keys ? keys.map((key) => item?.[key] ?? implied(key)) : item));
    identities.forEach((identity, index) => {
      if (identities.indexOf(identity) !== index) this.report(`${path}[${index}]`, `is the second item with ${keys?.join(' and ') ?? 'the value'} ${identity}`);
    });
  }

  private checkJunctions(schema: Schema, value: any, path: string): void {
    const matching = (schemas: Schema[]) => schemas.filter((branch) => matches(branch, value)).length;
    if (schema.oneOf && matching(schema.oneOf) !== 1) this.report(path, `must match exactly one of ${schema.oneOf.length} forms, matches ${matching(schema.oneOf)}`);
    if (schema.anyOf && matching(schema.anyOf) === 0) this.report(path, `must match one of ${schema.anyOf.length} forms`);
    if (schema.allOf && matching(schema.allOf) !== schema.allOf.length) this.report(path, 'must match every form');
    if (schema.not && matches(schema.not, value)) this.report(path, 'has a forbidden form');
  }

  private checkRules(schema: Schema, seen: any, path: string): void {
    for (const { rule } of schema['x-kubernetes-validations'] ?? []) {
      const reason = needsFormerState(rule) ? undefined : refusal(rule, seen);
      if (reason !== undefined) this.problems.push(`${path || '(object)'}: breaks the rule ${reason}`);
    }
  }

  private report(path: string, problem: string): void {
    this.malformed += 1;
    this.problems.push(`${path || '(object)'}: ${problem}`);
  }
}

/** Whether a value matches a branch of oneOf, anyOf, allOf or not: branches constrain values and never list all fields. */
function matches(branch: Schema, value: any): boolean {
  if (branch.type !== undefined && !isOfType(branch.type, value)) return false;
  if (valueProblems(branch, value).length > 0) return false;
  if (branch.oneOf && branch.oneOf.filter((sub: Schema) => matches(sub, value)).length !== 1) return false;
  if (branch.anyOf && !branch.anyOf.some((sub: Schema) => matches(sub, value))) return false;
  if (branch.allOf && !branch.allOf.every((sub: Schema) => matches(sub, value))) return false;
  if (branch.not && matches(branch.not, value)) return false;
  if (Array.isArray(value)) return branch.items === undefined || value.every((item) => matches(branch.items, item));
  if (!isObject(value)) return true;
  return (branch.required ?? []).every((name: string) => value[name] !== undefined)
    && Object.entries<Schema>(branch.properties ?? {}).every(([name, sub]) => value[name] === undefined || matches(sub, value[name]));
}

function valueProblems(schema: Schema, value: any): string[] {
  const problems: string[] = [];
  const need = (holds: boolean, problem: string) => {
    if (!holds) problems.push(problem);
  };
  if (schema.enum) need(schema.enum.includes(value), `must be one of ${schema.enum.join(', ')}, not ${show(value)}`);
  if (typeof value === 'number') {
    need(value >= (schema.minimum ?? -Infinity), `must be at least ${schema.minimum}, not ${value}`);
    need(value <= (schema.maximum ?? Infinity), `must be at most ${schema.maximum}, not ${value}`);
  }
  if (typeof value === 'string') {
    need(value.length >= (schema.minLength ?? 0), `must have at least ${schema.minLength} characters`);
    need(value.length <= (schema.maxLength ?? Infinity), `must have at most ${schema.maxLength} characters`);
    if (schema.pattern) need(new RegExp(schema.pattern, 'u').test(value), `must match ${schema.pattern}, not ${show(value)}`);
    if (schema.format && FORMATS[schema.format]) need(FORMATS[schema.format].test(value), `must be a ${schema.format}, not ${show(value)}`);
  }
  if (Array.isArray(value)) {
    need(value.length >= (schema.minItems ?? 0), `must have at least ${schema.minItems} items`);
    need(value.length <= (schema.maxItems ?? Infinity), `must have at most ${schema.maxItems} items`);
  } else if (isObject(value)) {
    need(Object.keys(value).length >= (schema.minProperties ?? 0), `must have at least ${schema.minProperties} fields`);
    need(Object.keys(value).length <= (schema.maxProperties ?? Infinity), `must have at most ${schema.maxProperties} fields`);
  }
  return problems;
}

const FORMATS: Record<string, RegExp> = {
  'byte': /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/,
  'date-time': /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)$/,
  'ipv4': /^\d{1,3}(?:\.\d{1,3}){3}$/,
  'ipv6': /^[0-9a-fA-F:.]*:[0-9a-fA-F:.]*$/,
};

function typeOf(schema: Schema): string | undefined {
  return schema.type ?? (schema.properties || schema.additionalProperties ? 'object' : undefined);
}

function isOfType(type: string, value: any): boolean {
  switch (type) {
    case 'object': return isObject(value);
    case 'array': return Array.isArray(value);
    case 'integer': return Number.isInteger(value);
    default: return typeof value === type;
  }
}

/** Unlike plain JSON schema, fields are only open where the schema says so. */
function takesAnything(schema: Schema): boolean {
  return schema['x-kubernetes-preserve-unknown-fields'] === true || schema.additionalProperties === true || typeOf(schema) === undefined;
}

/** The value with every default filled in, at all depths: forms and rules are about what is stored. */
function withDefaults(schema: Schema, value: any): any {
  if (Array.isArray(value)) return value.map((item) => withDefaults(schema.items ?? {}, item));
  if (!isObject(value)) return value;
  const properties: Record<string, Schema> = schema.properties ?? {};
  const filled = { ...value };
  for (const [name, { default: fallback }] of Object.entries(properties)) {
    if (fallback !== undefined && filled[name] === undefined) filled[name] = fallback;
  }
  for (const name of Object.keys(filled)) {
    filled[name] = withDefaults(properties[name] ?? (isObject(schema.additionalProperties) ? schema.additionalProperties : {}), filled[name]);
  }
  return filled;
}

/** The only part of a list's key that Kubernetes fills in itself. */
function implied(key: string): string | undefined {
  return key === 'protocol' ? 'TCP' : undefined;
}

function isObject(value: any): boolean {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function show(value: any): string {
  return JSON.stringify(value) ?? 'undefined';
}
