import { given } from './given';
import { required } from './internal';
import { nginxRate } from './nginx-policy';
import type { Spec } from './spec';
import type { BackendTlsPolicySpec, GatewaySpec, HttpRouteSpec, ReferenceGrantSpec } from '../../imports/gateway.networking.k8s.io';
import type { Edge, EdgeHost } from '../model/edge';
import { type EdgeRateLimit, LIMIT_ZONE_MEGABYTES, type NginxSettings, TOO_MANY_REQUESTS } from '../model/nginx';

const GATEWAY_API = 'gateway.networking.k8s.io';

/** Ports that clients reach, which the mesh must leave alone: they speak no mutual TLS of the mesh. */
export const CLIENT_PORTS = '80,443';

/** The listeners: every host comes by them, and routes of this namespace only. */
export function renderFabricGateway(edge: Edge, { name, controller, certificate, meshed }: NginxSettings): Spec<GatewaySpec> {
  const allowedRoutes = { namespaces: { from: 'Same' } } as const;
  const mutual = edge.hosts.some(({ hop }) => hop.tls === 'MUTUAL');
  return given({
    gatewayClassName: controller.className,
    infrastructure: meshed ? {
      labels: { 'sidecar.istio.io/inject': 'true' },
      annotations: { 'traffic.sidecar.istio.io/excludeInboundPorts': CLIENT_PORTS },
    } : undefined,
    tls: mutual ? { backend: { clientCertificateRef: { kind: 'Secret', name: required(edge.clientCertificate, `client certificate for ${name}`) } } } : undefined,
    listeners: [
      { name: 'http', port: 80, protocol: 'HTTP', allowedRoutes },
      { name: 'https', port: 443, protocol: 'HTTPS', allowedRoutes, tls: { mode: 'Terminate', certificateRefs: [{ kind: 'Secret', name: certificate }] } },
    ],
  } as const);
}

/** As many as one rule may have. */
const MOST_MATCHES = 64;

/** One host, whose every path leads to the gateway. */
export function renderFabricRoute(
  { host, paths, hop }: EdgeHost, parent: string, service: { readonly name: string; readonly namespace: string },
): Spec<HttpRouteSpec> {
  // what is more than a rule can say is left to the gateway
  const said = paths.length > MOST_MATCHES ? [{ kind: 'subtree', value: '/' } as const] : paths;
  return {
    parentRefs: [{ name: parent, sectionName: 'https' }],
    hostnames: [host],
    rules: [{
      matches: said.map(({ kind, value }) => ({ path: { type: kind === 'exact' ? 'Exact' : 'PathPrefix', value } } as const)),
      backendRefs: [{ name: service.name, namespace: service.namespace, port: hop.port }],
    }],
  };
}

export function renderFabricRedirect(host: string, parent: string): Spec<HttpRouteSpec> {
  return {
    parentRefs: [{ name: parent, sectionName: 'http' }],
    hostnames: [host],
    rules: [{ filters: [{ type: 'RequestRedirect', requestRedirect: { scheme: 'https', statusCode: 301 } }] }],
  };
}

/** Lets the routes of another namespace lead to the gateway, and to nothing else there. */
export function renderFabricGrant(from: string, serviceName: string): Spec<ReferenceGrantSpec> {
  return { from: [{ group: GATEWAY_API, kind: 'HTTPRoute', namespace: from }], to: [{ group: '', kind: 'Service', name: serviceName }] };
}

/** There is one for the Service of the gateway, and so one name for all hosts: all are served by one port of it, with one certificate. */
export function renderFabricBackendTls(edge: Edge, serviceName: string): Spec<BackendTlsPolicySpec> {
  const names = edge.hosts.filter(({ hop }) => hop.tls !== undefined);
  const [{ hop }] = [...names.filter(({ host }) => !host.startsWith('*')), ...names];
  return {
    targetRefs: [{ group: '', kind: 'Service', name: serviceName }],
    validation: {
      hostname: hop.serverName,
      caCertificateRefs: [{ group: '', kind: 'ConfigMap', name: required(edge.caCertificate, `authorities for ${edge.key}`) }],
    },
  };
}

export interface RateLimitPolicySpec {
  readonly targetRefs: readonly { readonly group: string; readonly kind: 'Gateway'; readonly name: string }[];
  readonly rateLimit: {
    readonly local: {
      readonly rules: readonly {
        readonly rate: string;
        readonly key: string;
        readonly zoneSize: string;
        readonly burst: number;
        readonly noDelay: true;
      }[];
    };
    readonly rejectCode: number;
  };
}

/** @see https://docs.nginx.com/nginx-gateway-fabric/traffic-management/rate-limit/ */
export function renderFabricRateLimit(limit: EdgeRateLimit, gateway: string): RateLimitPolicySpec {
  return {
    targetRefs: [{ group: GATEWAY_API, kind: 'Gateway', name: gateway }],
    rateLimit: {
      local: { rules: [{ rate: nginxRate(limit), key: '$binary_remote_addr', zoneSize: `${LIMIT_ZONE_MEGABYTES}m`, burst: limit.burst, noDelay: true }] },
      rejectCode: TOO_MANY_REQUESTS,
    },
  };
}

export interface UpstreamSettingsPolicySpec {
  readonly targetRefs: readonly { readonly group: ''; readonly kind: 'Service'; readonly name: string }[];
  readonly useClusterIP: true;
}

/** The proxy of the mesh knows Services, not the pods behind them. */
export function renderFabricUpstream(serviceName: string): UpstreamSettingsPolicySpec {
  return { targetRefs: [{ group: '', kind: 'Service', name: serviceName }], useClusterIP: true };
}
