export type { CheckedBody } from './checked-body';
export { ClaimMatch } from './claim-match';
export { DataClass } from './data-class';
export { type ExtAuthzOptions, ExtAuthzProvider, type GrpcExtAuthzOptions, type HttpExtAuthzOptions } from './ext-authz-provider';
export { ExternalAuthorization, type ExternalAuthorizationProps, type ProtectGatewayOptions, type ProtectOptions } from './external-authorization';
export type { JwtOptions } from './jwt-options';
export { type JwtHeader, JwtRule, type JwtRuleProps } from './jwt-rule';
export { OpenPolicyAgent, type OpenPolicyAgentProps } from './open-policy-agent';
export { RegoPolicy } from './rego-policy';
