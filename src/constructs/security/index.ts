export * from './claim-match';
export { JwtOptions } from './jwt-options';
export * from './jwt-rule';
