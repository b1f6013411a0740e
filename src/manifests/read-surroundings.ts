import type { Labels } from './manifest';
import { DEFAULT_SURROUNDINGS, type GatewayWorkload, PATH_NORMALIZATIONS, type RemoteService, type Surroundings } from './surroundings';

/** Why a description of what lies outside cannot be used. */
export class SurroundingsError extends Error {}

type Check<Value> = (value: unknown, name: string) => Value;

/** What may be said of what lies outside: all of it may be left out. */
const FIELDS: { readonly [Field in keyof Surroundings]-?: Check<NonNullable<Surroundings[Field]>> } = {
  trustDomain: text,
  clusterDomain: text,
  rootNamespace: text,
  outboundTrafficPolicy: oneOf(['ALLOW_ANY', 'REGISTRY_ONLY']),
  hosts: listOf(text),
  namespaces: mapOf(labels),
  gateways: listOf(text),
  gatewayWorkloads: listOf(gatewayWorkload),
  extensionProviders: listOf(text),
  defaultProviders: (value, name) => ({ ...DEFAULT_SURROUNDINGS.defaultProviders, ...mapOf(truth)(value, name) }),
  cni: truth,
  pathNormalization: oneOf(PATH_NORMALIZATIONS),
  numTrustedProxies: count,
  dnsCapture: truth,
  remoteServices: listOf(remoteService),
  complete: truth,
  today: day,
};

/** What lies outside, as it was described in a file or by a program; what is not said is as Istio's default profile has it. */
export function readSurroundings(described: unknown, base: Surroundings = DEFAULT_SURROUNDINGS): Surroundings {
  if (described === undefined || described === null) return base;
  const read: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(fields(described, 'the context'))) {
    const check = Object.prototype.hasOwnProperty.call(FIELDS, name) ? FIELDS[name as keyof Surroundings] : undefined;
    if (check === undefined) throw new SurroundingsError(`${name} is no part of the context: it has ${Object.keys(FIELDS).join(', ')}`);
    if (value !== undefined && value !== null) read[name] = check(value, name);
  }
  // what is said of namespaces adds to those that every cluster has
  return { ...base, ...read, namespaces: { ...base.namespaces, ...read.namespaces as Surroundings['namespaces'] } };
}

function refuse(name: string, allowed: string, value: unknown): never {
  throw new SurroundingsError(`${name} must be ${allowed}, not ${JSON.stringify(value)?.slice(0, 100)}`);
}

function text(value: unknown, name: string): string {
  return typeof value === 'string' && value !== '' ? value : refuse(name, 'a text', value);
}

function truth(value: unknown, name: string): boolean {
  return typeof value === 'boolean' ? value : refuse(name, 'true or false', value);
}

function day(value: unknown, name: string): string {
  return typeof value === 'string' && /^\d{4}-\d\d-\d\d$/.test(value) && !Number.isNaN(Date.parse(value)) ? value : refuse(name, 'a day like 2026-11-21', value);
}

function oneOf<Word extends string>(words: readonly Word[]): Check<Word> {
  return (value, name) => (words.includes(value as Word) ? value as Word : refuse(name, `one of ${words.join(', ')}`, value));
}

function listOf<Item>(item: Check<Item>): Check<readonly Item[]> {
  return (value, name) => (Array.isArray(value) ? value.map((one, index) => item(one, `${name}[${index}]`)) : refuse(name, 'a list', value));
}

function mapOf<Item>(item: Check<Item>): Check<Readonly<Record<string, Item>>> {
  return (value, name) => Object.fromEntries(Object.entries(fields(value, name)).map(([key, one]) => [key, item(one, `${name}.${key}`)]));
}

function labels(value: unknown, name: string): Labels {
  return value === null ? {} : mapOf(text)(value, name);
}

function count(value: unknown, name: string): number {
  return Number.isInteger(value) && (value as number) >= 0 ? value as number : refuse(name, 'a number of 0 or more', value);
}

function port(value: unknown, name: string): number {
  return Number.isInteger(value) && (value as number) > 0 && (value as number) < 65536 ? value as number : refuse(name, 'a port', value);
}

function gatewayWorkload(value: unknown, name: string): GatewayWorkload {
  const given = fields(value, name);
  return {
    namespace: text(given.namespace, `${name}.namespace`),
    labels: labels(given.labels, `${name}.labels`),
    serviceAccountName: text(given.serviceAccountName, `${name}.serviceAccountName`),
    ports: listOf((one, at) => {
      const pair = fields(one, at);
      return { port: port(pair.port, `${at}.port`), targetPort: port(pair.targetPort ?? pair.port, `${at}.targetPort`) };
    })(given.ports ?? [], `${name}.ports`),
    ...(given.preservesSourceAddress === undefined ? {} : { preservesSourceAddress: truth(given.preservesSourceAddress, `${name}.preservesSourceAddress`) }),
  };
}

function remoteService(value: unknown, name: string): RemoteService {
  const given = fields(value, name);
  return {
    cluster: text(given.cluster, `${name}.cluster`),
    namespace: text(given.namespace, `${name}.namespace`),
    name: text(given.name, `${name}.name`),
    type: text(given.type ?? 'ClusterIP', `${name}.type`),
    isHeadless: truth(given.headless ?? false, `${name}.headless`),
    ports: listOf((one, at) => {
      const own = fields(one, at);
      return { name: own.name === undefined ? '' : text(own.name, `${at}.name`), port: port(own.port, `${at}.port`), protocol: text(own.protocol ?? 'TCP', `${at}.protocol`) };
    })(given.ports ?? [], `${name}.ports`),
  };
}

function fields(value: unknown, name: string): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? value as Readonly<Record<string, unknown>> : refuse(name, 'a map', value);
}
