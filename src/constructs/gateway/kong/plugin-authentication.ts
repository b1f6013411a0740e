import { type Duration } from 'cdk8s';
import { type KongSecretKey } from './kong-secret-key';
import { kongPlugin, type KongPlugin } from '../../../model/kong';
import { checkList, checkSomething } from '../../../support/closed-set';
import { sortedSet } from '../../../support/compare';
import { checkHeaderName } from '../../../support/http-header';
import { checkText } from '../../../support/plain-text';
import { checkSeconds } from '../../../support/time-span';
import { checkHttpsUrl } from '../../../support/web-url';

/**
 * Kong as an OAuth 2.0 server of its own: it issues tokens to applications of consumers and keeps them in its database. The grants that
 * OAuth 2.1 has dropped (implicit, password) cannot be asked for.
 */
export interface KongOAuth2Options {
  /**
   * What tokens can be for.
   *
   * @default - tokens have no scopes
   */
  readonly scopes?: string[];

  /**
   * Whether applications get tokens in their own name.
   *
   * @default true
   */
  readonly clientCredentials?: boolean;

  /**
   * The key by which the page where users log in proves itself to Kong. With it, applications get tokens in the name of users, with PKCE.
   *
   * @default - none: only in their own name
   */
  readonly provisionKey?: KongSecretKey;

  /**
   * How long a token is valid, in whole seconds.
   *
   * @default Duration.hours(2)
   */
  readonly tokenExpiration?: Duration;
}

/**
 * Tokens of an identity provider whose keys Kong is given: each consumer's credential holds the issuer's name and public key. When the provider
 * changes its keys, the credentials must change too.
 */
export interface KongJwtOptions {
  /**
   * The claim that says which credential the token belongs to.
   *
   * @default 'iss'
   */
  readonly keyClaimName?: string;

  /**
   * The longest life that a token may have left, up to 365 days, in whole seconds.
   *
   * @default - as long as it says
   */
  readonly maximumExpiration?: Duration;

  /**
   * Whether tokens must say from when on they are valid (`nbf`). That they have expired is always checked.
   *
   * @default false
   */
  readonly requireNotBefore?: boolean;
}

/**
 * Tokens of an identity provider, whose keys Kong reads from where the provider publishes them.
 */
export interface KongOpenIdConnectOptions {
  /**
   * The provider, by the `https:` URL that its tokens name.
   */
  readonly issuer: string;

  /**
   * For whom a token must be made: one of these.
   */
  readonly audiences: string[];

  /**
   * What a token must be for.
   *
   * @default - anything
   */
  readonly scopesRequired?: string[];

  /**
   * The claim with the name of a consumer. Tokens of nobody known are refused.
   *
   * @default - consumers are not looked for
   */
  readonly consumerClaim?: string;
}

/**
 * Keys that consumers send in a header.
 */
export interface KongKeyAuthOptions {
  /**
   * The header. It does not reach the service.
   *
   * @default 'apikey'
   */
  readonly headerName?: string;
}

const YEAR = 31_536_000;

export function oauth2Of(options: KongOAuth2Options): KongPlugin {
  const { clientCredentials = true, provisionKey } = options;
  checkSomething({ clientCredentials: clientCredentials || undefined, provisionKey }, 'the OAuth 2.0 server', 'let applications get tokens in their own name, or give `provisionKey`');
  const scopes = options.scopes && texts(options.scopes, 'scopes', 'a scope');
  const config = {
    ...(scopes && { scopes, mandatory_scope: true }),
    enable_client_credentials: clientCredentials,
    enable_authorization_code: provisionKey !== undefined,
    ...(provisionKey && { pkce: 'strict' }),
    token_expiration: options.tokenExpiration === undefined ? 7200 : checkSeconds(options.tokenExpiration, 'tokenExpiration'),
    hide_credentials: true,
  };
  return kongPlugin('oauth2', config, {
    secrets: provisionKey === undefined ? [] : [{ pointer: '/provision_key', from: provisionKey._key }],
    withoutDatabase: 'tokens of an identity provider are checked by KongPlugin.jwt(…), or by KongPlugin.openIdConnect(…) with Kong Enterprise',
    authenticatesBy: 'oauth2',
    takesToken: true,
  });
}

/** Tokens are taken from the header alone: addresses and cookies end up in logs, and cookies are sent by whatever page asks. */
export function jwtOf(options: KongJwtOptions): KongPlugin {
  const most = options.maximumExpiration === undefined ? 0 : Math.min(checkSeconds(options.maximumExpiration, 'maximumExpiration'), YEAR);
  return kongPlugin('jwt', {
    key_claim_name: checkText(options.keyClaimName ?? 'iss', 'keyClaimName'),
    claims_to_verify: options.requireNotBefore === true ? ['exp', 'nbf'] : ['exp'],
    maximum_expiration: most,
    header_names: ['authorization'],
    uri_param_names: [],
    cookie_names: [],
    run_on_preflight: true,
  }, { authenticatesBy: 'jwt', takesToken: true });
}

export function openIdConnectOf(options: KongOpenIdConnectOptions): KongPlugin {
  const scopes = options.scopesRequired && texts(options.scopesRequired, 'scopesRequired', 'a scope');
  const claim = options.consumerClaim === undefined ? undefined : checkText(options.consumerClaim, 'consumerClaim');
  return kongPlugin('openid-connect', {
    issuer: checkHttpsUrl(options.issuer, 'the issuer'),
    auth_methods: ['bearer'],
    bearer_token_param_type: ['header'],
    audience_required: texts(options.audiences, 'audiences', 'an audience'),
    ...(scopes && { scopes_required: scopes }),
    ...(claim === undefined ? {} : { consumer_claim: [claim], consumer_by: ['username', 'custom_id'], consumer_optional: false }),
    ssl_verify: true,
  }, {
    withoutEnterprise: 'with open source, KongPlugin.jwt(…) checks tokens by keys that consumers’ credentials hold, and gateway.requireJwt(…) by those the provider publishes',
    authenticatesBy: claim === undefined ? undefined : 'claim',
    takesToken: true,
  });
}

export function keyAuthOf({ headerName = 'apikey' }: KongKeyAuthOptions): KongPlugin {
  return kongPlugin('key-auth', {
    key_names: [checkHeaderName(headerName, 'headerName')], key_in_header: true, key_in_query: false, key_in_body: false, hide_credentials: true, run_on_preflight: true,
  }, { authenticatesBy: 'key-auth' });
}

export function aclOf(groups: readonly string[]): KongPlugin {
  return kongPlugin('acl', { allow: texts(groups, 'groups', 'a group'), hide_groups_header: true }, { asksForConsumers: true });
}

function texts(given: readonly string[], list: string, one: string): string[] {
  return sortedSet(checkList(given, list, 'name at least one').map((text) => checkText(text, one)));
}
