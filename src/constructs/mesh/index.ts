export { DataPlane, MutualTlsMode, OutboundTrafficPolicy } from './data-plane';
export { DnsServer } from './dns-server';
export { EnforcementStage } from './enforcement-stage';
export { ExistingNamespace } from './existing-namespace';
export { type IngressGatewayProps, Mesh, type MeshProps } from './mesh';
export { type IMeshNamespace, MeshNamespace, type MeshNamespaceProps } from './mesh-namespace';
export { PodSecurityLevel } from './pod-security-level';
export type { NamespaceGrantOptions, ScrapeOptions } from './zero-trust-grants';
export { ZeroTrustNamespace, type ZeroTrustNamespaceProps } from './zero-trust-namespace';
