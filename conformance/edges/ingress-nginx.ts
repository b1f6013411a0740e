import { ClusterView } from './cluster-view';
import type { Limit, Location, Site, UpstreamTls } from './site';
import type { KubeObject } from '../mesh/kube';

const PREFIX = 'nginx.ingress.kubernetes.io/';

/**
 * What the community's ingress-nginx makes of Ingresses.
 *
 * | field or annotation | directive |
 * |---|---|
 * | rules[].host, tls[] | server_name, ssl_certificate |
 * | paths[] | Exact: `location =`; Prefix: `location =` and `location` with a slash |
 * | ssl-redirect | return 308, the default of its ConfigMap |
 * | backend-protocol HTTPS | proxy_pass https:// |
 * | proxy-ssl-* | the directive of that name; proxy-ssl-secret its certificate, key and authorities |
 * | limit-rps, limit-rpm, limit-burst-multiplier | limit_req_zone, and limit_req with a burst of their product |
 * | ConfigMap limit-req-status-code | limit_req_status |
 *
 * @see https://kubernetes.github.io/ingress-nginx/user-guide/nginx-configuration/annotations/
 */
export async function ingressNginxSites(view: ClusterView, objects: readonly KubeObject[], limitReqStatusCode: number): Promise<Site[]> {
  return Promise.all(objects.filter(({ kind }) => kind === 'Ingress').map(async ({ metadata: { namespace, annotations }, spec }): Promise<Site> => {
    const say = (name: string): string | undefined => annotations[PREFIX + name];
    const [{ host, http: { paths } }] = spec.rules;
    const [{ backend: { service } }] = paths;
    if (say('ssl-redirect') !== 'true') throw new Error(`${host} is not redirected`);
    return {
      host,
      certificate: await view.keyPair(namespace, spec.tls[0].secretName),
      redirectCode: 308,
      locations: ingressLocations(paths),
      servers: await view.servers(namespace, service.name, service.port.number, say('service-upstream') === 'true'),
      tls: say('backend-protocol') === 'HTTPS' ? await upstreamTls(view, say) : undefined,
      limit: limit(say, limitReqStatusCode),
    };
  }));
}

/** A prefix is of whole segments. */
export function ingressLocations(paths: readonly KubeObject[]): Location[] {
  return paths.flatMap(({ path, pathType }): Location[] => (pathType === 'Exact' || path === '/'
    ? [{ modifier: pathType === 'Exact' ? '=' : '', path }]
    : [{ modifier: '=', path }, { modifier: '', path: `${path}/` }]));
}

function limit(say: (name: string) => string | undefined, status: number): Limit | undefined {
  const [rate, unit] = say('limit-rps') === undefined ? [say('limit-rpm'), 'm'] : [say('limit-rps'), 's'];
  return rate === undefined ? undefined : { rate: `${rate}r/${unit}`, zone: '5m', burst: Number(rate) * Number(say('limit-burst-multiplier') ?? 5), status };
}

async function upstreamTls(view: ClusterView, say: (name: string) => string | undefined): Promise<UpstreamTls> {
  const [namespace, name] = say('proxy-ssl-secret')!.split('/');
  return {
    verify: say('proxy-ssl-verify') === 'on',
    ca: await view.authorities(namespace, name, ['Opaque', 'kubernetes.io/tls']),
    depth: Number(say('proxy-ssl-verify-depth') ?? 1),
    sni: say('proxy-ssl-server-name') === 'on',
    name: say('proxy-ssl-name') ?? '$proxy_host',
    protocols: say('proxy-ssl-protocols') ?? 'TLSv1 TLSv1.1 TLSv1.2',
    client: await view.keyPair(namespace, name),
  };
}
