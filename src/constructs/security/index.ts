export { ClaimMatch } from './claim-match';
export type { JwtOptions } from './jwt-options';
export { type JwtHeader, JwtRule, type JwtRuleProps } from './jwt-rule';
