export * from './data-plane';
export * from './enforcement-stage';
export * from './existing-namespace';
export * from './mesh';
export * from './mesh-namespace';
export * from './pod-security-level';
export type { NamespaceGrantOptions, ScrapeOptions } from './zero-trust-grants';
export * from './zero-trust-namespace';
