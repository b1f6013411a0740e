export { CertificateIssuer } from './certificate-issuer';
export { EdgePlacement, type EdgeProps } from './edge';
export { EdgeRateLimit, type EdgeRateLimitOptions } from './edge-rate-limit';
export { EdgeTls } from './edge-tls';
export type { GatewayRouteOptions } from './gateway-route';
export type { GatewayServerOptions } from './gateway-server';
export { GatewayTls, type GatewayTlsOptions, TlsVersion } from './gateway-tls';
export { KubernetesIngress, type KubernetesIngressProps, type KubernetesIngressRouteOptions } from './kubernetes-ingress';
export * from './kong';
export { KongEdge, type KongEdgeProps, type KongClusterPluginOptions, type KongConsumerOptions, type KongPluginOptions } from './kong-edge';
export { MeshGateway, type MeshGatewayProps } from './mesh-gateway';
export {
  type F5ControllerOptions, type GatewayFabricOptions, type IngressClassOptions, type IngressNginxOptions, NginxController,
} from './nginx-controller';
export { NginxEdge, type NginxEdgeProps } from './nginx-edge';
export { WebApplicationFirewall, type WebApplicationFirewallProps } from './web-application-firewall';
