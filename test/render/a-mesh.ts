import type { Call, Caller, NamespaceGrant, PlaintextException, ScrapeGrant } from '../../src/model/call';
import type { ExternalCall, ExternalService } from '../../src/model/external';
import type { Gateway, Server } from '../../src/model/gateway';
import type { JwtRequirement, JwtRule } from '../../src/model/jwt';
import type { Port, Protocol, Service } from '../../src/model/service';
import { aModel, aNamespace, anOrigin, type ModelParts, aGateway as modelGateway, aService as modelService } from '../testing/a-model';
import { validateObject } from '../testing/validate-object';

const origin = anOrigin('test');

export { aModel as aMesh, aNamespace };
export type { ModelParts as MeshFacts };

/** `aService('shop/orders')`: one HTTP port, 80 of the Service and 8080 of the pods. */
export function aService(key: string, as: Partial<Service> = {}): Service {
  return modelService(key, { ports: [aPort('HTTP')], versions: [], ...as });
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
    egressGateway: undefined,
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
  return modelGateway(key, {
    workload: { namespace: 'istio-ingress', labels: { istio: 'ingress' }, serviceAccountName: 'ingress', serviceName: 'ingress' },
    servers: servers.map((server) => ({ name: 'http-80', port: 80, protocol: 'HTTP', hosts: ['a.example.com'], tls: undefined, httpsRedirect: false, ...server })),
    ...as,
  });
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
