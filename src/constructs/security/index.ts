export * from './claim-match';
export type { JwtOptions } from './jwt-options';
export * from './jwt-rule';
