import { App, Chart, Testing } from 'cdk8s';
import {
  EdgePlacement, EdgeRateLimit, EdgeTls, GatewayTls, KongEdge, KongEdition, MeshConfig, MeshConfigFormat, MeshGateway, MeshService,
  type NginxController, NginxEdge, PathMatch, ServicePort, Workload, ZeroTrustNamespace,
} from '../../src';
import type { KubeObject } from '../mesh/kube';

/** Secrets of the edge's own, beside the gateway's: what its users would have put there. */
export interface EdgeSecrets {
  readonly caCertificate: string;
  readonly clientCertificate: string;
}

const CERTIFICATE = EdgeTls.secret('public-tls');

/** How many requests come through at once by a limited host: one at the rate, and these above it. */
export const BURST = 12;

/** So low that none comes back while a test lasts. */
const LIMIT = EdgeRateLimit.perMinute(1, { burst: BURST });

/** A zero-trust shop behind a gateway, with NGINX before it. */
export class EdgeShop {
  /** Three sorts of servers, and two edges, of which the second is limited. */
  static withThreeWays(controller: NginxController, secrets: EdgeSecrets): EdgeShop {
    const shop = new EdgeShop();
    shop.openThreeWays();
    const { gateway } = shop;
    const hosts = ['api.example.com', 'www.example.com', '*.shops.example.com', 'plain.example.com'];
    new NginxEdge(shop.chart, 'nginx', { gateway, hosts, controller, tls: CERTIFICATE, ...secrets });
    new NginxEdge(shop.chart, 'limited', { gateway, hosts: ['limited.example.com'], controller, tls: CERTIFICATE, rateLimit: LIMIT });
    return shop;
  }

  /** The same servers behind Kong, in whose namespace the test's Secrets are. */
  static withKong(secrets: EdgeSecrets): EdgeShop {
    const shop = new EdgeShop();
    shop.openThreeWays();
    new KongEdge(shop.chart, 'kong', { gateway: shop.gateway, edition: KongEdition.OSS_3_9, namespaceName: 'istio-system', tls: CERTIFICATE, ...secrets });
    return shop;
  }

  /** The same with a proxy of the mesh beside Kong, which would not know where a request in clear goes: without servers in clear. */
  static withKongInMesh(namespaceName: string, secrets: EdgeSecrets): { shop: EdgeShop; kong: KongEdge } {
    const shop = new EdgeShop();
    shop.openThreeWays([]);
    const { chart, gateway } = shop;
    const placement = EdgePlacement.INSIDE_MESH;
    return { shop, kong: new KongEdge(chart, 'kong', { gateway, edition: KongEdition.OSS_3_9, placement, namespaceName, tls: CERTIFICATE, ...secrets }) };
  }

  /** One server, and one edge with a limit. */
  static withOneWay(controller: NginxController, secrets: EdgeSecrets): EdgeShop {
    const shop = new EdgeShop();
    const { gateway } = shop;
    shop.routeOrders(shop.orders);
    new NginxEdge(shop.chart, 'fabric', { gateway, controller, tls: CERTIFICATE, rateLimit: LIMIT, ...secrets });
    return shop;
  }

  private readonly app = new App();
  private readonly chart = new Chart(this.app, 'shop');
  private readonly namespace = new ZeroTrustNamespace(this.chart, 'shop');
  private readonly orders = this.service('orders');
  private readonly gateway = new MeshGateway(this.namespace, 'web', { hosts: ['api.example.com'], tls: GatewayTls.mutual('web-tls') });

  get objects(): KubeObject[] {
    return this.app.charts.flatMap((of) => Testing.synth(of));
  }

  /** The mesh's own configuration with what the app asks of it. */
  configured(current: string): string {
    return MeshConfig.of(this.app).toText(MeshConfigFormat.CONFIG_MAP, { current });
  }

  private service(name: string): MeshService {
    return new MeshService(this.namespace, name, { ports: [ServicePort.http(8080)], workload: Workload.deployment({ image: 'registry.example.com/shop:1.0.0' }) });
  }

  /** With mutual TLS, with TLS, and in clear. */
  private openThreeWays(inClear: string[] = ['plain.example.com', 'limited.example.com']): void {
    const { gateway } = this;
    gateway.addServer({ hosts: ['www.example.com', '*.shops.example.com'], tls: GatewayTls.simple('pages-tls'), port: 8443, redirectHttp: false });
    if (inClear.length > 0) gateway.addServer({ hosts: inClear, port: 8080, plaintextReason: 'tests the way in clear' });
    this.routeOrders(this.orders);
    gateway.route(this.service('pages'), { hosts: ['www.example.com', '*.shops.example.com', ...inClear] });
  }

  private routeOrders(orders: MeshService): void {
    this.gateway.route(orders, { hosts: ['api.example.com'], path: PathMatch.subtree('/v1/orders') });
    this.gateway.route(orders, { hosts: ['api.example.com'], path: PathMatch.exact('/v1/status') });
  }
}
