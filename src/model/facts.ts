import type { Call, NamespaceGrant, PlaintextException, ScrapeGrant } from './call';
import { collect } from './collect';
import type { EdgeFact } from './edge';
import type { ExtensionProvider, TrustedProxies } from './extension-provider';
import type { EgressGateway, ExternalCall, ExternalService } from './external';
import type { Protection } from './external-authorization';
import type { FalcoAllowance } from './falco';
import type { Gateway, GatewayRouteFact, GatewayServer, PassthroughRoute } from './gateway';
import type { IngressRoute } from './ingress';
import type { JwtRequirement } from './jwt';
import type { KongAttachment, KongConsumer } from './kong';
import { DEFAULT_MESH, type MeshSettings } from './mesh';
import type { MeshModel } from './model';
import type { Namespace } from './namespace';
import type { Origin } from './origin';
import type { RateLimit } from './rate-limit';
import type { RateLimitService } from './rate-limit-service';
import type { RequiredHeader } from './required-header';
import type { Release, Route, StreamRoute } from './route';
import type { Service, ServiceKey } from './service';
import type { Placed, Problem } from '../support/errors';

/** A statement about who gets what no route takes. */
export interface DefaultVersion {
  readonly service: ServiceKey;
  readonly version: string;
  readonly origin: Origin;
}

/** Looks at the whole once it is known. */
export type Check = (model: MeshModel) => readonly Problem[];

/** Everything the constructs of one app said, in the order in which they said it. */
export interface Facts {
  readonly settings: MeshSettings;
  readonly namespaces: readonly Namespace[];
  readonly services: readonly Service[];
  readonly defaultVersions: readonly DefaultVersion[];
  readonly calls: readonly Call[];
  readonly plaintext: readonly PlaintextException[];
  readonly namespaceGrants: readonly NamespaceGrant[];
  readonly scrapes: readonly ScrapeGrant[];
  readonly externals: readonly ExternalService[];
  readonly externalCalls: readonly ExternalCall[];
  readonly egressGateways: readonly EgressGateway[];
  readonly routes: readonly Route[];
  readonly streamRoutes: readonly StreamRoute[];
  readonly releases: readonly Release[];
  /** Without servers and workload, which are known when everything is. */
  readonly gateways: readonly Omit<Gateway, 'servers' | 'workload'>[];
  readonly gatewayServers: readonly GatewayServer[];
  readonly passthroughRoutes: readonly PassthroughRoute[];
  readonly gatewayRoutes: readonly GatewayRouteFact[];
  readonly edges: readonly EdgeFact[];
  readonly ingressRoutes: readonly IngressRoute[];
  readonly kongAttachments: readonly KongAttachment[];
  readonly kongConsumers: readonly KongConsumer[];
  readonly jwt: readonly JwtRequirement[];
  readonly requiredHeaders: readonly RequiredHeader[];
  readonly extensionProviders: readonly ExtensionProvider[];
  readonly trustedProxies: readonly TrustedProxies[];
  readonly protections: readonly Protection[];
  readonly rateLimits: readonly RateLimit[];
  readonly rateLimitServices: readonly RateLimitService[];
  readonly falcoAllowances: readonly FalcoAllowance[];
  readonly checks: readonly Check[];
}

type Lists = { -readonly [Key in Exclude<keyof Facts, 'settings'>]: Facts[Key][number][] };

/** Where constructs write down what they were told; the model is worked out from it once for each state of the facts. */
export class FactBook {
  private settings = DEFAULT_MESH;
  private collected: MeshModel | undefined;
  private readonly claims = new Map<string, Placed>();
  private readonly lists: Lists = {
    namespaces: [],
    services: [],
    defaultVersions: [],
    calls: [],
    plaintext: [],
    namespaceGrants: [],
    scrapes: [],
    externals: [],
    externalCalls: [],
    egressGateways: [],
    routes: [],
    streamRoutes: [],
    releases: [],
    gateways: [],
    gatewayServers: [],
    passthroughRoutes: [],
    gatewayRoutes: [],
    edges: [],
    ingressRoutes: [],
    kongAttachments: [],
    kongConsumers: [],
    jwt: [],
    requiredHeaders: [],
    extensionProviders: [],
    trustedProxies: [],
    protections: [],
    rateLimits: [],
    rateLimitServices: [],
    falcoAllowances: [],
    checks: [],
  };

  /** Settings known so far: for messages and checks at the call; everything emitted asks the model. */
  public get mesh(): MeshSettings {
    return this.settings;
  }

  public set mesh(settings: MeshSettings) {
    this.settings = settings;
    this.collected = undefined;
  }

  public get hasNamespaces(): boolean {
    return this.lists.namespaces.length > 0;
  }

  public add<Key extends keyof Lists>(list: Key, fact: Lists[Key][number]): void {
    (this.lists[list] as unknown[]).push(fact);
    this.collected = undefined;
  }

  /** Takes a name for a construct, or answers the path of the one that has it. */
  public claim(name: string, by: Placed): string | undefined {
    const earlier = this.claims.get(name);
    if (earlier === undefined) this.claims.set(name, by);
    return earlier?.node.path;
  }

  public get model(): MeshModel {
    this.collected ??= collect({ settings: this.settings, ...this.lists });
    return this.collected;
  }
}
