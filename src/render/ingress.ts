import { given } from './given';
import { required } from './internal';
import type { EdgeHost, EdgePath } from '../model/edge';
import type { IngressRoute } from '../model/ingress';
import type { MeshModel } from '../model/model';
import type { NginxSettings } from '../model/nginx';
import { sortedSet } from '../support/compare';

/** The part of Kubernetes' IngressSpec that we set. */
export interface IngressSpec {
  readonly ingressClassName: string;
  readonly tls?: readonly { readonly hosts: readonly string[]; readonly secretName: string }[];
  readonly rules: readonly {
    readonly host: string;
    readonly http: { readonly paths: readonly IngressPath[] };
  }[];
}

interface IngressPath {
  readonly path: string;
  readonly pathType: 'Exact' | 'Prefix';
  readonly backend: { readonly service: { readonly name: string; readonly port: { readonly number: number } } };
}

/** Where requests go that an Ingress takes. */
export interface IngressBackend {
  readonly serviceName: string;
  readonly port: number;
}

/** `Prefix` goes by whole segments. */
export function ingressPath({ kind, value }: EdgePath, { serviceName, port }: IngressBackend): IngressPath {
  return { path: value, pathType: kind === 'exact' ? 'Exact' : 'Prefix', backend: { service: { name: serviceName, port: { number: port } } } };
}

/** One host of an edge, whose every path leads to the gateway. */
export function renderEdgeIngress({ host, paths, hop }: EdgeHost, { controller, certificate }: NginxSettings, serviceName: string): IngressSpec {
  const gateway = { serviceName, port: hop.port };
  return {
    ingressClassName: controller.className,
    tls: [{ hosts: [host], secretName: certificate }],
    rules: [{ host, http: { paths: paths.map((path) => ingressPath(path, gateway)) } }],
  };
}

/** Routes of several hosts, ordered; clients of all of them see one certificate. */
export function renderKubernetesIngress(
  model: MeshModel, routes: readonly IngressRoute[], ingressClassName: string, secretName: string | undefined,
): IngressSpec {
  const hosts = sortedSet(routes.map(({ host }) => host));
  const backend = ({ service, port }: IngressRoute) => ({ serviceName: required(model.services.get(service), `service ${service}`).name, port: port.number });
  return given({
    ingressClassName,
    tls: secretName === undefined ? undefined : [{ hosts, secretName }],
    rules: hosts.map((host) => ({
      host, http: { paths: routes.filter((route) => route.host === host).map((route) => ingressPath(route.path, backend(route))) },
    })),
  });
}
