import { merged } from './delegate';
import { allInOrder } from './policy-selection';
import { gatewayTitle, gatewayTitlesOf } from '../manifests/gateways';
import { fullHost } from '../manifests/hosts';
import type { Destination, HttpRoute, VirtualServiceSpec } from '../manifests/kinds/virtual-service';
import type { Manifest } from '../manifests/manifest';
import type { Manifests } from '../manifests/manifests';

/** A VirtualService with all its names in full. */
export interface VirtualService {
  readonly manifest: Manifest<VirtualServiceSpec>;
  readonly namespace: string;
  /** In lower case. */
  readonly hosts: readonly string[];
  /** `mesh`, or `namespace/name`. */
  readonly gateways: ReadonlySet<string>;
  readonly http: readonly HttpRule[];
  /** Short names of hosts and gateways in the rules are meant in this namespace. */
  readonly full: (host: string) => string;
  readonly fullGateway: (gateway: string) => string;
}

/** A rule, and where it stands. */
export interface HttpRule {
  readonly rule: HttpRoute;
  readonly manifest: Manifest<VirtualServiceSpec>;
  /** `spec.http[0]` */
  readonly path: string;
  /** Names of hosts in the rule are meant there. */
  readonly full: (host: string) => string;
}

/** The VirtualServices of a gateway, or of the mesh, that a namespace can see: its own private ones, those shown to it, those for all. */
export function virtualServicesFor(manifests: Manifests, gateway: string, namespace: string): readonly VirtualService[] {
  return manifests.once(`virtual services of ${gateway} for ${namespace}`, () => {
    const ranked = (byGateway(manifests).get(gateway) ?? []).map((service) => ({ service, rank: rankFor(service.manifest, namespace) }));
    return [0, 1, 2].flatMap((rank) => ranked.filter((one) => one.rank === rank).map(({ service }) => service));
  });
}

function rankFor({ spec, metadata }: Manifest<VirtualServiceSpec>, namespace: string): number {
  const scopes = (spec.exportTo ?? []).map((scope) => (scope === '.' ? metadata.namespace : scope));
  if (scopes.length === 0 || scopes.includes('*')) return 2;
  if (scopes.includes('~') || !scopes.includes(namespace)) return -1;
  return metadata.namespace === namespace ? 0 : 1;
}

function byGateway(manifests: Manifests): ReadonlyMap<string, readonly VirtualService[]> {
  return manifests.once('virtual services by gateway', () => {
    const found = new Map<string, VirtualService[]>();
    for (const manifest of allInOrder(manifests, 'networking.istio.io/VirtualService') as readonly Manifest<VirtualServiceSpec>[]) {
      // without hosts it is a part of others
      if ((manifest.spec.hosts ?? []).length === 0) continue;
      const service = virtualServiceOf(manifests, manifest);
      for (const gateway of service.gateways) {
        const known = found.get(gateway);
        if (known === undefined) found.set(gateway, [service]);
        else known.push(service);
      }
    }
    return found;
  });
}

function virtualServiceOf(manifests: Manifests, manifest: Manifest<VirtualServiceSpec>): VirtualService {
  const { namespace } = manifest.metadata;
  const full = (host: string) => fullHost(host, namespace, manifests.surroundings.clusterDomain);
  return {
    manifest,
    namespace,
    hosts: (manifest.spec.hosts ?? []).map((host) => full(host).toLowerCase()),
    gateways: new Set(gatewayTitlesOf(manifest)),
    http: (manifest.spec.http ?? []).flatMap((rule, index) => merged(manifests, { rule, manifest, path: `spec.http[${index}]`, full })),
    full,
    fullGateway: (gateway) => gatewayTitle(gateway, namespace),
  };
}

/** Every destination of the rules: routes, and mirrors. */
export function destinationsOf(
  { http, manifest, full }: VirtualService,
  sourceNamespace?: string,
): readonly { readonly host: string; readonly port: number | undefined }[] {
  const named = ({ host, port }: Destination, at = full) => ({ host: at(host), port: port?.number });
  const isFor = ({ match = [] }: HttpRoute) =>
    sourceNamespace === undefined ||
    !match.some((one) => one.sourceNamespace) ||
    match.every((one) => !one.sourceNamespace) ||
    match.some((one) => one.sourceNamespace === sourceNamespace);
  return [
    ...http
      .filter(({ rule }) => isFor(rule))
      .flatMap(({ rule, full: at }) => [
        ...(rule.route ?? []).map(({ destination }) => named(destination, at)),
        ...(rule.mirror === undefined ? [] : [named(rule.mirror, at)]),
        ...(rule.mirrors ?? []).map(({ destination }) => named(destination, at)),
      ]),
    ...[...(manifest.spec.tcp ?? []), ...(manifest.spec.tls ?? [])].flatMap(({ route }) =>
      (route ?? []).map(({ destination }) => named(destination)),
    ),
  ];
}
