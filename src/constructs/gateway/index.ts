export * from './certificate-issuer';
export { GatewayRouteOptions } from './gateway-route';
export { GatewayServerOptions } from './gateway-server';
export * from './gateway-tls';
export * from './mesh-gateway';
