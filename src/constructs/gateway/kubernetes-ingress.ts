import { Construct } from 'constructs';
import { type EdgeTls } from './edge-tls';
import { httpPortOf } from './gateway-route';
import type { EdgePath } from '../../model/edge';
import type { Service } from '../../model/service';
import { renderCertificate } from '../../render/certificate';
import { renderKubernetesIngress } from '../../render/ingress';
import { CERTIFICATE, INGRESS } from '../../render/kinds';
import { checkDnsLabel, checkDnsName } from '../../support/dns-name';
import { explain, fail } from '../../support/errors';
import { checkHost } from '../../support/host-name';
import { checkReason } from '../../support/reason';
import { bookOf } from '../book';
import { emit } from '../emit';
import { targetOf } from '../service/call-target';
import { type PlaintextSource } from '../service/mutual-tls-exception';
import { type IPlainService } from '../service/plain-service';
import { type PathMatch } from '../traffic/path-match';

/**
 * Properties of a `KubernetesIngress`.
 */
export interface KubernetesIngressProps {
  /**
   * IngressClass of the controller that serves it.
   */
  readonly ingressClassName: string;

  /**
   * Pods or addresses of the controller: the NetworkPolicies of the services let them in.
   */
  readonly controller: PlaintextSource;

  /**
   * The certificate that clients see. Its Secret lies in the namespace of the services.
   *
   * @default - none, which needs `plaintextReason`
   */
  readonly tls?: EdgeTls;

  /**
   * Why clients are served in clear. It is written on the Ingress.
   *
   * @default - none; required without `tls`
   */
  readonly plaintextReason?: string;
}

/**
 * Which requests go to a service.
 */
export interface KubernetesIngressRouteOptions {
  /**
   * Path of the request: `PathMatch.exact()` or `PathMatch.subtree()`.
   *
   * @default - every path
   */
  readonly path?: PathMatch;

  /**
   * Port of the service.
   *
   * @default - its HTTP port; required where it has several
   */
  readonly port?: number;
}

/**
 * Hosts and paths of services outside of the mesh: where a migration begins. It says what every controller understands, and nothing that
 * only one does.
 *
 * Services of the mesh cannot be behind it: whoever comes by an Ingress has no identity, and has not passed the gateway. All services are
 * of one namespace, in which the Ingress lies. Whether port 80 sends to HTTPS is up to the controller.
 *
 * The constructor throws MSH002 or MSH003 for a bad id or class; MSH053 without a certificate and without a reason. At synth: MSH401 for a
 * host that is served in another way, too; MSH404 without routes; MSH413 for one path to two places.
 *
 * @example
 *
 * const chart = new Chart(new App(), 'shop');
 * const old = new PlainNamespace(chart, 'old');
 * const shop = new PlainService(old, 'shop', {
 *   ports: [ServicePort.http(8080)],
 *   workload: Workload.deployment({ image: 'registry.example.com/shop:3.2.0' }),
 *   reason: 'moves into the mesh in March',
 * });
 * const ingress = new KubernetesIngress(chart, 'web', {
 *   ingressClassName: 'nginx',
 *   controller: PlaintextSource.pods('nginx-ingress', { app: 'nginx-ingress' }),
 *   tls: EdgeTls.secret('web-tls'),
 * });
 * ingress.route('www.example.com', shop, { path: PathMatch.subtree('/shop') });
 *
 * @see https://kubernetes.io/docs/concepts/services-networking/ingress/
 */
export class KubernetesIngress extends Construct {
  private readonly ingressName: string;
  private readonly reason: string | undefined;
  private namespace: string | undefined;

  /**
   * @param scope A chart, or anything inside of one.
   * @param id Name of the Ingress.
   * @param props Who serves it, and with which certificate.
   */
  public constructor(scope: Construct, id: string, private readonly props: KubernetesIngressProps) {
    super(scope, id);
    this.ingressName = checkDnsLabel(id, 'Ingress', this);
    checkDnsName(props.ingressClassName, 'IngressClass', this);
    this.reason = props.tls === undefined ? checkReason(this, props.plaintextReason, 'an Ingress without a certificate') : undefined;
    bookOf(this).add('checks', (model) => (model.ingressRoutesOf(this.node.path).length > 0 ? [] : [{
      code: 'MSH404', path: this.node.path, message: explain({ what: 'the Ingress leads nowhere', fix: 'declare with route(host, service) what it serves' }),
    }]));
  }

  /**
   * Sends requests to a service outside of the mesh.
   *
   * Throws MSH005 for a bad host; MSH055 for a port the service does not have, or when it has several HTTP ports and none is named; MSH078
   * for what is no service; MSH079 for a port that is not HTTP; MSH411 for a service of the mesh; MSH412 for one of another namespace;
   * MSH414 for a path that an Ingress cannot tell from others.
   *
   * @param host The host that clients ask for. A wildcard first label is allowed.
   * @param service The service that gets the requests.
   * @param options Which requests go there. Left out: all of the host.
   */
  public route(host: string, service: IPlainService, options: KubernetesIngressRouteOptions = {}): void {
    const callee = this.backendOf(service);
    bookOf(this).add('ingressRoutes', {
      ingress: this.node.path,
      host: checkHost(host, this),
      path: this.pathOf(options.path),
      service: callee.key,
      port: httpPortOf(this, callee, options.port),
      controller: this.props.controller._peer,
      origin: { path: this.node.path, call: `route(${callee.name})` },
    });
    if (this.namespace === undefined) this.emitIn(callee.namespace);
  }

  private backendOf(construct: IPlainService): Service {
    const target = targetOf(construct);
    if (target.kind !== 'service') return fail(this, 'MSH078', { what: 'an Ingress leads to services of the cluster only', got: target.external.hosts });
    const { service } = target;
    if (service.dataPlane !== 'NONE') {
      fail(this, 'MSH411', {
        what: `${service.name} is a service of the mesh: by an Ingress, requests would come to it past the gateway, and without an identity`,
        got: service.key,
        fix: 'route it by a MeshGateway, and let NginxEdge or KongEdge stand before that',
      });
    }
    if (this.namespace !== undefined && this.namespace !== service.namespace) {
      fail(this, 'MSH412', {
        what: 'an Ingress leads to services of its own namespace only', got: service.key, allowed: `services of ${this.namespace}`, fix: 'use a KubernetesIngress for each namespace',
      });
    }
    return service;
  }

  /** Controllers differ in everything else. */
  private pathOf(path: PathMatch | undefined): EdgePath {
    if (path === undefined) return { kind: 'subtree', value: '/' };
    const { kind, value } = path._path;
    if (kind === 'exact' || kind === 'subtree') return { kind, value };
    if (value === '/') return { kind: 'subtree', value };
    return fail(this, 'MSH414', {
      what: 'an Ingress knows whole paths and whole segments', got: value, allowed: 'PathMatch.exact() or PathMatch.subtree()', fix: 'name the segments, and leave the rest to the service',
    });
  }

  private emitIn(namespace: string): void {
    this.namespace = namespace;
    const { ingressClassName, tls } = this.props;
    const { reason } = this;
    const routes = () => bookOf(this).model.ingressRoutesOf(this.node.path);
    emit(this, 'Resource', {
      kind: INGRESS,
      name: this.ingressName,
      namespace,
      reasons: () => (reason === undefined ? [] : [reason]),
      spec: () => renderKubernetesIngress(bookOf(this).model, routes(), ingressClassName, tls?._secretName),
    });
    if (tls?._issuer === undefined) return;
    const { _secretName: secretName, _issuer: issuer } = tls;
    const hosts = () => routes().map(({ host }) => host);
    const issuerRef = { name: issuer._name, kind: issuer._kind };
    emit(this, 'Certificate', {
      kind: CERTIFICATE, name: secretName, namespace, spec: () => renderCertificate({ secretName, dnsNames: hosts(), issuerRef }),
    });
  }
}
