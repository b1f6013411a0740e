import { given } from './given';
import type { EdgeHost, EdgePath } from '../model/edge';
import type { NginxSettings } from '../model/nginx';

/** The part of F5's VirtualServer that we set. */
export interface VirtualServerSpec {
  readonly ingressClassName: string;
  readonly host: string;
  readonly tls: { readonly secret: string; readonly redirect: { readonly enable: true; readonly code: 301 } };
  readonly policies?: readonly { readonly name: string }[];
  readonly upstreams: readonly {
    readonly 'name': string;
    readonly 'service': string;
    readonly 'port': number;
    readonly 'tls'?: { readonly enable: true };
    readonly 'use-cluster-ip'?: true;
  }[];
  readonly routes: readonly { readonly path: string; readonly action: { readonly pass: string } }[];
}

const UPSTREAM = 'gateway';

/**
 * One host, whose every path leads to the gateway. The controller keeps the client's `Host`.
 *
 * @see https://docs.nginx.com/nginx-ingress-controller/configuration/virtualserver-and-virtualserverroute-resources/
 */
export function renderVirtualServer(
  { host, paths, hop }: EdgeHost, settings: NginxSettings, serviceName: string, policies: readonly string[],
): VirtualServerSpec {
  return given({
    ingressClassName: settings.controller.className,
    host,
    tls: { secret: settings.certificate, redirect: { enable: true, code: 301 } },
    policies: policies.length === 0 ? undefined : policies.map((name) => ({ name })),
    upstreams: [given({
      'name': UPSTREAM,
      'service': serviceName,
      'port': hop.port,
      'tls': hop.tls && { enable: true },
      // the proxy of the mesh knows Services, not the pods behind them
      'use-cluster-ip': settings.meshed ? true : undefined,
    } as const)],
    routes: paths.flatMap(locations).map((path) => ({ path, action: { pass: UPSTREAM } })),
  } as const);
}

/** NGINX compares the beginnings of paths, by letters: whole segments are the path itself and what is below its slash. */
function locations({ kind, value }: EdgePath): string[] {
  if (kind === 'exact') return [`=${value}`];
  return value === '/' ? ['/'] : [`=${value}`, `${value}/`];
}
