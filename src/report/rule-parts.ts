import type { AuthorizationRule, Condition, Operation, Source } from '../manifests/kinds/policies';

/** What is asked for, without who asks. Nothing in a list means that it does not matter. */
export interface Operations {
  readonly methods: readonly string[];
  readonly paths: readonly string[];
  readonly hosts: readonly string[];
  /** What else must be so, in words. */
  readonly conditions: readonly string[];
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
  return { methods: unlessAny(methods), paths: unlessAny(paths), hosts: unlessAny(hosts), conditions: conditions.sort() };
}

/** `*` among them is everything, as the proxy takes it for methods and hosts; of paths it is every one there is. */
function unlessAny(values: readonly string[]): readonly string[] {
  return values.includes('*') ? [] : [...new Set(values)].sort();
}

const WORDS: Readonly<Record<string, string>> = {
  ipBlocks: 'the connection comes from',
  notIpBlocks: 'the connection does not come from',
  remoteIpBlocks: 'the request comes from',
  notRemoteIpBlocks: 'the request does not come from',
  requestPrincipals: 'a token of',
  notRequestPrincipals: 'no token of',
  notMethods: 'the method is not',
  notPaths: 'the path is not',
  notHosts: 'the host is not',
};

function worded(field: string, values: readonly string[] | undefined): string[] {
  return values === undefined || values.length === 0 ? [] : [`${WORDS[field]} ${[...values].sort().join(' or ')}`];
}

function condition({ key, values = [], notValues = [] }: Condition): string[] {
  return [
    ...values.length === 0 ? [] : [`${key} is ${[...values].sort().join(' or ')}`],
    ...notValues.length === 0 ? [] : [`${key} is not ${[...notValues].sort().join(' or ')}`],
  ];
}

/** `GET, POST /api/* on shop.example.com, if …`; `everything` where nothing limits it. */
export function wordsOf({ methods, paths, hosts, conditions }: Operations): string {
  const what = [methods.join(', '), paths.join(', '), hosts.length === 0 ? '' : `on ${hosts.join(', ')}`].filter((part) => part !== '').join(' ');
  const wanted = what === '' ? 'everything' : methods.length === 0 && paths.length > 0 ? `every method ${what}` : paths.length === 0 && hosts.length === 0 ? `${what} on every path` : what;
  return conditions.length === 0 ? wanted : `${wanted}, if ${conditions.join(', and ')}`;
}
