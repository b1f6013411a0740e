export * from './certificate-issuer';
export type { GatewayRouteOptions } from './gateway-route';
export type { GatewayServerOptions } from './gateway-server';
export * from './gateway-tls';
export * from './mesh-gateway';
