export { CertificateIssuer } from './certificate-issuer';
export type { GatewayRouteOptions } from './gateway-route';
export type { GatewayServerOptions } from './gateway-server';
export { GatewayTls, type GatewayTlsOptions, TlsVersion } from './gateway-tls';
export { MeshGateway, type MeshGatewayProps } from './mesh-gateway';
