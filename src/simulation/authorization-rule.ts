import { addressTest } from './address-test';
import { allOf, anyOf, not, type Test } from './answer';
import { isPathTemplate, templateTest } from './path-template';
import { type Arrival, pathOnly } from './request';
import { claimAt, claimPasses } from './token';
import type { AuthorizationRule, Condition, Operation, Source } from '../manifests/kinds/policies';
import { type TextTest, valueTest } from '../manifests/value-test';

/** Where a rule is used, which decides what its parts mean. */
export interface RuleUse {
  /** The namespace of the policy: accounts without one are meant there. */
  readonly namespace: string;
  readonly trustDomain: string;
  /** Connections that are not read as HTTP know nothing of requests. */
  readonly forTcp: boolean;
  readonly action: 'ALLOW' | 'DENY' | 'AUDIT' | 'CUSTOM';
}

type Part = (values: readonly string[]) => Test<Arrival>;

/** Thrown where a part of a rule asks about requests on a connection that has none. */
class OnlyHttp extends Error {}

/**
 * A rule as a question; undefined where it does not exist for connections: an ALLOW rule that asks about requests is left out there,
 * any other only loses the parts that ask about them, and so concerns more.
 */
export function ruleTest(rule: AuthorizationRule, use: RuleUse): Test<Arrival> | undefined {
  try {
    const when = rule.when ?? [];
    const from = (rule.from ?? []).map(({ source }) => allOf([...sourceTests(source ?? {}, use), pass]));
    const to = (rule.to ?? []).map(({ operation }) => allOf([...operationTests(operation ?? {}, use), pass]));
    return allOf([
      from.length === 0 ? pass : anyOf(from),
      to.length === 0 ? pass : anyOf(to),
      ...when.flatMap((condition) => conditionTests(condition, use)),
    ]);
  } catch (error) {
    if (error instanceof OnlyHttp) return undefined;
    throw error;
  }
}

const pass: Test<Arrival> = () => true;

function sourceTests(source: Source, use: RuleUse): Test<Arrival>[] {
  return [
    ...both(source.principals, source.notPrincipals, principals(use), use),
    ...both(source.requestPrincipals, source.notRequestPrincipals, http(requestPrincipals, use), use),
    ...both(source.serviceAccounts, source.notServiceAccounts, accounts(use), use),
    ...both(source.trustDomains, source.notTrustDomains, trustDomains, use),
    ...both(source.namespaces, source.notNamespaces, namespaces, use),
    ...both(
      source.remoteIpBlocks,
      source.notRemoteIpBlocks,
      addresses(({ remoteIp }) => remoteIp),
      use,
    ),
    ...both(
      source.ipBlocks,
      source.notIpBlocks,
      addresses(({ sourceIp }) => sourceIp),
      use,
    ),
  ];
}

function operationTests(operation: Operation, use: RuleUse): Test<Arrival>[] {
  return [
    ...both(
      operation.hosts,
      operation.notHosts,
      http(
        texts(({ request }) => request.authority, { ignoreCase: true, empty: true }),
        use,
      ),
      use,
    ),
    ...both(
      operation.methods,
      operation.notMethods,
      http(
        texts(({ request }) => request.method, { empty: true }),
        use,
      ),
      use,
    ),
    ...both(operation.paths, operation.notPaths, http(paths, use), use),
    ...both(operation.ports, operation.notPorts, ports, use),
  ];
}

function conditionTests({ key, values, notValues }: Condition, use: RuleUse): Test<Arrival>[] {
  return both(values, notValues, conditionPart(key, use), use);
}

/** Each condition's meaning; what nobody knows never passes, as a rule that the control plane leaves out. */
function conditionPart(key: string, use: RuleUse): Part {
  const [, kind, names] = /^(request\.headers|request\.auth\.claims)(\[.*\])$/.exec(key) ?? [];
  if (kind === 'request.headers') return http(header(names.slice(1, -1).toLowerCase()), use);
  if (kind === 'request.auth.claims') return http(claims(namesIn(names)), use);
  switch (key) {
    case 'source.ip':
      return addresses(({ sourceIp }) => sourceIp);
    case 'remote.ip':
      return addresses(({ remoteIp }) => remoteIp);
    case 'source.namespace':
      return namespaces;
    case 'source.principal':
      return principals(use);
    case 'source.serviceAccount':
      return accounts(use);
    case 'source.trustDomain':
      return trustDomains;
    case 'request.auth.principal':
      return http(requestPrincipals, use);
    case 'request.auth.audiences':
      return http(claims(['aud']), use);
    case 'request.auth.presenter':
      return http(claims(['azp']), use);
    case 'destination.ip':
      return addresses(({ destinationIp }) => destinationIp);
    case 'destination.port':
      return ports;
    case 'connection.sni':
      return texts(({ sni }) => sni ?? '');
    // `experimental.envoy.filters…` reads what other filters have written
    default:
      return () => () => undefined;
  }
}

/** `[a][b]` are claims within claims, `[a.b]` is one. */
function namesIn(brackets: string): string[] {
  return /^(\[[^[\]]*\])+$/.test(brackets) ? brackets.slice(1, -1).split('][') : [brackets.slice(1, -1)];
}

/** What must be one of, and what must be none of. */
function both(values: readonly string[] | undefined, notValues: readonly string[] | undefined, part: Part, { action }: RuleUse): Test<Arrival>[] {
  const build = (given: readonly string[] | undefined): Test<Arrival>[] => {
    if (given === undefined || given.length === 0) return [];
    try {
      return [part(given)];
    } catch (error) {
      if (error instanceof OnlyHttp && action !== 'ALLOW') return [];
      throw error;
    }
  };
  return [...build(values), ...build(notValues).map((test) => not(test))];
}

function http(part: Part, { forTcp }: RuleUse): Part {
  if (!forTcp) return part;
  return () => {
    throw new OnlyHttp();
  };
}

function some(tests: readonly TextTest[]): TextTest {
  return tests.length === 1 ? tests[0] : (text) => tests.some((test) => test(text));
}

function texts(read: (arrival: Arrival) => string | undefined, options: { ignoreCase?: boolean; empty?: boolean } = {}): Part {
  return (values) => {
    const test = some(values.map((value) => valueTest(value, options)));
    return (arrival) => {
      const text = read(arrival);
      return text !== undefined && test(text);
    };
  };
}

function header(name: string): Part {
  return texts(({ request }) => (name === ':authority' || name === 'host' ? request.authority : request.headers.get(name)), { empty: true });
}

function paths(values: readonly string[]): Test<Arrival> {
  const test = some(values.map((value) => (isPathTemplate(value) ? templateTest(value) : valueTest(value))));
  return ({ request }) => test(pathOnly(request.path));
}

function ports(values: readonly string[]): Test<Arrival> {
  const numbers = new Set(values.map(Number));
  return ({ port }) => numbers.has(port);
}

function addresses(read: (arrival: Arrival) => string | undefined): Part {
  return (ranges) => {
    const test = addressTest(ranges);
    return (arrival) => {
      const address = read(arrival);
      return address === undefined ? undefined : test(address);
    };
  };
}

/** Tests of the caller's identity: whoever has none passes none. */
function identity(test: TextTest): Test<Arrival> {
  return ({ principal }) => principal !== undefined && test(principal);
}

function principals({ trustDomain }: RuleUse): Part {
  return (values) => identity(some(values.map((value) => valueTest(inTrustDomain(value, trustDomain)))));
}

/** `cluster.local` is everybody's name for the own trust domain. */
function inTrustDomain(principal: string, trustDomain: string): string {
  const parts = principal.split('/');
  return parts.length === 5 && parts[0] === 'cluster.local' ? [trustDomain, ...parts.slice(1)].join('/') : principal;
}

function namespaces(values: readonly string[]): Test<Arrival> {
  return identity(
    some(
      values.map((value) => {
        const name = new RegExp(`/ns/${value.split('*').map(quoted).join('.*')}/`);
        return (principal) => name.test(principal);
      }),
    ),
  );
}

function accounts({ namespace }: RuleUse): Part {
  return (values) =>
    identity(
      some(
        values.map((value) => {
          const slash = value.indexOf('/');
          const [home, name] = slash < 0 ? [namespace, value] : [value.slice(0, slash), value.slice(slash + 1)];
          const expression = new RegExp(`^.+/ns/${quoted(home)}/(.+/|)sa/${quoted(name)}(/.+)?$`);
          return (principal) => expression.test(principal);
        }),
      ),
    );
}

function trustDomains(values: readonly string[]): Test<Arrival> {
  return identity(
    some(
      values.map((value) => {
        const expression = value === '*' ? /^/ : new RegExp(`^${value.split('*').map(quoted).join('[^/]*')}/`);
        return (principal) => expression.test(principal);
      }),
    ),
  );
}

function claims(path: readonly string[]): Part {
  return (values) => {
    const test = some(values.map((value) => valueTest(value)));
    return (arrival) => claimPasses(claimAt(arrival.claims, path), test);
  };
}

/** `issuer/subject`: the last slash parts them, since issuers are URLs. */
function requestPrincipals(values: readonly string[]): Test<Arrival> {
  const tests = values.map((value): [TextTest, TextTest] => {
    const slash = value.lastIndexOf('/');
    const isThere = valueTest('*');
    if (value === '*') return [isThere, isThere];
    const [issuer, subject] = slash < 0 ? [value, ''] : [value.slice(0, slash), value.slice(slash + 1)];
    if (slash >= 0) {
      return value.startsWith('*')
        ? [valueTest(issuer), (text) => text === subject]
        : [(text) => text === issuer, value.endsWith('*') ? valueTest(subject) : (text) => text === subject];
    }
    if (value.startsWith('*')) return [isThere, valueTest(value)];
    return value.endsWith('*') ? [valueTest(value), isThere] : [(text) => text === value, (text) => text === ''];
  });
  return ({ claims: given }) => {
    const { iss, sub } = given ?? {};
    return typeof iss === 'string' && typeof sub === 'string' && tests.some(([issuer, subject]) => issuer(iss) && subject(sub));
  };
}

function quoted(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&');
}
