import type { GatewayKey } from './gateway';
import type { Origin } from './origin';
import type { ServiceKey } from './service';
import type { PathPattern } from './traffic';

export interface ClaimRule {
  /** `['realm_access', 'roles']` is the claim `roles` inside of `realm_access`. */
  readonly claim: readonly string[];
  /** The claim, or one item of it where it is a list, must be one of these. */
  readonly values: readonly string[];
}

export interface JwtRule {
  readonly issuer: string;
  readonly jwksUri?: string;
  readonly jwks?: string;
  readonly audiences: readonly string[];
  readonly fromHeaders: readonly { readonly name: string; readonly prefix?: string }[];
  readonly fromParams: readonly string[];
  readonly fromCookies: readonly string[];
  readonly forwardOriginalToken: boolean;
  readonly outputPayloadToHeader?: string;
  readonly outputClaimToHeaders: readonly { readonly header: string; readonly claim: string }[];
  readonly claims: readonly ClaimRule[];
}

export type JwtSubject =
  | { readonly kind: 'service'; readonly service: ServiceKey }
  | { readonly kind: 'gateway'; readonly gateway: GatewayKey; readonly hosts: readonly string[] };

/** Requests need a valid token, but for the public paths. */
export interface JwtRequirement {
  readonly subject: JwtSubject;
  readonly rules: readonly JwtRule[];
  readonly publicPaths: readonly PathPattern[];
  readonly origin: Origin;
}
