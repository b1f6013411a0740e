import type { Call, NamespaceGrant, PlaintextException, ScrapeGrant } from '../../src/model/call';
import type { ExternalCall, ExternalService } from '../../src/model/external';
import type { Protection } from '../../src/model/external-authorization';
import type { Gateway, GatewayRoute, PassthroughRoute } from '../../src/model/gateway';
import type { JwtRequirement } from '../../src/model/jwt';
import { DEFAULT_MESH, type MeshSettings } from '../../src/model/mesh';
import type { MeshConfig } from '../../src/model/mesh-config';
import type { MeshModel } from '../../src/model/model';
import type { Namespace } from '../../src/model/namespace';
import type { Origin } from '../../src/model/origin';
import { planGatewayHost, planRoutes, planStreams } from '../../src/model/plan';
import type { GatewayHost, PlannedRoute, Release, Route, StreamRoute } from '../../src/model/route';
import type { Port, Protocol, Service, Version } from '../../src/model/service';
import type { Problem } from '../../src/support/errors';

/** What a test declares; routes are planned as the library does. */
export interface ModelParts {
  readonly settings?: Partial<MeshSettings>;
  readonly namespaces?: readonly Namespace[];
  readonly services?: readonly Service[];
  readonly externals?: readonly ExternalService[];
  readonly gateways?: readonly Gateway[];
  readonly calls?: readonly Call[];
  readonly externalCalls?: readonly ExternalCall[];
  readonly routes?: readonly Route[];
  readonly releases?: readonly Release[];
  readonly streams?: readonly StreamRoute[];
  readonly gatewayRoutes?: readonly GatewayRoute[];
  readonly passthrough?: readonly PassthroughRoute[];
  readonly jwt?: readonly JwtRequirement[];
  readonly plaintext?: readonly PlaintextException[];
  readonly grants?: readonly NamespaceGrant[];
  readonly meshConfig?: MeshConfig;
  readonly protections?: readonly Protection[];
  readonly scrapes?: readonly ScrapeGrant[];
}

/** A model in which nobody calls anybody unless it says so. */
export function aModel(parts: ModelParts): MeshModel {
  const { calls = [], externalCalls = [], jwt = [], protections = [], plaintext = [], grants = [], scrapes = [] } = parts;
  const { routes, streams, hosts, problems } = planned(parts);
  return {
    settings: { ...DEFAULT_MESH, ...parts.settings },
    namespaces: new Map((parts.namespaces ?? [aNamespace('shop')]).map((namespace) => [namespace.name, namespace])),
    services: byKey(parts.services),
    externals: byKey(parts.externals),
    egressGateways: new Map(),
    gateways: byKey(parts.gateways),
    meshConfig: parts.meshConfig ?? { extensionProviders: new Map(), trustedProxies: undefined },
    edges: [],
    kongOf: () => ({ entrances: new Map(), consumers: new Map(), problems: [] }),
    callsTo: (key) => calls.filter((call) => call.callee === key),
    callsFrom: (key) => calls.filter(({ caller }) => caller.kind === 'service' && caller.service === key),
    callsFromNamespace: (name) => calls.filter(({ caller }) => caller.kind === 'namespace' && caller.namespace === name),
    externalCallsFrom: (key) => externalCalls.filter((call) => call.caller === key),
    externalCallsTo: (key) => externalCalls.filter((call) => call.external === key),
    externalsThrough: (key) => (parts.externals ?? []).filter(({ egressGateway }) => egressGateway === key),
    routesOf: (key) => routes.get(key) ?? [],
    streamRoutesOf: (key) => streams.get(key) ?? [],
    hostsOf: (key) => hosts.filter((host) => host.gateway === key),
    ingressRoutesOf: () => [],
    ingressRoutesTo: () => [],
    jwtOf: (key) => jwt.filter(({ subject }) => subject.kind === 'service' && subject.service === key),
    gatewayJwtOf: (key) => jwt.filter(({ subject }) => subject.kind === 'gateway' && subject.gateway === key),
    protectionsOf: (key) => protections.filter(({ subject }) => subject.kind === 'service' && subject.service === key),
    gatewayProtectionsOf: (key) => protections.filter(({ subject }) => subject.kind === 'gateway' && subject.gateway === key),
    requiredHeadersOf: () => [],
    rateLimitsOf: () => [],
    gatewayRateLimitsOf: () => [],
    rateLimitsIn: () => [],
    rateLimitServices: new Map(),
    falcoAllowancesOf: () => [],
    plaintextOf: (key) => plaintext.filter((exception) => exception.service === key),
    namespaceGrantsOf: (name) => grants.filter((grant) => grant.namespace === name),
    namespaceGrantsTo: (name) => grants.filter((grant) => grant.caller === name),
    scrapesOf: (name) => scrapes.filter((scrape) => scrape.namespace === name),
    scrapesBy: (name) => scrapes.filter(({ from }) => from.kind === 'pods' && from.namespace === name),
    problems,
  };
}

function planned({ services = [], routes = [], releases = [], streams = [], gateways = [], gatewayRoutes = [], passthrough = [] }: ModelParts) {
  const problems: Problem[] = [];
  const byService = new Map<string, readonly PlannedRoute[]>();
  const streamsOf = new Map<string, readonly StreamRoute[]>();
  for (const service of services.filter(({ owned }) => owned)) {
    const of = <T extends { service: string }>(facts: readonly T[]) => facts.filter((fact) => fact.service === service.key);
    const release = of(releases).at(0);
    const plan = planRoutes(service, of(routes), release, of(streams));
    const streamPlan = planStreams(service, of(streams), release);
    byService.set(service.key, plan.routes);
    streamsOf.set(service.key, streamPlan.routes);
    problems.push(...plan.problems, ...streamPlan.problems);
  }
  const hosts = gateways.flatMap((gateway) => {
    const of = <T extends { gateway: string }>(facts: readonly T[]) => facts.filter((fact) => fact.gateway === gateway.key);
    const names = new Set([...of(gatewayRoutes).flatMap((route) => route.hosts), ...of(passthrough).map(({ host }) => host)]);
    return [...names].map((host): GatewayHost => {
      const own = of(gatewayRoutes).filter((route) => route.hosts.includes(host));
      const plan = planGatewayHost({ gateway: gateway.key, host, routes: own, services: byKey(services), planned: byService });
      problems.push(...plan.problems);
      return { host, gateway: gateway.key, routes: plan.routes, passthrough: of(passthrough).filter((route) => route.host === host) };
    });
  });
  return { routes: byService, streams: streamsOf, hosts, problems };
}

function byKey<T extends { readonly key: string }>(items: readonly T[] = []): Map<string, T> {
  return new Map(items.map((item) => [item.key, item]));
}

export function anOrigin(path: string): Origin {
  return { path, call: 'test' };
}

/** Zero trust, and all the way there. */
export function aNamespace(name: string, as: Partial<Namespace> = {}): Namespace {
  return { name, zeroTrust: true, stage: 'ENFORCED', dataPlane: 'SIDECAR', origin: anOrigin(name), ...as };
}

/** `aService('shop/orders', { versions: versions('v1', 'v2') })`: one HTTP port, no retries, no timeout. */
export function aService(key: string, as: Partial<Service> = {}): Service {
  const [namespace, name] = key.split('/');
  return {
    key,
    name,
    namespace,
    identity: { namespace, serviceAccountName: name },
    selector: { app: name },
    ports: [aPort('HTTP', 8080)],
    versions: versions('v1'),
    defaultVersion: undefined,
    timeoutMs: 0,
    retries: { attempts: 0, retryOn: [], retryIdempotentOn: [] },
    trafficPolicy: {},
    dataPlane: 'SIDECAR',
    dataClasses: [],
    owned: true,
    origin: anOrigin(key),
    ...as,
  };
}

export function aPort(protocol: Protocol, number: number): Port {
  return { name: `${protocol.toLowerCase()}-${number}`, number, targetPort: number, protocol };
}

export function versions(...names: string[]): Version[] {
  return names.map((name) => ({ name, labels: { version: name }, trafficPolicy: undefined }));
}

/** A route of shop/orders to the default. */
export function aRoute(id: string, as: Partial<Route> = {}): Route {
  return {
    id,
    service: 'shop/orders',
    match: {},
    priority: 0,
    target: { kind: 'default' },
    timeoutMs: undefined,
    retries: undefined,
    fault: undefined,
    mirror: undefined,
    cors: undefined,
    headers: undefined,
    rewrite: undefined,
    origin: anOrigin(`route ${id}`),
    ...as,
  };
}

/** `{ kind: 'split' }` to these shares. */
export function aSplit(shares: Readonly<Record<string, number>>): Route['target'] {
  return { kind: 'split', versions: Object.entries(shares).map(([version, weight]) => ({ version, weight })) };
}

/** A release of shop/orders from v1 to v2. */
export function aRelease(weight: number, as: Partial<Release> = {}): Release {
  return {
    id: 'canary',
    service: 'shop/orders',
    stable: 'v1',
    candidate: 'v2',
    weight,
    tester: undefined,
    stickyCookie: undefined,
    mirror: undefined,
    origin: anOrigin('release'),
    ...as,
  };
}

/** TCP or TLS of shop/orders. */
export function aStream(id: string, as: Partial<StreamRoute> = {}): StreamRoute {
  return { id, service: 'shop/orders', port: 5432, sniHosts: [], versions: [{ version: 'v1', weight: 100 }], origin: anOrigin(`stream ${id}`), ...as };
}

export function aGateway(key: string, as: Partial<Gateway> = {}): Gateway {
  const [namespace, name] = key.split('/');
  return { key, name, namespace, workload: DEFAULT_MESH.ingressGateway, servers: [], origin: anOrigin(key), ...as };
}

/** A route of shop/edge to shop/orders for api.example.com. */
export function aGatewayRoute(id: string, as: Partial<GatewayRoute> = {}): GatewayRoute {
  return {
    id,
    gateway: 'shop/edge',
    service: 'shop/orders',
    hosts: ['api.example.com'],
    port: aPort('HTTP', 8080),
    match: {},
    priority: 0,
    rewrite: undefined,
    timeoutMs: undefined,
    retries: undefined,
    cors: undefined,
    headers: undefined,
    grantPaths: undefined,
    grantPathsGiven: false,
    origin: anOrigin(`gateway route ${id}`),
    ...as,
  };
}
