import { ClusterView } from './cluster-view';
import { ingressLocations } from './ingress-nginx';
import type { Site, UpstreamTls } from './site';
import type { KubeObject } from '../mesh/kube';

const PREFIX = 'konghq.com/';

/**
 * What Kong does for Ingresses and the Services that they name, as NGINX, of which Kong is made. Its plugins are Kong's own, and not among it.
 *
 * | field or annotation | directive |
 * |---|---|
 * | rules[].host, tls[] | server_name, ssl_certificate |
 * | paths[] | Exact: `location =`; Prefix: `location =` and `location` with a slash |
 * | protocols, https-redirect-status-code | return of that code where clients speak no TLS |
 * | Service, externalName | upstream: what that name leads to |
 * | protocol | proxy_pass |
 * | tls-verify, tls-verify-depth, ca-certificates-secrets | proxy_ssl_verify, proxy_ssl_verify_depth, proxy_ssl_trusted_certificate |
 * | client-cert | proxy_ssl_certificate |
 * | preserve-host | `Host`, and with it the name in the handshake |
 *
 * @see https://developer.konghq.com/kubernetes-ingress-controller/reference/annotations/
 */
export async function kongSites(view: ClusterView, objects: readonly KubeObject[]): Promise<Site[]> {
  const ingresses = objects.filter(({ kind }) => kind === 'Ingress');
  const hosts = [...new Set(ingresses.map(({ spec }) => spec.rules[0].host as string))];
  return Promise.all(hosts.map(async (host) => site(view, objects, host, ingresses.filter(({ spec }) => spec.rules[0].host === host))));
}

async function site(view: ClusterView, objects: readonly KubeObject[], host: string, ingresses: readonly KubeObject[]): Promise<Site> {
  const [{ metadata: { namespace, annotations }, spec }] = ingresses;
  if (annotations[`${PREFIX}preserve-host`] !== 'true' || annotations[`${PREFIX}protocols`] !== 'https') throw new Error(`${host} is served in a way that this test does not know`);
  const paths = ingresses.flatMap((ingress) => ingress.spec.rules[0].http.paths as KubeObject[]);
  const [name, ...others] = new Set(paths.map(({ backend }) => backend.service.name as string));
  if (others.length > 0) throw new Error(`${host} leads to several places`);
  const service = objects.find(({ kind, metadata }) => kind === 'Service' && metadata.name === name && metadata.namespace === namespace)!;
  const [gateway, gatewayNamespace] = service.spec.externalName.split('.');
  return {
    host,
    certificate: await view.keyPair(namespace, spec.tls[0].secretName),
    redirectCode: Number(annotations[`${PREFIX}https-redirect-status-code`]) as Site['redirectCode'],
    locations: ingressLocations(paths),
    // a name is asked of DNS, which knows the address of the Service
    servers: await view.servers(gatewayNamespace, gateway, service.spec.ports[0].port, true),
    tls: await upstreamTls(view, namespace, service.metadata.annotations),
  };
}

async function upstreamTls(view: ClusterView, namespace: string, annotations: Record<string, string>): Promise<UpstreamTls | undefined> {
  const say = (name: string): string | undefined => annotations[PREFIX + name];
  if (say('protocol') !== 'https') return undefined;
  const [ca, client] = [say('ca-certificates-secrets'), say('client-cert')];
  return {
    verify: say('tls-verify') === 'true',
    ca: ca && await view.authorities(namespace, ca, ['Opaque']),
    depth: Number(say('tls-verify-depth') ?? 1),
    sni: true,
    name: '$host',
    protocols: 'TLSv1.2 TLSv1.3',
    client: client === undefined ? undefined : await view.keyPair(namespace, client),
  };
}
