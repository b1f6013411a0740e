import { ClusterView } from './cluster-view';
import type { Limit, Location, Site, UpstreamTls } from './site';
import type { KubeObject } from '../mesh/kube';

/**
 * What NGINX Gateway Fabric makes of a Gateway, its routes and its policies.
 *
 * | field | directive |
 * |---|---|
 * | HTTPRoute hostnames | server_name |
 * | Gateway listeners[].tls.certificateRefs | ssl_certificate, ssl_certificate_key |
 * | HTTPRoute of the listener `http`, requestRedirect | return of its code |
 * | matches[].path Exact, PathPrefix | `location =`; `location =` and `location` with a slash |
 * | backendRefs[] | upstream of the Service's pods; of its address with UpstreamSettingsPolicy useClusterIP |
 * | BackendTLSPolicy | proxy_pass https://, proxy_ssl_verify, proxy_ssl_name, proxy_ssl_server_name, proxy_ssl_trusted_certificate |
 * | Gateway tls.backend.clientCertificateRef | proxy_ssl_certificate, proxy_ssl_certificate_key |
 * | RateLimitPolicy | limit_req_zone, limit_req, limit_req_status |
 *
 * @see https://docs.nginx.com/nginx-gateway-fabric/overview/gateway-api-compatibility/
 */
export async function fabricSites(view: ClusterView, objects: readonly KubeObject[]): Promise<Site[]> {
  const gateway = objects.find(({ kind, apiVersion }) => kind === 'Gateway' && apiVersion.startsWith('gateway.networking.k8s.io/'))!;
  const { namespace, name } = gateway.metadata;
  const routes = objects.filter(({ kind, spec }) => kind === 'HTTPRoute' && spec.parentRefs[0].name === name);
  const on = (listener: string) => routes.filter(({ spec }) => spec.parentRefs[0].sectionName === listener);
  const https = gateway.spec.listeners.find((listener: KubeObject) => listener.name === 'https');
  return Promise.all(on('https').map(async ({ spec: { hostnames: [host], rules: [rule] } }): Promise<Site> => {
    const redirect = on('http').find(({ spec }) => spec.hostnames.includes(host))!.spec.rules[0].filters[0].requestRedirect;
    const [backend] = rule.backendRefs;
    const ofService = (kind: string) => objects.find((object) => object.kind === kind && object.metadata.namespace === backend.namespace
      && object.spec.targetRefs.some((target: KubeObject) => target.kind === 'Service' && target.name === backend.name));
    return {
      host,
      certificate: await view.keyPair(namespace, https.tls.certificateRefs[0].name),
      redirectCode: redirect.statusCode,
      locations: rule.matches.flatMap(({ path }: KubeObject) => locations(path)),
      servers: await view.servers(backend.namespace, backend.name, backend.port, ofService('UpstreamSettingsPolicy')?.spec.useClusterIP === true),
      tls: await upstreamTls(view, gateway, ofService('BackendTLSPolicy')),
      limit: limit(objects.find(({ kind, spec }) => kind === 'RateLimitPolicy' && spec.targetRefs[0].name === name)),
    };
  }));
}

function locations({ type, value }: KubeObject): Location[] {
  if (type === 'Exact') return [{ modifier: '=', path: value }];
  return value === '/' ? [{ modifier: '', path: '/' }] : [{ modifier: '=', path: value }, { modifier: '', path: `${value}/` }];
}

function limit(policy: KubeObject | undefined): Limit | undefined {
  if (policy === undefined) return undefined;
  const { local: { rules: [{ rate, zoneSize, burst }] }, rejectCode = 503 } = policy.spec.rateLimit;
  return { rate, zone: zoneSize, burst, status: rejectCode };
}

async function upstreamTls(
  view: ClusterView, { metadata: { namespace }, spec }: KubeObject, policy: KubeObject | undefined,
): Promise<UpstreamTls | undefined> {
  if (policy === undefined) return undefined;
  const { hostname, caCertificateRefs: [{ name }] } = policy.spec.validation;
  const client = spec.tls?.backend?.clientCertificateRef?.name;
  return {
    verify: true,
    ca: await view.configMapFile(policy.metadata.namespace, name, 'ca.crt'),
    depth: 4,
    sni: true,
    name: hostname,
    protocols: 'TLSv1.2 TLSv1.3',
    client: client === undefined ? undefined : await view.keyPair(namespace, client),
  };
}
