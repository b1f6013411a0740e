import type { Edge, EdgeHost } from '../../model/edge';
import type { KongEntrance } from '../../model/kong';
import { type IngressSpec, ingressPath } from '../ingress';

const KONG = 'konghq.com/';

/** Every annotation that a Service before the gateway may have. */
export const UPSTREAM_ANNOTATIONS = [
  ...['ca-certificates-secrets', 'client-cert', 'protocol', 'retries', 'tls-verify', 'tls-verify-depth'].map((name) => KONG + name),
  'ingress.kubernetes.io/service-upstream',
  'networking.istio.io/exportTo',
];

/** By which an Ingress or a consumer names plugins. */
export const PLUGINS = `${KONG}plugins`;

/** Every annotation that an Ingress for Kong may have. */
export const ENTRANCE_ANNOTATIONS = [...['https-redirect-status-code', 'preserve-host', 'protocols', 'strip-path'].map((name) => KONG + name), PLUGINS];

/**
 * How Kong speaks with the gateway. It keeps the host of the client, which is also the name in the handshake and the one the gateway's certificate must be for.
 *
 * @see https://developer.konghq.com/kubernetes-ingress-controller/reference/annotations/
 */
export function renderUpstreamAnnotations({ meshed, caCertificate, clientCertificate }: Edge, { hop }: EdgeHost): Readonly<Record<string, string>> {
  return {
    [`${KONG}protocol`]: hop.tls === undefined ? 'http' : 'https',
    // the gateway knows what may be tried again
    [`${KONG}retries`]: '0',
    ...(hop.tls !== undefined && { [`${KONG}tls-verify`]: 'true', [`${KONG}tls-verify-depth`]: '3' }),
    ...(hop.tls !== undefined && caCertificate !== undefined && { [`${KONG}ca-certificates-secrets`]: caCertificate }),
    ...(hop.tls === 'MUTUAL' && clientCertificate !== undefined && { [`${KONG}client-cert`]: clientCertificate }),
    // a proxy of the mesh finds the gateway by the address of its Service
    ...(meshed && { 'ingress.kubernetes.io/service-upstream': 'true' }),
    // only Kong asks for this name
    'networking.istio.io/exportTo': '~',
  };
}

/** The gateway by another name: Kong reads how to speak with it from a Service, and that of the gateway is not ours. */
export function renderUpstream({ hop: { port, tls } }: EdgeHost, gateway: string): object {
  return { type: 'ExternalName', externalName: gateway, ports: [{ name: tls === undefined ? 'http' : 'https', port, targetPort: port }] };
}

export function renderEntranceAnnotations({ plugins }: KongEntrance): Readonly<Record<string, string>> {
  return {
    [`${KONG}https-redirect-status-code`]: '308',
    ...renderPlugins(plugins),
    [`${KONG}preserve-host`]: 'true',
    // in clear there is nothing but the redirect
    [`${KONG}protocols`]: 'https',
    [`${KONG}strip-path`]: 'false',
  };
}

export function renderPlugins(names: readonly string[]): Readonly<Record<string, string>> {
  return names.length === 0 ? {} : { [PLUGINS]: names.join(',') };
}

/** What Kong is asked to let in, and who serves it. */
export interface EntranceSettings {
  readonly className: string;
  readonly certificate: string;
}

export function renderEntrance({ host, path }: KongEntrance, { hop }: EdgeHost, settings: EntranceSettings, serviceName: string): IngressSpec {
  const { className, certificate } = settings;
  return {
    ingressClassName: className,
    tls: [{ hosts: [host], secretName: certificate }],
    rules: [{ host, http: { paths: [ingressPath(path, { serviceName, port: hop.port })] } }],
  };
}
