import type { AuthorizationRule, Condition, Operation, Source } from './kinds/policies';

/** A list of values in a rule of an AuthorizationPolicy, and where it stands. */
export interface RuleValues {
  readonly rule: number;
  /** `source.principals`, `operation.notHosts`, `when request.headers[x]`. */
  readonly attribute: string;
  readonly path: string;
  readonly values: readonly string[];
  /** Whether it names what must not be. */
  readonly isNegative: boolean;
}

/** Many rules ask for the same lists. */
const known = new WeakMap<readonly AuthorizationRule[], readonly RuleValues[]>();

/** Every list of values of rules, negative ones included. */
export function valuesOf(rules: readonly AuthorizationRule[] | undefined): readonly RuleValues[] {
  if (rules === undefined) return [];
  const values = known.get(rules) ?? readValues(rules);
  known.set(rules, values);
  return values;
}

function readValues(rules: readonly AuthorizationRule[]): readonly RuleValues[] {
  return rules.flatMap(({ from = [], to = [], when = [] }, rule) => {
    const at = `spec.rules[${rule}]`;
    return [
      ...from.flatMap(({ source }, index) => fields(rule, 'source', source, `${at}.from[${index}].source`)),
      ...to.flatMap(({ operation }, index) => fields(rule, 'operation', operation, `${at}.to[${index}].operation`)),
      ...when.flatMap((condition, index) => ofCondition(rule, condition, `${at}.when[${index}]`)),
    ];
  });
}

/** Whether an attribute is one of requests: connections that are not read as HTTP have none. */
export function isAboutRequests(attribute: string): boolean {
  return /^(source\.(notR|r)equestPrincipals|operation\.(hosts|notHosts|methods|notMethods|paths|notPaths)|when request\..*)$/.test(attribute);
}

/** Whether an attribute is one of tokens. */
export function isAboutTokens(attribute: string): boolean {
  return /^(source\.(notR|r)equestPrincipals|when request\.auth\..*)$/.test(attribute);
}

/** Whether an attribute is one of the caller's certificate. */
export function isAboutIdentity(attribute: string): boolean {
  return /^(source\.(principals|notPrincipals|namespaces|notNamespaces|serviceAccounts|notServiceAccounts|trustDomains|notTrustDomains)|when source\.(principal|namespace|serviceAccount|trustDomain))$/.test(attribute);
}

function fields(rule: number, name: string, part: Source | Operation | undefined, path: string): RuleValues[] {
  return Object.entries(part ?? {}).flatMap(([field, values]) => (Array.isArray(values) && values.length > 0
    ? [{ rule, attribute: `${name}.${field}`, path: `${path}.${field}`, values, isNegative: field.startsWith('not') }]
    : []));
}

function ofCondition(rule: number, { key, values = [], notValues = [] }: Condition, path: string): RuleValues[] {
  const one = { rule, attribute: `when ${key}` };
  return [
    ...(values.length > 0 ? [{ ...one, path: `${path}.values`, values, isNegative: false }] : []),
    ...(notValues.length > 0 ? [{ ...one, path: `${path}.notValues`, values: notValues, isNegative: true }] : []),
  ];
}
