import { ClusterView } from './cluster-view';
import type { Limit, Location, Site, UpstreamTls } from './site';
import type { KubeObject } from '../mesh/kube';

/**
 * What F5's controller makes of VirtualServers and Policies: of each field, the directive that its templates write.
 *
 * | field | directive |
 * |---|---|
 * | host | server_name |
 * | tls.secret | ssl_certificate, ssl_certificate_key |
 * | tls.redirect | return of that code where $scheme is http |
 * | upstreams[].service, port | upstream of the Service's pods; of its address with use-cluster-ip |
 * | upstreams[].tls.enable | proxy_pass https:// |
 * | routes[].path | location, with its modifier |
 * | Policy rateLimit | limit_req_zone, limit_req, limit_req_status |
 * | Policy egressMTLS | proxy_ssl_* |
 *
 * Policies of a VirtualServer are in its server block. `Host` is what the client asked for.
 *
 * @see https://docs.nginx.com/nginx-ingress-controller/configuration/virtualserver-and-virtualserverroute-resources/
 */
export async function f5Sites(view: ClusterView, objects: readonly KubeObject[]): Promise<Site[]> {
  return Promise.all(objects.filter(({ kind }) => kind === 'VirtualServer').map(async (server) => site(view, objects, server)));
}

async function site(view: ClusterView, objects: readonly KubeObject[], { metadata: { namespace }, spec }: KubeObject): Promise<Site> {
  const policies = (spec.policies ?? []).map(({ name }: KubeObject) => {
    const policy = objects.find(({ kind, metadata }) => kind === 'Policy' && metadata.name === name && metadata.namespace === namespace);
    // without a policy that it names, the controller answers every request with 500
    if (policy === undefined) throw new Error(`there is no Policy ${namespace}/${name}`);
    return policy.spec;
  });
  const [upstream] = spec.upstreams;
  const rate = policies.find((policy: KubeObject) => policy.rateLimit)?.rateLimit;
  const egress = policies.find((policy: KubeObject) => policy.egressMTLS)?.egressMTLS;
  return {
    host: spec.host,
    certificate: await view.keyPair(namespace, spec.tls.secret),
    redirectCode: spec.tls.redirect.code,
    locations: spec.routes.map(({ path, action }: KubeObject) => {
      if (action.pass !== upstream.name) throw new Error(`${path} leads to ${action.pass}`);
      return location(path);
    }),
    servers: await view.servers(namespace, upstream.service, upstream.port, upstream['use-cluster-ip'] === true),
    tls: upstream.tls?.enable === true ? await upstreamTls(view, namespace, egress) : undefined,
    limit: rate && limit(rate),
  };
}

function location(path: string): Location {
  return path.startsWith('=') ? { modifier: '=', path: path.slice(1) } : { modifier: '', path };
}

function limit({ rate, zoneSize, burst, noDelay, rejectCode, key }: KubeObject): Limit {
  if (!noDelay || key !== '${binary_remote_addr}') throw new Error('a limit that this test does not know');
  return { rate, zone: zoneSize, burst, status: rejectCode ?? 503 };
}

/** With no policy the controller verifies nothing. */
async function upstreamTls(view: ClusterView, namespace: string, egress: KubeObject = {}): Promise<UpstreamTls> {
  return {
    verify: egress.verifyServer === true,
    ca: egress.trustedCertSecret && await view.authorities(namespace, egress.trustedCertSecret, ['nginx.org/ca']),
    depth: egress.verifyDepth ?? 1,
    sni: egress.serverName === true,
    name: egress.sslName ?? '$proxy_host',
    protocols: egress.protocols ?? 'TLSv1 TLSv1.1 TLSv1.2',
    client: egress.tlsSecret && await view.keyPair(namespace, egress.tlsSecret),
  };
}
