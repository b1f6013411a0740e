export { CertificateIssuer } from './certificate-issuer';
export { EdgePlacement, type EdgeProps } from './edge';
export { EdgeRateLimit, type EdgeRateLimitOptions } from './edge-rate-limit';
export { EdgeTls } from './edge-tls';
export type { GatewayRouteOptions } from './gateway-route';
export type { GatewayServerOptions } from './gateway-server';
export { GatewayTls, type GatewayTlsOptions, TlsVersion } from './gateway-tls';
export { KubernetesIngress, type KubernetesIngressProps, type KubernetesIngressRouteOptions } from './kubernetes-ingress';
export { MeshGateway, type MeshGatewayProps } from './mesh-gateway';
export {
  type F5ControllerOptions, type GatewayFabricOptions, type IngressClassOptions, type IngressNginxOptions, NginxController,
} from './nginx-controller';
export { NginxEdge, type NginxEdgeProps } from './nginx-edge';
