import { Yaml } from 'cdk8s';
import { Construct } from 'constructs';
import { declareEdge, type EdgeProps, edgeOf, EdgePlacement } from './edge';
import { type EdgeRateLimit } from './edge-rate-limit';
import { type EdgeTls } from './edge-tls';
import { f5Objects } from './nginx/f5';
import { fabricObjects } from './nginx/gateway-fabric';
import { ingressObjects } from './nginx/ingress';
import { gatewayService, type NginxObjects } from './nginx/nginx-objects';
import { NginxController } from './nginx-controller';
import type { NginxController as NginxControllerFact, NginxSettings } from '../../model/nginx';
import { TOO_MANY_REQUESTS } from '../../model/nginx';
import { renderCertificate } from '../../render/certificate';
import { CERTIFICATE } from '../../render/kinds';
import { renderNginxValues } from '../../render/nginx-values';
import { checkDnsLabel } from '../../support/dns-name';
import { fail } from '../../support/errors';
import { emit } from '../emit';

/**
 * Properties of an `NginxEdge`.
 */
export interface NginxEdgeProps extends EdgeProps {
  /**
   * The certificate that clients see. TLS ends at the edge, and port 80 sends to HTTPS.
   */
  readonly tls: EdgeTls;

  /**
   * Who serves it.
   *
   * @default NginxController.f5()
   */
  readonly controller?: NginxController;

  /**
   * How many requests of one client it lets through.
   *
   * @default - as many as come
   */
  readonly rateLimit?: EdgeRateLimit;
}

const OBJECTS: Readonly<Record<NginxControllerFact['kind'], NginxObjects>> = {
  'f5': f5Objects, 'fabric': fabricObjects, 'ingress-nginx': ingressObjects, 'ingress': ingressObjects,
};

/**
 * NGINX before a `MeshGateway`: it ends the clients' TLS, limits requests, and passes what the gateway routes on to the gateway.
 *
 * Hosts, paths and the protocol follow from the gateway: in clear where it speaks plain HTTP, with TLS whose certificate is verified, or
 * with a client certificate. The host that the client asked for is kept. Its objects lie in the namespace of the gateway's pods, and can
 * name no other backend than the gateway.
 *
 * The constructor throws MSH001 or MSH015 for a bad list of hosts; MSH002 when the id is not a DNS label; MSH003 for a bad name; MSH011 for
 * a bad number of hops; MSH408 for what the controller cannot do. At synth: MSH400 and MSH404 for hosts that the gateway does not serve;
 * MSH401 for hosts of another edge; MSH402, MSH403 and MSH409 for certificates that do not fit the gateway; MSH405 for client addresses that
 * could be forged; MSH406 for gRPC; MSH407 and MSH410 for a way to the gateway that does not work.
 *
 * @example
 *
 * const chart = new Chart(new App(), 'shop');
 * const shop = new ZeroTrustNamespace(chart, 'shop');
 * const orders = new MeshService(shop, 'orders', {
 *   ports: [ServicePort.http(8080)],
 *   workload: Workload.deployment({ image: 'registry.example.com/orders:1.8.0' }),
 * });
 * const gateway = new MeshGateway(shop, 'web', { hosts: ['api.example.com'], tls: GatewayTls.mutual('web-tls') });
 * gateway.route(orders, { path: PathMatch.subtree('/v1/orders') });
 * new NginxEdge(chart, 'nginx', {
 *   gateway,
 *   tls: EdgeTls.secret('public-tls'),
 *   caCertificate: 'web-ca',
 *   clientCertificate: 'nginx-client',
 *   rateLimit: EdgeRateLimit.perSecond(20),
 * });
 *
 * @see https://istio.io/latest/docs/ops/configuration/traffic-management/network-topologies/
 */
export class NginxEdge extends Construct {
  private readonly settings: NginxSettings;

  /**
   * @param scope A chart, or anything inside of one.
   * @param id Name of the edge, from which the names of its objects are made.
   * @param props The gateway, the certificates, the controller.
   */
  public constructor(scope: Construct, id: string, props: NginxEdgeProps) {
    super(scope, id);
    const { _controller: controller } = props.controller ?? NginxController.f5();
    this.settings = {
      name: checkDnsLabel(id, 'edge', this),
      controller,
      certificate: props.tls._secretName,
      rateLimit: props.rateLimit?._limit,
      meshed: props.placement === EdgePlacement.INSIDE_MESH,
    };
    this.checkAbilities(props);
    const emitHost = OBJECTS[controller.kind](this, this.settings);
    declareEdge(this, props, { name: id, call: 'new NginxEdge()', grpc: false, tls: controller.kind !== 'ingress', emitHost });
    this.emitCertificate(props.tls, controller);
  }

  /**
   * Values for the Helm chart of the controller, as YAML: what it needs besides this edge's objects, and no object can say. Empty where
   * it needs nothing.
   */
  public get controllerValues(): string {
    const values = renderNginxValues(this.settings);
    return values === undefined ? '' : Yaml.stringify(values);
  }

  private checkAbilities({ rateLimit, caCertificate, clientCertificate }: NginxEdgeProps): void {
    const { controller } = this.settings;
    if (controller.kind === 'ingress' && rateLimit !== undefined) {
      fail(this, 'MSH408', { what: 'an Ingress has no field for a limit of requests', got: controller.className, fix: 'use NginxController.f5() or gatewayFabric(), or leave `rateLimit` out' });
    }
    if (controller.kind !== 'ingress-nginx') return;
    if (rateLimit !== undefined && controller.limitStatus !== TOO_MANY_REQUESTS) {
      fail(this, 'MSH408', {
        what: 'ingress-nginx answers what is above a limit with a status that is set for the whole controller',
        got: controller.limitStatus,
        allowed: String(TOO_MANY_REQUESTS),
        fix: 'set limit-req-status-code to 429 in its ConfigMap, and say so with `limitReqStatusCode: 429`',
      });
    }
    if (rateLimit !== undefined && rateLimit._limit.burst % rateLimit._limit.requests !== 0) {
      fail(this, 'MSH408', { what: 'ingress-nginx knows bursts as a multiple of the rate only', got: rateLimit._limit.burst, allowed: `multiples of ${rateLimit._limit.requests}` });
    }
    if (clientCertificate !== undefined && clientCertificate !== caCertificate) {
      fail(this, 'MSH408', {
        what: 'ingress-nginx reads the authorities and the client certificate from one Secret',
        got: [caCertificate, clientCertificate],
        fix: 'keep ca.crt, tls.crt and tls.key in one Secret, and name it in `caCertificate` and `clientCertificate`',
      });
    }
  }

  /** One for all hosts. */
  private emitCertificate({ _secretName: secretName, _issuer: issuer }: EdgeTls, controller: NginxControllerFact): void {
    if (issuer === undefined) return;
    const own = controller.kind === 'fabric' ? controller.namespace : undefined;
    const dnsNames = () => edgeOf(this).hosts.map(({ host }) => host);
    emit(this, 'Certificate', {
      kind: CERTIFICATE,
      name: secretName,
      namespace: own ?? (() => gatewayService(this).namespace),
      spec: () => renderCertificate({ secretName, dnsNames: dnsNames(), issuerRef: { name: issuer._name, kind: issuer._kind } }),
    });
  }
}
