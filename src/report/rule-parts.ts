import type { AuthorizationRule, Condition, Operation, Source } from '../manifests/kinds/policies';
import { sorted, sortedBy } from '../support/compare';

/** What is asked for, without who asks. Nothing in a list means that it does not matter. */
export interface Operations {
  readonly methods: readonly string[];
  readonly paths: readonly string[];
  readonly hosts: readonly string[];
  readonly conditions: readonly AccessCondition[];
}

/** What else must be so. */
export interface AccessCondition {
  /** The same for the same, by which conditions are compared. */
  readonly words: string;
  /** As conditions of policies call it: `request.auth.claims[group]`, `source.ip`; or `request.path`, `request.method`, `request.host`, `authorizer`. */
  readonly attribute: string;
  readonly values: readonly string[];
  readonly notValues: readonly string[];
}

export const EVERYTHING: Operations = { methods: [], paths: [], hosts: [], conditions: [] };

const IDENTITY = ['principals', 'notPrincipals', 'namespaces', 'notNamespaces', 'serviceAccounts', 'notServiceAccounts', 'trustDomains', 'notTrustDomains'] as const;
const ADDRESSES = ['ipBlocks', 'notIpBlocks', 'remoteIpBlocks', 'notRemoteIpBlocks'] as const;
const TOKENS = ['requestPrincipals', 'notRequestPrincipals'] as const;

const IDENTITY_KEYS = new Set(['source.principal', 'source.namespace', 'source.serviceAccount', 'source.trustDomain', 'destination.port']);

/** The part of a rule that is decided by who asks, and at which port: the same judge as for requests answers it. */
export function identityRule({ when = [] }: AuthorizationRule, source: Source, operation: Operation): AuthorizationRule {
  const identity = Object.fromEntries(IDENTITY.flatMap((field) => (source[field] === undefined ? [] : [[field, source[field]]])));
  const { ports, notPorts } = operation;
  return {
    ...(Object.keys(identity).length === 0 ? {} : { from: [{ source: identity }] }),
    ...(ports === undefined && notPorts === undefined ? {} : { to: [{ operation: { ports, notPorts } }] }),
    when: when.filter(({ key }) => IDENTITY_KEYS.has(key)),
  };
}

/** The rest of a rule: what must be asked for, and what else must be so. Connections that nobody reads have no requests. */
export function operationsOf({ when = [] }: AuthorizationRule, source: Source, operation: Operation, isRead: boolean): Operations {
  const conditions = [
    ...ADDRESSES.flatMap((field) => worded(field, source[field])),
    ...isRead ? TOKENS.flatMap((field) => worded(field, source[field])) : [],
    ...isRead ? (['notMethods', 'notPaths', 'notHosts'] as const).flatMap((field) => worded(field, operation[field])) : [],
    ...when.filter(({ key }) => !IDENTITY_KEYS.has(key) && (isRead || !key.startsWith('request.'))).flatMap(condition),
  ];
  if (!isRead) return { ...EVERYTHING, conditions };
  const { methods = [], paths = [], hosts = [] } = operation;
  return { methods: unlessAny(methods), paths: unlessAny(paths), hosts: unlessAny(hosts), conditions: sortedBy(conditions, ({ words }) => words) };
}

/** `*` among them is everything, as the proxy takes it for methods and hosts; of paths it is every one there is. */
function unlessAny(values: readonly string[]): readonly string[] {
  return values.includes('*') ? [] : [...new Set(values)].sort();
}

/** Lists of rules in words, and under the names that conditions have. */
const LISTS: Readonly<Record<string, { readonly words: string; readonly attribute: string }>> = {
  ipBlocks: { words: 'the connection comes from', attribute: 'source.ip' },
  notIpBlocks: { words: 'the connection does not come from', attribute: 'source.ip' },
  remoteIpBlocks: { words: 'the request comes from', attribute: 'remote.ip' },
  notRemoteIpBlocks: { words: 'the request does not come from', attribute: 'remote.ip' },
  requestPrincipals: { words: 'a token of', attribute: 'request.auth.principal' },
  notRequestPrincipals: { words: 'no token of', attribute: 'request.auth.principal' },
  notMethods: { words: 'the method is not', attribute: 'request.method' },
  notPaths: { words: 'the path is not', attribute: 'request.path' },
  notHosts: { words: 'the host is not', attribute: 'request.host' },
};

function worded(field: string, values: readonly string[] | undefined): AccessCondition[] {
  if (values === undefined || values.length === 0) return [];
  const { words, attribute } = LISTS[field];
  const all = sorted(values);
  return [{ words: `${words} ${all.join(' or ')}`, attribute, ...(field.startsWith('not') ? { values: [], notValues: all } : { values: all, notValues: [] }) }];
}

function condition({ key, values = [], notValues = [] }: Condition): AccessCondition[] {
  const [some, none] = [sorted(values), sorted(notValues)];
  return [
    ...some.length === 0 ? [] : [{ words: `${key} is ${some.join(' or ')}`, attribute: key, values: some, notValues: [] }],
    ...none.length === 0 ? [] : [{ words: `${key} is not ${none.join(' or ')}`, attribute: key, values: [], notValues: none }],
  ];
}

/** In words. */
export function conditionsInWords({ conditions }: Operations): string[] {
  return conditions.map(({ words }) => words);
}

/** `GET, POST /api/* on shop.example.com, if …`; `everything` where nothing limits it. */
export function wordsOf(operations: Operations): string {
  const { methods, paths, hosts } = operations;
  const conditions = conditionsInWords(operations);
  const what = [methods.join(', '), paths.join(', '), hosts.length === 0 ? '' : `on ${hosts.join(', ')}`].filter((part) => part !== '').join(' ');
  const wanted = what === '' ? 'everything' : methods.length === 0 && paths.length > 0 ? `every method ${what}` : paths.length === 0 && hosts.length === 0 ? `${what} on every path` : what;
  return conditions.length === 0 ? wanted : `${wanted}, if ${conditions.join(', and ')}`;
}
