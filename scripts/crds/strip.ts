/** JSON schema as data: what is read here is whatever the source holds. */
export type Schema = Record<string, any>;

/** Prose of other projects, which neither types nor verdicts need. */
const PROSE = ['description', 'title', 'example', 'externalDocs'];

/** Keywords whose value maps names to schemas: a property called `description` is no description. */
const NAMED_SCHEMAS = ['properties', 'patternProperties', 'definitions'];

/** A schema without prose and without snake_case twins, keys in order. */
export function stripSchema(schema: Schema): Schema {
  const stripped: Schema = {};
  for (const key of Object.keys(schema).sort()) {
    if (isProse(key)) continue;
    stripped[key] = stripKeyword(key, schema[key]);
  }
  return stripped;
}

/** One source has lost the word `description:` before some of its sentences, which makes keywords of them. */
function isProse(key: string): boolean {
  return PROSE.includes(key) || key.includes(' ');
}

function stripKeyword(key: string, value: any): any {
  if (NAMED_SCHEMAS.includes(key)) return stripNamed(value);
  if (key === 'x-kubernetes-validations') return value.map(stripRule);
  if (key === 'items' || key === 'additionalProperties' || key === 'not') return isObject(value) ? stripSchema(value) : value;
  if (key === 'anyOf' || key === 'oneOf' || key === 'allOf') return value.map(stripSchema);
  return value;
}

function stripNamed(schemas: Record<string, Schema>): Record<string, Schema> {
  const names = Object.keys(schemas).sort();
  return Object.fromEntries(names.filter((name) => !isTwin(name, names)).map((name) => [name, stripSchema(schemas[name])]));
}

/** The generator folds `jwks_uri` and `jwksUri` into one property and renders the first, which is the deprecated one. */
function isTwin(name: string, names: string[]): boolean {
  const camelCase = name.replace(/_([a-z])/g, (_, letter) => letter.toUpperCase());
  return camelCase !== name && names.includes(camelCase);
}

/** The rule is the law; its message is prose. */
function stripRule(rule: Schema): Schema {
  const { message, messageExpression, ...law } = rule;
  return law;
}

function isObject(value: any): boolean {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
