import type { NginxController as NginxControllerFact } from '../../model/nginx';
import { checkDnsLabel, checkDnsName } from '../../support/dns-name';
import { checkStatus } from '../../support/http-status';
import { checkReason } from '../../support/reason';

/**
 * Options of F5's NGINX Ingress Controller.
 */
export interface F5ControllerOptions {
  /**
   * Its IngressClass.
   *
   * @default 'nginx'
   */
  readonly ingressClassName?: string;
}

/**
 * Options of NGINX Gateway Fabric.
 */
export interface GatewayFabricOptions {
  /**
   * Its GatewayClass, which must not be Istio's.
   *
   * @default 'nginx'
   */
  readonly gatewayClassName?: string;

  /**
   * Namespace of the edge's objects, and of the pods that the controller makes for them.
   *
   * @default - the namespace of the Istio gateway's pods
   */
  readonly namespaceName?: string;
}

/**
 * Options of the community's ingress-nginx.
 */
export interface IngressNginxOptions {
  /**
   * Why a controller without security fixes is acceptable. It is written on the objects.
   */
  readonly reason: string;

  /**
   * Its IngressClass.
   *
   * @default 'nginx'
   */
  readonly ingressClassName?: string;

  /**
   * What the controller answers above a limit: `limit-req-status-code` of its ConfigMap, which no Ingress can set.
   *
   * @default 503
   */
  readonly limitReqStatusCode?: number;
}

/**
 * Options of an Ingress without annotations.
 */
export interface IngressClassOptions {
  /**
   * Why it is acceptable that nothing but hosts, paths and a certificate can be asked for: no redirect from port 80, no limits, no TLS to
   * the gateway. It is written on the objects.
   */
  readonly reason: string;
}

/**
 * Which controller serves an `NginxEdge`.
 */
export class NginxController {
  /**
   * F5 NGINX Ingress Controller, by VirtualServers and Policies. Ingresses have no field for a client certificate, and their annotations
   * are not checked by the API server.
   *
   * Throws MSH003 for a bad class.
   *
   * @param options Its class.
   * @see https://docs.nginx.com/nginx-ingress-controller/
   */
  public static f5(options: F5ControllerOptions = {}): NginxController {
    return new NginxController({ kind: 'f5', className: checkDnsName(options.ingressClassName ?? 'nginx', 'IngressClass') });
  }

  /**
   * NGINX Gateway Fabric, by the Gateway API and its own policies.
   *
   * Throws MSH002 or MSH003 for a bad namespace or class.
   *
   * @param options Its class, and where its objects lie.
   * @see https://docs.nginx.com/nginx-gateway-fabric/
   */
  public static gatewayFabric(options: GatewayFabricOptions = {}): NginxController {
    return new NginxController({
      kind: 'fabric',
      className: checkDnsName(options.gatewayClassName ?? 'nginx', 'GatewayClass'),
      namespace: options.namespaceName === undefined ? undefined : checkDnsLabel(options.namespaceName, 'namespace'),
    });
  }

  /**
   * The community's ingress-nginx. It has had no fixes since March 2026, security ones included: for clusters that have it still.
   *
   * Throws MSH003 for a bad class; MSH024 for a bad status; MSH053 without a reason.
   *
   * @param options Why it is acceptable, and how it is set up.
   * @see https://kubernetes.github.io/ingress-nginx/user-guide/nginx-configuration/annotations/
   */
  public static ingressNginx(options: IngressNginxOptions): NginxController {
    return new NginxController({
      kind: 'ingress-nginx',
      className: checkDnsName(options.ingressClassName ?? 'nginx', 'IngressClass'),
      reason: checkReason(undefined, options.reason, 'the retired ingress-nginx'),
      limitStatus: checkStatus(options.limitReqStatusCode ?? 503, 'limitReqStatusCode'),
    });
  }

  /**
   * Any controller that reads Ingresses, by what all of them understand.
   *
   * Throws MSH003 for a bad class; MSH053 without a reason.
   *
   * @param className Its IngressClass.
   * @param options Why what it cannot do is acceptable.
   * @see https://kubernetes.io/docs/concepts/services-networking/ingress/
   */
  public static ingressClass(className: string, options: IngressClassOptions): NginxController {
    return new NginxController({
      kind: 'ingress', className: checkDnsName(className, 'IngressClass'), reason: checkReason(undefined, options.reason, 'an Ingress without redirect, limits and TLS to the gateway'),
    });
  }

  private constructor(
    /** @internal */
    public readonly _controller: NginxControllerFact,
  ) {}
}
