import { edgeProblems } from './check-edges';
import { allowsRequests, checkPlain, isPlainCall } from './check-plain';
import { externalAuthorizationProblems } from './external-authorization';
import type { Facts } from './facts';
import { httpHosts } from './gateway';
import { fqdn, type MeshModel } from './model';
import type { Origin } from './origin';
import { checkFits } from './plan-check';
import { problem } from './problem';
import { rateLimitProblems } from './rate-limit';
import { rateLimitServiceProblems } from './rate-limit-service';
import { isHttp, type Labels, type Service } from './service';
import type { Code } from '../support/codes';
import { canonical, ordinal, sortedBy, sortedSet } from '../support/compare';
import type { Fault, Problem } from '../support/errors';

/** What only the whole can tell: contradictions between declarations that are each right alone. */
export function checkWhole(model: MeshModel, facts: Facts): Problem[] {
  return [
    ...twice(facts.namespaces, (namespace) => namespace.name, 'MSH110', (name) => ({
      what: `namespace ${name} is declared twice`, fix: 'declare it once and pass it on',
    })),
    ...twice(facts.releases, (release) => release.service, 'MSH102', (service) => ({
      what: `${service} has two releases`, fix: 'finish one before the other begins',
    })),
    ...declaredDifferently(facts),
    ...defaultVersions(facts),
    ...gatewayHosts(model),
    ...sharedIdentities(model),
    ...sharedPods(model),
    ...externalHosts(model),
    ...hostsOfServices(model),
    ...[...model.externals.values()].flatMap(({ origin, timeoutMs, retries }) => checkFits(origin, timeoutMs, retries)),
    ...plaintextPorts(facts),
    ...unprovenCallers(model),
    ...gatewayTokens(model),
    ...takenTokens(model, facts),
    ...routesToNowhere(model, facts),
    ...meshNamespaces(facts),
    ...checkPlain(model),
    ...edgeProblems(model, facts),
    ...externalAuthorizationProblems(model, facts),
    ...rateLimitProblems(model, facts),
    ...rateLimitServiceProblems(facts),
    ...facts.checks.flatMap((check) => check(model)),
  ];
}

interface Declared {
  readonly origin: Origin;
}

/** Every declaration of one key but the first, in the order of their paths. */
function twice<T extends Declared>(facts: readonly T[], key: (fact: T) => string, code: Code, fault: (key: string) => Fault): Problem[] {
  return [...groups(facts, key)].flatMap(([of, group]) => sortedBy(group, (fact) => fact.origin.path).slice(1)
    .map((fact) => problem(fact.origin, code, { ...fault(of), got: group.map((each) => each.origin.path).sort(ordinal) })));
}

/** Whoever refers to a service of others may do so often, as long as it is the same; a service of ours is no service of others. */
function declaredDifferently(facts: Facts): Problem[] {
  return groups(facts.services, (service) => service.key).filter(([, group]) => group.length > 1).flatMap(([key, group]) => {
    const [first, ...others] = sortedBy(group, (service) => service.origin.path);
    const meaning = (service: Service) => canonical({ ...service, origin: undefined });
    return others.filter((service) => meaning(service) !== meaning(first)).map((service) => problem(service.origin, 'MSH115', {
      what: `${key} is declared in two ways`,
      got: group.map(({ origin }) => `${origin.call} of ${origin.path}`).sort(ordinal),
      fix: 'declare it once and pass it on; its attributes are all ports and labels that any caller needs',
    }));
  });
}

function defaultVersions(facts: Facts): Problem[] {
  const releases = new Map(sortedBy(facts.releases, ({ origin }) => origin.path).reverse().map((release) => [release.service, release]));
  return [...groups(facts.defaultVersions, (fact) => fact.service)].flatMap(([service, group]) => {
    const versions = [...new Set(group.map((fact) => fact.version))].sort(ordinal);
    const release = releases.get(service);
    const [first] = sortedBy(group, (fact) => fact.origin.path);
    const found: Problem[] = [];
    if (versions.length > 1) {
      found.push(problem(first.origin, 'MSH103', { what: `${service} has several default versions`, got: versions, fix: 'say it once' }));
    }
    if (release !== undefined && versions.some((version) => version !== release.stable)) {
      found.push(problem(release.origin, 'MSH103', {
        what: `the default version of ${service} is not the one the release moves on from`, got: { defaultVersion: versions[0], stable: release.stable }, fix: 'name the default version as `stable`',
      }));
    }
    return found;
  });
}

/** Of two Gateways on the same pods that claim a host on a port, one is silently ignored. */
function gatewayHosts(model: MeshModel): Problem[] {
  const claims = [...model.gateways.values()].flatMap((gateway) =>
    gateway.servers.flatMap((server) => server.hosts.map((host) => ({ gateway, server, host, origin: gateway.origin }))));
  const found: Problem[] = [];
  for (const [, sharing] of groups(claims, ({ gateway, server }) => canonical([gateway.workload, server.port]))) {
    const byHost = groups(sharing, ({ host }) => host);
    for (const [host, of] of byHost) {
      const gateways = [...new Set(of.map(({ gateway }) => gateway.key))].sort(ordinal);
      if (gateways.length > 1) {
        found.push(problem(of[of.length - 1].origin, 'MSH101', {
          what: `${host}:${of[0].server.port} is claimed by two gateways`, got: gateways, fix: 'serve a host from one MeshGateway',
        }));
      }
    }
    const protocols = new Set(sharing.map(({ server }) => (server.protocol === 'TLS' ? 'HTTPS' : server.protocol)));
    if (protocols.size > 1) {
      found.push(problem(sharing[0].origin, 'MSH114', {
        what: `port ${sharing[0].server.port} of the gateway's pods is used for several protocols`, got: [...protocols].sort(ordinal), fix: 'use one port for each protocol',
      }));
    }
  }
  return found;
}

/** Policies name service accounts: two services with one could not be told apart. */
function sharedIdentities(model: MeshModel): Problem[] {
  const owned = [...model.services.values()].filter((service) => service.owned);
  const identities = groups(owned, ({ identity }) => `${identity.namespace}/${identity.serviceAccountName}`);
  return identities.flatMap(([, sharing]) => sharing.slice(1).map((service) =>
    problem(service.origin, 'MSH105', {
      what: `${service.name} runs as the service account of ${sharing[0].name}: whoever allows one allows both`,
      got: service.identity.serviceAccountName,
      fix: 'give each workload a service account of its own',
    })));
}

/** A pod in two services gets two Sidecars and two sets of policies, of which Istio takes whichever. */
function sharedPods(model: MeshModel): Problem[] {
  const found: Problem[] = [];
  const owned = [...model.services.values()].filter((service) => service.owned);
  for (const [, inNamespace] of groups(owned, (service) => service.namespace)) {
    const usual = new Map(inNamespace.filter(isUsual).map((service) => [service.selector.app, service]));
    const unusual = inNamespace.filter((service) => !isUsual(service));
    for (const service of unusual) {
      const others = [...unusual.filter((other) => other.key > service.key), usual.get(service.selector.app) ?? []].flat();
      const other = others.find((candidate) => within(service.selector, candidate.selector) || within(candidate.selector, service.selector));
      if (other === undefined) continue;
      found.push(problem(service.origin, 'MSH106', {
        what: `${service.name} and ${other.name} select the same pods`, got: service.selector, fix: 'give the pods of each service a label of their own',
      }));
    }
  }
  return found;
}

function isUsual(service: Service): boolean {
  return Object.keys(service.selector).join() === 'app' && service.selector.app === service.name;
}

function within(some: Labels, all: Labels): boolean {
  return Object.entries(some).every(([name, value]) => all[name] === value);
}

/** The host of a service of ours has a VirtualService already, of which there can be one. */
function hostsOfServices(model: MeshModel): Problem[] {
  const services = new Map([...model.services.values()].filter(({ owned }) => owned).map((service) => [fqdn(service, model.settings), service]));
  return [...model.externals.values()].flatMap(({ hosts, origin }) => hosts.filter((host) => services.has(host)).map((host) => problem(origin, 'MSH119', {
    what: `${host} is no host outside: it is service ${services.get(host)!.key} of this app`, fix: 'call the service itself',
  })));
}

/** Two ServiceEntries for one host and port in one namespace: which of them counts is not defined. */
function externalHosts(model: MeshModel): Problem[] {
  const claims = [...model.externals.values()].flatMap((external) =>
    external.hosts.flatMap((host) => external.ports.map((port) => ({ external, host, port, origin: external.origin }))));
  // requests of one host are routed by one VirtualService, on whatever ports
  const place = ({ external, host, port }: (typeof claims)[number]) => `${external.namespace} ${host}${isHttp(port.protocol) ? '' : `:${port.number}`}`;
  const apart = [...new Map(claims.map((claim) => [`${claim.external.key} ${place(claim)}`, claim])).values()];
  return twice(apart, place, 'MSH107', (key) => ({
    what: `${key.split(' ')[1]} is declared by two external services of namespace ${key.split(' ')[0]}`, fix: 'declare it once and let several services call it',
  }));
}

function plaintextPorts(facts: Facts): Problem[] {
  const claims = facts.plaintext.flatMap((exception) =>
    (exception.ports ?? [undefined]).map((port) => ({ exception, port: port?.number, origin: exception.origin })));
  return [...groups(claims, ({ exception, port }) => `${exception.service} ${port ?? 'all ports'}`)].flatMap(([key, group]) =>
    new Set(group.map(({ exception }) => exception.mode)).size < 2 ? [] : [problem(group[0].origin, 'MSH104', {
      what: `${key} has mTLS exceptions of different modes`, got: group.map(({ exception }) => exception.mode).sort(ordinal), fix: 'keep one',
    })]);
}

/** Where the callee takes plaintext only, no caller can prove who it is: a restriction to this caller would refuse everybody. */
function unprovenCallers(model: MeshModel): Problem[] {
  return [...model.services.values()].flatMap((service) => model.plaintextOf(service.key)
    .filter((exception) => exception.mode === 'DISABLE')
    .flatMap((exception) => model.callsTo(service.key)
      .filter((call) => call.operation.ports.some((port) => (exception.ports ?? service.ports).some((open) => open.number === port.number)))
      .filter((call) => !isPlainCall(model, call) && !allowsRequests(exception.operation, call.operation))
      .map((call) => problem(call.origin, 'MSH111', {
        what: `${service.name} takes plaintext only, so this call cannot be told from others, and the exception does not allow what it does`,
        got: { methods: call.operation.methods, paths: call.operation.paths?.map((path) => path.value) },
        fix: 'allow the same methods and paths in mutualTlsException(), or use MutualTlsMode.PERMISSIVE',
      }))));
}

/** Requests are told apart by the host they ask for; where a gateway cannot see it or no policy can name it, a token cannot be demanded. */
function gatewayTokens(model: MeshModel): Problem[] {
  return [...model.gateways.values()].flatMap((gateway) => model.gatewayJwtOf(gateway.key).flatMap(({ origin }) => {
    if (httpHosts(gateway.servers).length === 0) {
      return [problem(origin, 'MSH112', { what: `${gateway.name} passes TLS through and reads no request, so it sees no token`, fix: 'require the token at the service' })];
    }
    const open = gateway.servers.filter((server) => server.protocol === 'HTTP' && !server.httpsRedirect).flatMap((server) => server.hosts);
    const wild = open.filter((host) => host.includes('*') && host !== '*');
    return wild.length === 0 ? [] : [problem(origin, 'MSH112', {
      what: 'without TLS no policy can name every host that a wildcard stands for', got: wild, fix: 'use TLS on this port, or name the hosts',
    })];
  }));
}

/** Unless it is told to pass it on, a gateway takes a token out of the request that it has checked. */
function takenTokens(model: MeshModel, facts: Facts): Problem[] {
  return [...model.gateways.values()].flatMap(({ key, name }) => {
    const taken = model.gatewayJwtOf(key).flatMap(({ rules, origin }) =>
      rules.filter((rule) => !rule.forwardOriginalToken).map(({ issuer }) => ({ issuer, origin })));
    const behind = sortedSet(facts.gatewayRoutes.filter(({ gateway }) => gateway === key).map(({ service }) => service));
    return taken.flatMap(({ issuer, origin }) => {
      const waiting = behind.filter((service) => model.jwtOf(service).some(({ rules }) => rules.some((rule) => rule.issuer === issuer)));
      return waiting.length === 0 ? [] : [problem(origin, 'MSH117', {
        what: `${name} takes the tokens of ${issuer} out of requests, and services behind it need them`,
        got: waiting,
        fix: 'set forwardOriginalToken in the rule of the gateway, or require the token at the services only',
      })];
    });
  });
}

function routesToNowhere(model: MeshModel, facts: Facts): Problem[] {
  return facts.gatewayRoutes.filter(({ hosts, gateway }) => hosts === undefined && httpHosts(model.gateways.get(gateway)?.servers ?? []).length === 0)
    .map(({ id, origin }) => problem(origin, 'MSH118', {
      what: `route ${id} is for every host whose requests the gateway reads, and there is none`, fix: 'add a server with TLS that the gateway ends, or use routeTls()',
    }));
}

/** What is said in the root namespace is said to the whole mesh, and a gateway is called from outside, by nobody who could be declared. */
function meshNamespaces({ namespaces, settings }: Facts): Problem[] {
  const why = (name: string) => (name === settings.rootNamespace
    ? 'is the mesh’s root namespace: a policy that denies all would be one for every namespace'
    : 'is where the gateway’s pods run: a policy that denies all would keep out everybody who comes from outside');
  return namespaces.filter(({ name, zeroTrust }) => zeroTrust && (name === settings.rootNamespace || name === settings.ingressGateway.namespace))
    .map(({ name, origin }) => problem(origin, 'MSH116', { what: `${name} ${why(name)}`, fix: 'use another namespace, or MeshNamespace' }));
}

function groups<T>(items: readonly T[], key: (item: T) => string): [string, T[]][] {
  const found = new Map<string, T[]>();
  for (const item of items) {
    const of = key(item);
    const group = found.get(of);
    if (group === undefined) found.set(of, [item]);
    else group.push(item);
  }
  return sortedBy(found.entries(), ([of]) => of);
}
