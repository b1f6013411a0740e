import type { VirtualService } from './virtual-services';
import { hostMatches, hostsOverlap } from '../manifests/hosts';
import type { RouteDestination } from '../manifests/kinds/virtual-service';
import { idOf, type Labels, type ObjectId } from '../manifests/manifest';
import { selects } from '../manifests/selectors';

/** Where a connection goes that nobody reads as HTTP. */
export interface TcpRoute {
  readonly object: ObjectId;
  readonly path: string;
  readonly destinations: readonly RouteDestination[];
  readonly full: (host: string) => string;
}

export interface TcpUse {
  readonly host: string;
  readonly port: number;
  readonly gateway: string;
  readonly namespace: string;
  readonly labels: Labels;
  readonly sni: string | undefined;
  /** Whether connections are told apart by the name that TLS asks for. */
  readonly isTls: boolean;
}

interface StaticMatch {
  readonly port?: number;
  readonly gateways?: readonly string[];
  readonly sourceLabels?: Readonly<Record<string, string>>;
  readonly sourceNamespace?: string;
  readonly destinationSubnets?: readonly string[];
}

/** The first route that takes a connection; undefined where it goes to the host itself. `unclear` where its address decides. */
export function tcpRouteOf(virtualServices: readonly VirtualService[], use: TcpUse): TcpRoute | 'unclear' | undefined {
  for (const virtualService of virtualServices) {
    if (!virtualService.hosts.some((host) => hostsOverlap(host, use.host))) continue;
    const { manifest, full } = virtualService;
    const object = idOf(manifest);
    const rules = use.isTls ? (manifest.spec.tls ?? []) : (manifest.spec.tcp ?? []);
    for (const [index, { match, route }] of rules.entries()) {
      if (route === undefined || route.length === 0) continue;
      const matches: readonly (StaticMatch & { readonly sniHosts?: readonly string[] })[] = match ?? [];
      const meant = matches.filter((one) => isFor(one, use, virtualService));
      if (meant.some(({ destinationSubnets = [] }) => destinationSubnets.length > 0)) return 'unclear';
      const taken = use.isTls
        ? meant.some(({ sniHosts = [] }) => sniHosts.some((name) => use.sni !== undefined && hostMatches(name, use.sni)))
        : matches.length === 0 || meant.length > 0;
      if (taken) return { object, path: `spec.${use.isTls ? 'tls' : 'tcp'}[${index}]`, destinations: route, full };
    }
  }
  return undefined;
}

function isFor(match: StaticMatch, { port, gateway, labels, namespace }: TcpUse, { fullGateway }: VirtualService): boolean {
  const gateways = match.gateways ?? [];
  return (
    (gateways.length === 0 || gateways.some((name) => fullGateway(name) === gateway)) &&
    selects(match.sourceLabels, labels) &&
    (!match.port || match.port === port) &&
    (!match.sourceNamespace || match.sourceNamespace === namespace)
  );
}
