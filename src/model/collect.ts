import type { Call } from './call';
import { checkWhole } from './check';
import { type Edge, planEdge } from './edge';
import { askingCalls, askingExternalCalls } from './external-authorization';
import type { Facts } from './facts';
import { type Gateway, type GatewayRoute, httpHosts, type PassthroughRoute, type Server } from './gateway';
import { gatewayCalls } from './gateway-calls';
import type { JwtRequirement } from './jwt';
import type { KongPlan } from './kong';
import { meshConfigOf } from './mesh-config';
import type { MeshModel } from './model';
import { planGatewayHost, planRoutes, planStreams } from './plan';
import { planKong } from './plan-kong';
import { ruleOf } from './rate-limit';
import { countingCalls, countingExternalCalls } from './rate-limit-service';
import type { GatewayHost, PlannedRoute, StreamRoute } from './route';
import type { Service } from './service';
import { canonical, ordinal, sortedBy, sortedSet } from '../support/compare';
import type { Problem } from '../support/errors';

/** Works the facts out into the model: ordered by key, repetitions dropped, routes planned, faults gathered. */
export function collect(facts: Facts): MeshModel {
  const services = withDefaultVersions(facts);
  const { planned, streams, problems } = planServices(facts, services);
  const gateways = withServers(facts);
  const served = (gateway: string) => httpHosts(gateways.get(gateway)?.servers ?? []);
  const routed = facts.gatewayRoutes.map((route): GatewayRoute => ({ ...route, hosts: route.hosts ?? served(route.gateway) }));
  const gatewayRoutes = index(routed, (route) => route.gateway);
  const passthrough = index(facts.passthroughRoutes, (route) => route.gateway);
  const hosts = new Map<string, readonly GatewayHost[]>();
  for (const gateway of gateways.values()) {
    const plan = planHosts(gateway, gatewayRoutes.get(gateway.key) ?? [], passthrough.get(gateway.key) ?? [], { services, planned });
    hosts.set(gateway.key, plan.hosts);
    problems.push(...plan.problems);
  }

  const routesOf = (gateway: string) => gatewayRoutes.get(gateway) ?? [];
  const edges = sortedBy(facts.edges, (edge) => edge.key).map((edge) => planEdge(edge, gateways.get(edge.gateway), routesOf(edge.gateway)));
  const kong = planKongs(facts, edges, routesOf);
  for (const plan of kong.values()) problems.push(...plan.problems);

  const said = [...facts.calls, ...gatewayCalls(facts, services, planned), ...askingCalls(facts, services), ...countingCalls(facts, services)];
  const calls = distinct(said, callEnds, ({ operation }) => operation);
  const externalCalls = distinct([...facts.externalCalls, ...askingExternalCalls(facts), ...countingExternalCalls(facts)], (call) => `${call.caller} ${call.external}`, ({ ports }) => ports);
  const model = lookups({
    facts,
    services,
    planned,
    streams,
    hosts,
    gateways,
    edges,
    kong,
    callsTo: index(calls, (call) => call.callee),
    callsFromNamespace: index(calls.filter((call) => call.caller.kind === 'namespace'), (call) => (call.caller.kind === 'namespace' ? call.caller.namespace : '')),
    callsFrom: index(calls.filter((call) => call.caller.kind === 'service'), (call) => (call.caller.kind === 'service' ? call.caller.service : '')),
    externalCallsFrom: index(externalCalls, (call) => call.caller),
    externalCallsTo: index(externalCalls, (call) => call.external),
  });
  problems.push(...checkWhole(model, facts));
  return Object.freeze({ ...model, problems: orderedProblems(problems) });
}

/** The routes of every service of ours, for requests and for connections. */
function planServices(facts: Facts, services: ReadonlyMap<string, Service>) {
  const routes = index(facts.routes, (route) => route.service);
  const connections = index(facts.streamRoutes, (route) => route.service);
  // of two, which is a fault, always the same one counts
  const releases = index(sortedBy(facts.releases, ({ origin }) => origin.path), (release) => release.service);
  const planned = new Map<string, readonly PlannedRoute[]>();
  const streams = new Map<string, readonly StreamRoute[]>();
  const problems: Problem[] = [];
  for (const service of services.values()) {
    if (!service.owned) continue;
    const release = releases.get(service.key)?.[0];
    const declared = connections.get(service.key) ?? [];
    const plan = planRoutes(service, routes.get(service.key) ?? [], release, declared);
    const streamPlan = planStreams(service, declared, release);
    planned.set(service.key, plan.routes);
    streams.set(service.key, streamPlan.routes);
    problems.push(...plan.problems, ...streamPlan.problems);
  }
  return { planned, streams, problems };
}

const NO_KONG: KongPlan = { entrances: new Map(), consumers: new Map(), problems: [] };

/** Of every edge: one that is not Kong has no plugins. */
function planKongs(facts: Facts, edges: readonly Edge[], routesOf: (gateway: string) => readonly GatewayRoute[]): Map<string, KongPlan> {
  const attachments = index(sortedBy(facts.kongAttachments, ({ name }) => name), ({ edge }) => edge);
  const consumers = index(sortedBy(facts.kongConsumers, ({ name }) => name), ({ edge }) => edge);
  return new Map(edges.map((edge) => [edge.key, planKong({
    edge, routes: routesOf(edge.gateway), attachments: attachments.get(edge.key) ?? [], consumers: consumers.get(edge.key) ?? [],
  })]));
}

interface Parts {
  readonly facts: Facts;
  readonly services: ReadonlyMap<string, Service>;
  readonly planned: ReadonlyMap<string, readonly PlannedRoute[]>;
  readonly streams: ReadonlyMap<string, readonly StreamRoute[]>;
  readonly hosts: ReadonlyMap<string, readonly GatewayHost[]>;
  readonly gateways: ReadonlyMap<string, Gateway>;
  readonly edges: readonly Edge[];
  readonly kong: ReadonlyMap<string, KongPlan>;
  readonly callsTo: ReadonlyMap<string, MeshModel['callsTo'] extends (key: string) => infer R ? R : never>;
  readonly callsFrom: Parts['callsTo'];
  readonly callsFromNamespace: Parts['callsTo'];
  readonly externalCallsFrom: ReadonlyMap<string, ReturnType<MeshModel['externalCallsFrom']>>;
  readonly externalCallsTo: Parts['externalCallsFrom'];
}

function lookups(parts: Parts): MeshModel {
  const { facts } = parts;
  const serviceJwt = index(facts.jwt, (jwt) => (jwt.subject.kind === 'service' ? jwt.subject.service : ''));
  const gatewayJwt = index(facts.jwt.map((jwt) => withGatewayHosts(jwt, parts.gateways)), (jwt) => (jwt.subject.kind === 'gateway' ? jwt.subject.gateway : ''));
  const protections = index(sortedBy(facts.protections, canonical), ({ subject }) => (subject.kind === 'service' ? subject.service : ''));
  const gatewayProtections = index(sortedBy(facts.protections, canonical), ({ subject }) => (subject.kind === 'gateway' ? subject.gateway : ''));
  const requiredHeaders = index(sortedBy(facts.requiredHeaders, canonical), ({ service }) => service);
  const rateLimits = distinct(facts.rateLimits, ({ subject }) => canonical(subject), ruleOf);
  const serviceLimits = index(rateLimits, ({ subject }) => (subject.kind === 'service' ? subject.service : ''));
  const domainLimits = index(rateLimits, ({ domain }) => domain ?? '');
  const gatewayLimits = index(rateLimits, ({ subject }) => (subject.kind === 'gateway' ? subject.gateway : ''));
  const through = index(sortedBy(facts.externals, ({ key }) => key), ({ egressGateway }) => egressGateway ?? '');
  const plaintext = index(sortedBy(facts.plaintext, canonical), (exception) => exception.service);
  const grants = index(sortedBy(facts.namespaceGrants, canonical), (grant) => grant.namespace);
  const granted = index(sortedBy(facts.namespaceGrants, canonical), (grant) => grant.caller);
  const ingressRoutes = distinct(facts.ingressRoutes, ({ ingress, host, path }) => `${ingress} ${host} ${path.value} ${path.kind}`, ({ service, port }) => ({ service, port }));
  const entrances = index(ingressRoutes, (route) => route.ingress);
  const entered = index(ingressRoutes, (route) => route.service);
  const allowances = index(distinct(facts.falcoAllowances, ({ ruleSet, check, service }) => `${ruleSet} ${check} ${service}`, ({ processes, reason }) => ({ processes, reason })), ({ ruleSet }) => ruleSet);
  const scrapes = index(sortedBy(facts.scrapes, canonical), (grant) => grant.namespace);
  const scrapers = index(sortedBy(facts.scrapes, canonical), ({ from }) => (from.kind === 'pods' ? from.namespace : ''));
  return {
    settings: facts.settings,
    namespaces: byKey(facts.namespaces, (namespace) => namespace.name),
    services: parts.services,
    externals: byKey(facts.externals, (external) => external.key),
    egressGateways: byKey(facts.egressGateways, (gateway) => gateway.key),
    gateways: parts.gateways,
    meshConfig: meshConfigOf(facts),
    rateLimitServices: byKey(facts.rateLimitServices, ({ domain }) => domain),
    edges: parts.edges,
    kongOf: (key) => parts.kong.get(key) ?? NO_KONG,
    callsTo: (key) => parts.callsTo.get(key) ?? [],
    callsFrom: (key) => parts.callsFrom.get(key) ?? [],
    callsFromNamespace: (name) => parts.callsFromNamespace.get(name) ?? [],
    externalCallsFrom: (key) => parts.externalCallsFrom.get(key) ?? [],
    externalCallsTo: (key) => parts.externalCallsTo.get(key) ?? [],
    externalsThrough: (key) => through.get(key) ?? [],
    routesOf: (key) => parts.planned.get(key) ?? [],
    streamRoutesOf: (key) => parts.streams.get(key) ?? [],
    hostsOf: (key) => parts.hosts.get(key) ?? [],
    ingressRoutesOf: (key) => entrances.get(key) ?? [],
    ingressRoutesTo: (key) => entered.get(key) ?? [],
    jwtOf: (key) => serviceJwt.get(key) ?? [],
    gatewayJwtOf: (key) => gatewayJwt.get(key) ?? [],
    requiredHeadersOf: (key) => requiredHeaders.get(key) ?? [],
    protectionsOf: (key) => protections.get(key) ?? [],
    gatewayProtectionsOf: (key) => gatewayProtections.get(key) ?? [],
    rateLimitsOf: (key) => serviceLimits.get(key) ?? [],
    rateLimitsIn: (domain) => domainLimits.get(domain) ?? [],
    gatewayRateLimitsOf: (key) => gatewayLimits.get(key) ?? [],
    falcoAllowancesOf: (name) => allowances.get(name) ?? [],
    plaintextOf: (key) => plaintext.get(key) ?? [],
    namespaceGrantsOf: (name) => grants.get(name) ?? [],
    namespaceGrantsTo: (name) => granted.get(name) ?? [],
    scrapesOf: (name) => scrapes.get(name) ?? [],
    scrapesBy: (name) => scrapers.get(name) ?? [],
    problems: [],
  };
}

function withDefaultVersions(facts: Facts): Map<string, Service> {
  const services = byKey(facts.services, (service) => service.key);
  for (const { service: key, version } of sortedBy(facts.defaultVersions, canonical)) {
    const service = services.get(key);
    if (service !== undefined) services.set(key, { ...service, defaultVersion: version });
  }
  return services;
}

/** Servers that differ in their hosts only are one: the redirect of two TLS ports is one port 80. */
function withServers(facts: Facts): Map<string, Gateway> {
  const servers = index(facts.gatewayServers, (server) => server.gateway);
  const merged = (key: string): Server[] => {
    const found = new Map<string, Server>();
    for (const { server } of servers.get(key) ?? []) {
      const same = canonical({ ...server, hosts: [] });
      found.set(same, { ...server, hosts: sortedSet([...server.hosts, ...(found.get(same)?.hosts ?? [])]) });
    }
    return [...found.values()].sort((a, b) => a.port - b.port || ordinal(a.name, b.name));
  };
  const workload = facts.settings.ingressGateway;
  return byKey(facts.gateways.map((gateway) => ({ ...gateway, workload, servers: merged(gateway.key) })), (gateway) => gateway.key);
}

/** A gateway's token requirement holds for every host that it serves over HTTP. */
function withGatewayHosts(requirement: JwtRequirement, gateways: ReadonlyMap<string, Gateway>): JwtRequirement {
  const { subject } = requirement;
  if (subject.kind === 'service') return requirement;
  const servers = gateways.get(subject.gateway)?.servers ?? [];
  return { ...requirement, subject: { ...subject, hosts: httpHosts(servers) } };
}

interface KnownServices {
  readonly services: ReadonlyMap<string, Service>;
  readonly planned: ReadonlyMap<string, readonly PlannedRoute[]>;
}

function planHosts(
  gateway: Gateway, routes: readonly GatewayRoute[], passed: readonly PassthroughRoute[], known: KnownServices,
): { hosts: GatewayHost[]; problems: Problem[] } {
  const byHost = new Map<string, GatewayRoute[]>();
  for (const route of routes) for (const host of route.hosts) push(byHost, host, route);
  for (const { host } of passed) if (!byHost.has(host)) byHost.set(host, []);
  const hosts: GatewayHost[] = [];
  const problems: Problem[] = [];
  for (const [host, of] of [...byHost].sort(([a], [b]) => ordinal(a, b))) {
    const plan = planGatewayHost({ gateway: gateway.key, host, routes: of, ...known });
    hosts.push({
      host, gateway: gateway.key, routes: plan.routes, passthrough: sortedBy(passed.filter((route) => route.host === host), canonical),
    });
    problems.push(...plan.problems);
  }
  return { hosts, problems };
}

function orderedProblems(problems: readonly Problem[]): readonly Problem[] {
  const unique = new Map(problems.map((problem) => [`${problem.path}\n${problem.code}\n${problem.message}`, problem]));
  return sortedBy(unique.keys(), (key) => key).map((key) => unique.get(key)!);
}

function index<T>(facts: readonly T[], key: (fact: T) => string): Map<string, T[]> {
  const found = new Map<string, T[]>();
  for (const fact of facts) push(found, key(fact), fact);
  return found;
}

function push<T>(lists: Map<string, T[]>, key: string, fact: T): void {
  const list = lists.get(key);
  if (list === undefined) lists.set(key, [fact]);
  else list.push(fact);
}

function byKey<T>(facts: readonly T[], key: (fact: T) => string): Map<string, T> {
  return new Map(sortedBy(facts, key).map((fact) => [key(fact), fact]));
}

function callEnds({ caller, callee }: Call): string {
  return `${caller.kind === 'service' ? caller.service : canonical(caller)} ${callee}`;
}

/** One of each relation, ordered by its ends, then by content: a relation declared twice is one relation. */
function distinct<T>(facts: readonly T[], ends: (fact: T) => string, content: (fact: T) => unknown): T[] {
  const relations = sortedBy(index(facts, ends).entries(), ([between]) => between);
  return relations.flatMap(([, same]) => (same.length === 1 ? same : distinctContent(same, content)));
}

function distinctContent<T>(facts: readonly T[], of: (fact: T) => unknown): T[] {
  const found = new Map<string, T>();
  for (const fact of facts) {
    const content = canonical(of(fact));
    const known = found.get(content);
    // of equal statements the same one is kept, whatever came first
    if (known === undefined || originOf(fact) < originOf(known)) found.set(content, fact);
  }
  return sortedBy(found.entries(), ([content]) => content).map(([, fact]) => fact);
}

function originOf(fact: unknown): string {
  return canonical((fact as { origin?: unknown }).origin);
}
