import type { Call, Caller, NamespaceGrant, PlaintextException, ScrapeGrant } from '../../src/model/call';
import type { ExternalCall, ExternalService } from '../../src/model/external';
import type { Gateway, Server } from '../../src/model/gateway';
import type { JwtRequirement, JwtRule } from '../../src/model/jwt';
import { DEFAULT_MESH, type MeshSettings } from '../../src/model/mesh';
import type { MeshModel } from '../../src/model/model';
import type { Namespace } from '../../src/model/namespace';
import type { Port, Protocol, Service } from '../../src/model/service';
import { validateObject } from '../testing/validate-object';

const origin = { path: 'test', call: 'test' };

/** What a test declares; everything else is as quiet as possible. */
export interface MeshFacts {
  readonly settings?: Partial<MeshSettings>;
  readonly namespaces?: readonly Namespace[];
  readonly services?: readonly Service[];
  readonly calls?: readonly Call[];
  readonly externals?: readonly ExternalService[];
  readonly externalCalls?: readonly ExternalCall[];
  readonly gateways?: readonly Gateway[];
  readonly jwt?: readonly JwtRequirement[];
  readonly plaintext?: readonly PlaintextException[];
  readonly grants?: readonly NamespaceGrant[];
  readonly scrapes?: readonly ScrapeGrant[];
}

export function aMesh(facts: MeshFacts): MeshModel {
  const byKey = <T extends { key: string }>(items: readonly T[] = []) => new Map(items.map((item) => [item.key, item]));
  const { calls = [], externalCalls = [], jwt = [], plaintext = [], grants = [], scrapes = [] } = facts;
  return {
    settings: { ...DEFAULT_MESH, ...facts.settings },
    namespaces: new Map((facts.namespaces ?? [aNamespace('shop')]).map((namespace) => [namespace.name, namespace])),
    services: byKey(facts.services),
    externals: byKey(facts.externals),
    gateways: byKey(facts.gateways),
    callsTo: (key) => calls.filter((call) => call.callee === key),
    callsFrom: (key) => calls.filter(({ caller }) => caller.kind === 'service' && caller.service === key),
    callsFromNamespace: (name) => calls.filter(({ caller }) => caller.kind === 'namespace' && caller.namespace === name),
    externalCallsFrom: (key) => externalCalls.filter((call) => call.caller === key),
    externalCallsTo: (key) => externalCalls.filter((call) => call.external === key),
    routesOf: () => [],
    streamRoutesOf: () => [],
    hostsOf: () => [],
    jwtOf: (key) => jwt.filter(({ subject }) => subject.kind === 'service' && subject.service === key),
    gatewayJwtOf: (key) => jwt.filter(({ subject }) => subject.kind === 'gateway' && subject.gateway === key),
    plaintextOf: (key) => plaintext.filter((exception) => exception.service === key),
    namespaceGrantsOf: (name) => grants.filter((grant) => grant.namespace === name),
    namespaceGrantsTo: (name) => grants.filter((grant) => grant.caller === name),
    scrapesOf: (name) => scrapes.filter((scrape) => scrape.namespace === name),
    problems: [],
  };
}

/** Zero trust, and all the way there. */
export function aNamespace(name: string, as: Partial<Namespace> = {}): Namespace {
  return { name, zeroTrust: true, stage: 'ENFORCED', dataPlane: 'SIDECAR', origin, ...as };
}

/** `aService('shop/orders')`: one HTTP port, 80 of the Service and 8080 of the pods. */
export function aService(key: string, as: Partial<Service> = {}): Service {
  const [namespace, name] = key.split('/');
  return {
    key,
    name,
    namespace,
    identity: { namespace, serviceAccountName: name },
    selector: { app: name },
    ports: [aPort('HTTP')],
    versions: [],
    defaultVersion: undefined,
    timeoutMs: 0,
    retries: { attempts: 0, retryOn: [], retryIdempotentOn: [] },
    trafficPolicy: {},
    meshed: true,
    dataPlane: 'SIDECAR',
    owned: true,
    origin,
    ...as,
  };
}

export function aPort(protocol: Protocol, number = 80, targetPort = 8080): Port {
  return { name: `${protocol.toLowerCase()}-${number}`, number, targetPort, protocol };
}

/** `aCall('shop/web', 'shop/orders')`: everything on the usual port. */
export function aCall(caller: string | Caller, callee: string, operation: Partial<Call['operation']> = {}): Call {
  return {
    caller: typeof caller === 'string' ? { kind: 'service', service: caller, identity: aService(caller).identity } : caller,
    callee,
    operation: { methods: undefined, paths: undefined, ports: [aPort('HTTP')], ...operation },
    origin,
  };
}

export function anExternal(key: string, as: Partial<ExternalService> = {}): ExternalService {
  const [namespace, name] = key.split('/');
  return {
    key,
    name,
    namespace,
    hosts: [`${name}.example.com`],
    addresses: [],
    ports: [aPort('HTTPS', 443, 443)],
    resolution: 'DNS',
    endpoints: [],
    tls: undefined,
    cidrs: ['0.0.0.0/0'],
    timeoutMs: 0,
    retries: { attempts: 0, retryOn: [], retryIdempotentOn: [] },
    origin,
    ...as,
  };
}

/** The application speaks HTTP on port 80, the outside TLS on 443. */
export function withOrigination(external: ExternalService): ExternalService {
  const sni = external.hosts[0];
  const tls = { targetPort: 443, sni, subjectAltNames: [sni], caCertificates: '/etc/ssl/certs/ca-certificates.crt' };
  return { ...external, ports: [aPort('HTTP', 80, 80)], tls };
}

export function anExternalCall(caller: string, external: ExternalService): ExternalCall {
  return { caller, external: external.key, ports: external.ports, origin };
}

export function aGateway(key: string, servers: readonly Partial<Server>[], as: Partial<Gateway> = {}): Gateway {
  const [namespace, name] = key.split('/');
  return {
    key,
    name,
    namespace,
    workload: { namespace: 'istio-ingress', labels: { istio: 'ingress' }, serviceAccountName: 'ingress' },
    servers: servers.map((server) => ({ name: 'http-80', port: 80, protocol: 'HTTP', hosts: ['a.example.com'], tls: undefined, httpsRedirect: false, ...server })),
    origin,
    ...as,
  };
}

export function aJwt(subject: string | JwtRequirement['subject'], rules: readonly Partial<JwtRule>[], as: Partial<JwtRequirement> = {}): JwtRequirement {
  return {
    subject: typeof subject === 'string' ? { kind: 'service', service: subject } : subject,
    rules: rules.map((rule) => ({
      issuer: 'https://id.example.com',
      audiences: [],
      fromHeaders: [],
      fromParams: [],
      fromCookies: [],
      forwardOriginalToken: false,
      outputClaimToHeaders: [],
      claims: [],
      ...rule,
    })),
    publicPaths: [],
    origin,
    ...as,
  };
}

export function aPlaintext(service: string, as: Partial<PlaintextException> = {}): PlaintextException {
  const ports = [aPort('HTTP')];
  return { service, mode: 'PERMISSIVE', ports, from: [], operation: { methods: undefined, paths: undefined, ports }, reason: 'legacy', origin, ...as };
}

export function aScrape(as: Partial<ScrapeGrant> = {}): ScrapeGrant {
  const from = { kind: 'pods', namespace: 'monitoring', podLabels: { app: 'prometheus' } } as const;
  return { namespace: 'shop', from, ports: [], reason: 'metrics', origin, ...as };
}

export function aGrant(namespace: string, caller: string): NamespaceGrant {
  return { namespace, caller, reason: 'migration', origin };
}

/** The spec, once the API server would take it. */
export function accepted<T extends object>(kind: { readonly apiVersion: string; readonly kind: string }, spec: T): T {
  expect(validateObject({ ...kind, metadata: { name: 'subject', namespace: 'shop' }, spec })).toEqual([]);
  return spec;
}
