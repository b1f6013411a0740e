import type { Call, NamespaceGrant, PlaintextException, ScrapeGrant } from './call';
import type { Edge } from './edge';
import type { EgressGateway, EgressGatewayKey, ExternalCall, ExternalService } from './external';
import type { Protection } from './external-authorization';
import type { FalcoAllowance } from './falco';
import type { Gateway, GatewayKey } from './gateway';
import type { IngressRoute } from './ingress';
import type { JwtRequirement } from './jwt';
import type { KongPlan } from './kong';
import type { MeshSettings } from './mesh';
import type { MeshConfig } from './mesh-config';
import type { Namespace } from './namespace';
import type { RateLimit } from './rate-limit';
import type { RateLimitService } from './rate-limit-service';
import type { RequiredHeader } from './required-header';
import type { GatewayHost, PlannedRoute, StreamRoute } from './route';
import type { Service, ServiceKey } from './service';
import type { Problem } from '../support/errors';

/**
 * What the app means, with everything decided and checked: frozen, ordered by key, the same for the same facts in any order.
 * Lookups by a key that has nothing answer an empty list.
 */
export interface MeshModel {
  readonly settings: MeshSettings;
  readonly namespaces: ReadonlyMap<string, Namespace>;
  readonly services: ReadonlyMap<ServiceKey, Service>;
  readonly externals: ReadonlyMap<ServiceKey, ExternalService>;
  readonly egressGateways: ReadonlyMap<EgressGatewayKey, EgressGateway>;
  readonly gateways: ReadonlyMap<GatewayKey, Gateway>;
  readonly meshConfig: MeshConfig;
  /** By domain. */
  readonly rateLimitServices: ReadonlyMap<string, RateLimitService>;
  /** What stands before the gateways, ordered by key. */
  readonly edges: readonly Edge[];
  /** What is wrong with the whole, ordered. */
  readonly problems: readonly Problem[];

  /** Who may call it, ordered. */
  callsTo(callee: ServiceKey): readonly Call[];
  /** Whom its workload may call, ordered. */
  callsFrom(caller: ServiceKey): readonly Call[];
  /** What every workload of a namespace may call, ordered. */
  callsFromNamespace(namespace: string): readonly Call[];
  /** Namespaces of which every workload of this one may call every service. */
  namespaceGrantsTo(caller: string): readonly NamespaceGrant[];
  externalCallsFrom(caller: ServiceKey): readonly ExternalCall[];
  externalCallsTo(external: ServiceKey): readonly ExternalCall[];
  /** The hosts outside that are called through it, ordered. */
  externalsThrough(gateway: EgressGatewayKey): readonly ExternalService[];

  /** The HTTP routes of its host inside the mesh, in the order in which a proxy tries them. */
  routesOf(service: ServiceKey): readonly PlannedRoute[];
  /** TCP and TLS routes, SNI before catch-all, one catch-all for each stream port. */
  streamRoutesOf(service: ServiceKey): readonly StreamRoute[];
  /** What Kong does as an edge; a Kong without plugins for one that is something else. */
  kongOf(edge: string): KongPlan;
  /** The hosts of a gateway that have routes, ordered by name. */
  hostsOf(gateway: GatewayKey): readonly GatewayHost[];

  /** What an Ingress routes, ordered by host and path; one of each. */
  ingressRoutesOf(ingress: string): readonly IngressRoute[];
  /** By which Ingresses a service is reached. */
  ingressRoutesTo(service: ServiceKey): readonly IngressRoute[];

  jwtOf(service: ServiceKey): readonly JwtRequirement[];
  gatewayJwtOf(gateway: GatewayKey): readonly JwtRequirement[];
  /** Without which headers its requests are refused. */
  requiredHeadersOf(service: ServiceKey): readonly RequiredHeader[];
  /** Which requests to it wait for the decision of an extension provider. */
  protectionsOf(service: ServiceKey): readonly Protection[];
  gatewayProtectionsOf(gateway: GatewayKey): readonly Protection[];
  /** How many requests its proxies let through: one limit of each content, ordered. */
  rateLimitsOf(service: ServiceKey): readonly RateLimit[];
  gatewayRateLimitsOf(gateway: GatewayKey): readonly RateLimit[];
  /** All that are counted in a domain, ordered. */
  rateLimitsIn(domain: string): readonly RateLimit[];
  /** What a set of Falco's rules does not report, ordered. */
  falcoAllowancesOf(ruleSet: string): readonly FalcoAllowance[];
  plaintextOf(service: ServiceKey): readonly PlaintextException[];
  /** Namespaces whose every workload may call every service of this one. */
  namespaceGrantsOf(namespace: string): readonly NamespaceGrant[];
  scrapesOf(namespace: string): readonly ScrapeGrant[];
  /** What is granted to pods of this namespace. */
  scrapesBy(namespace: string): readonly ScrapeGrant[];
}

/** The name by which every proxy of the mesh knows a service. */
export function fqdn(service: { readonly name: string; readonly namespace: string }, settings: MeshSettings): string {
  return `${service.name}.${service.namespace}.svc.${settings.clusterDomain}`;
}
