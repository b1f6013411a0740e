import type { Edge, EdgeHost } from '../model/edge';
import type { NginxSettings } from '../model/nginx';

const PREFIX = 'nginx.ingress.kubernetes.io/';

/** Every annotation that an Ingress of ours may have for the community's controller. */
export const INGRESS_NGINX_ANNOTATIONS = [
  'backend-protocol', 'limit-burst-multiplier', 'limit-rpm', 'limit-rps', 'proxy-ssl-name', 'proxy-ssl-protocols', 'proxy-ssl-secret',
  'proxy-ssl-server-name', 'proxy-ssl-verify', 'proxy-ssl-verify-depth', 'service-upstream', 'ssl-redirect',
].map((name) => PREFIX + name);

/**
 * What an Ingress has no field for. All values are text.
 *
 * @see https://kubernetes.github.io/ingress-nginx/user-guide/nginx-configuration/annotations/
 */
export function renderIngressNginxAnnotations(
  edge: Edge, { hop }: EdgeHost, { rateLimit }: NginxSettings, namespace: string,
): Readonly<Record<string, string>> {
  const limit = rateLimit && {
    [rateLimit.unit === 'second' ? 'limit-rps' : 'limit-rpm']: String(rateLimit.requests),
    'limit-burst-multiplier': String(rateLimit.burst / rateLimit.requests),
  };
  const secured = hop.tls && {
    'backend-protocol': 'HTTPS',
    'proxy-ssl-secret': `${namespace}/${edge.caCertificate}`,
    'proxy-ssl-verify': 'on',
    'proxy-ssl-verify-depth': '3',
    // the gateway chooses its certificate by it
    'proxy-ssl-server-name': 'on',
    'proxy-ssl-name': hop.serverName,
    'proxy-ssl-protocols': 'TLSv1.2 TLSv1.3',
  };
  const all = { 'ssl-redirect': 'true', ...(edge.meshed ? { 'service-upstream': 'true' } : {}), ...limit, ...secured };
  return Object.fromEntries(Object.entries(all).map(([name, value]) => [PREFIX + name, value]));
}
