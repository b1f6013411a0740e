import { type Size } from 'cdk8s';
import { type MaskedField } from './masked-field';
import { type KongResponseTransformerOptions, maskResponseOf, responseTransformerOf } from './plugin-answers';
import {
  aclOf, jwtOf, keyAuthOf, type KongJwtOptions, type KongKeyAuthOptions, type KongOAuth2Options, type KongOpenIdConnectOptions, oauth2Of,
  openIdConnectOf,
} from './plugin-authentication';
import { corsOf } from './plugin-cors';
import { ipRestrictionOf, type KongIpRestrictionOptions, type KongRateLimitOptions, rateLimitingOf, requestSizeLimitingOf } from './plugin-limits';
import {
  correlationIdOf, fileLogOf, httpLogOf, type KongCorrelationIdOptions, type KongFileLogOptions, type KongHttpLogOptions,
  type KongPrometheusOptions, prometheusOf,
} from './plugin-observation';
import {
  injectionProtectionOf, type KongInjectionProtectionOptions, type KongRequestValidatorOptions, requestValidatorOf,
} from './plugin-protection';
import type { KongPlugin as KongPluginFact } from '../../../model/kong';
import { type CorsPolicy } from '../../traffic/cors-policy';

/**
 * A plugin of Kong, with what it is told. Which Kong has it is known to the edge: `KongEdge.plugin()` refuses what cannot run there, and says what
 * does the work instead.
 *
 * @example
 *
 * KongPlugin.rateLimiting({ minute: 600, hour: 20_000, limitBy: KongLimitBy.consumer() });
 *
 * @see https://developer.konghq.com/plugins/
 */
export class KongPlugin {
  /**
   * `oauth2`: Kong itself issues tokens. It needs Kong's database.
   *
   * Throws MSH001 for an empty list; MSH009 for a blank scope; MSH013 for a bad duration; MSH014 when nobody could get a token.
   *
   * @param options What tokens are for, and who gets them.
   * @see https://developer.konghq.com/plugins/oauth2/
   */
  public static oauth2(options: KongOAuth2Options = {}): KongPlugin {
    return new KongPlugin(oauth2Of(options));
  }

  /**
   * `jwt`: tokens of an identity provider, by public keys that consumers' credentials hold.
   *
   * Throws MSH009 for a blank claim; MSH013 for a bad duration.
   *
   * @param options What tokens must say.
   * @see https://developer.konghq.com/plugins/jwt/
   */
  public static jwt(options: KongJwtOptions = {}): KongPlugin {
    return new KongPlugin(jwtOf(options));
  }

  /**
   * `openid-connect`, of Kong Enterprise: tokens of an identity provider, by the keys it publishes.
   *
   * Throws MSH001 for an empty list; MSH009 for a blank text; MSH034 or MSH434 for an issuer that is no `https:` URL.
   *
   * @param options The provider, and what its tokens must say.
   * @see https://developer.konghq.com/plugins/openid-connect/
   */
  public static openIdConnect(options: KongOpenIdConnectOptions): KongPlugin {
    return new KongPlugin(openIdConnectOf(options));
  }

  /**
   * `key-auth`: keys that consumers send in a header.
   *
   * Throws MSH020 or MSH021 for a bad header name.
   *
   * @param options The header.
   * @see https://developer.konghq.com/plugins/key-auth/
   */
  public static keyAuth(options: KongKeyAuthOptions = {}): KongPlugin {
    return new KongPlugin(keyAuthOf(options));
  }

  /**
   * `acl`: only consumers of these groups may call. Their groups are credentials: `KongCredential.acl()`.
   *
   * Throws MSH001 for an empty list; MSH009 for a blank name.
   *
   * @param groups Names of groups.
   * @see https://developer.konghq.com/plugins/acl/
   */
  public static acl(groups: string[]): KongPlugin {
    return new KongPlugin(aclOf(groups));
  }

  /**
   * `rate-limiting`: so many requests, and above it 429. Limits for plans are several of these, each for the consumers of its plan.
   *
   * Throws MSH011 for a number out of range; MSH014 without a limit; MSH053 for a blank reason; MSH433 when a longer period allows less
   * than a shorter one.
   *
   * @param options How many, of whom, and where they are counted.
   * @see https://developer.konghq.com/plugins/rate-limiting/
   */
  public static rateLimiting(options: KongRateLimitOptions): KongPlugin {
    return new KongPlugin(rateLimitingOf(options));
  }

  /**
   * `request-size-limiting`: larger bodies are answered with 413.
   *
   * Throws MSH011 for a size out of range.
   *
   * @param largest The largest body that is let through.
   * @see https://developer.konghq.com/plugins/request-size-limiting/
   */
  public static requestSizeLimiting(largest: Size): KongPlugin {
    return new KongPlugin(requestSizeLimitingOf(largest));
  }

  /**
   * `ip-restriction`: who may call, by address; all others are answered with 403.
   *
   * Throws MSH001 for an empty list; MSH008 for a bad address; MSH014 when nothing is said.
   *
   * @param options The addresses.
   * @see https://developer.konghq.com/plugins/ip-restriction/
   */
  public static ipRestriction(options: KongIpRestrictionOptions): KongPlugin {
    return new KongPlugin(ipRestrictionOf(options));
  }

  /**
   * `request-validator`, of Kong Enterprise: bodies that do not fit a JSON schema are answered with 400.
   *
   * Throws MSH001 for an empty list; MSH435 for what is no JSON schema.
   *
   * @param options The schema.
   * @see https://developer.konghq.com/plugins/request-validator/
   */
  public static requestValidator(options: KongRequestValidatorOptions): KongPlugin {
    return new KongPlugin(requestValidatorOf(options));
  }

  /**
   * `injection-protection`, of Kong Enterprise: requests with patterns of attacks are answered with 400.
   *
   * Throws MSH001 for an empty list; MSH010 for an unknown word; MSH053 for a blank reason.
   *
   * @param options What is looked for, and where.
   * @see https://developer.konghq.com/plugins/injection-protection/
   */
  public static injectionProtection(options: KongInjectionProtectionOptions = {}): KongPlugin {
    return new KongPlugin(injectionProtectionOf(options));
  }

  /**
   * Masks fields of JSON answers at any depth, by Lua that the library writes for `post-function`. Every other byte stays what the service
   * wrote. An answer that is no JSON, or compressed although Kong asks for it in clear, is withheld: its body says so, its status stays.
   * Kong holds the whole answer in memory meanwhile.
   *
   * Kong must let functions run: its setting `untrusted_lua` is `sandbox` unless somebody turned it off.
   *
   * Throws MSH001 for an empty list; MSH437 when a field lies in another.
   *
   * @param fields The fields.
   * @see https://developer.konghq.com/plugins/post-function/
   */
  public static maskResponse(fields: MaskedField[]): KongPlugin {
    return new KongPlugin(maskResponseOf(fields));
  }

  /**
   * `response-transformer`: takes headers and outermost fields out of answers.
   *
   * Throws MSH001 for an empty list; MSH014 when nothing is named; MSH020 or MSH021 for a bad header name; MSH436 for a field that is not
   * an outermost one.
   *
   * @param options What is taken out.
   * @see https://developer.konghq.com/plugins/response-transformer/
   */
  public static responseTransformer(options: KongResponseTransformerOptions): KongPlugin {
    return new KongPlugin(responseTransformerOf(options));
  }

  /**
   * `cors`: which web pages of other origins may call. In one place only: not where routes of the gateway have `cors`.
   *
   * @param policy Origins, and what their pages may do.
   * @see https://developer.konghq.com/plugins/cors/
   */
  public static cors(policy: CorsPolicy): KongPlugin {
    return new KongPlugin(corsOf(policy));
  }

  /**
   * `file-log`: a line of JSON for each request, without secrets.
   *
   * Throws MSH020 or MSH021 for a bad header name; MSH046 for a bad path.
   *
   * @param options The file, and what else is left out.
   * @see https://developer.konghq.com/plugins/file-log/
   */
  public static fileLog(options: KongFileLogOptions = {}): KongPlugin {
    return new KongPlugin(fileLogOf(options));
  }

  /**
   * `http-log`: a document of JSON for each request, without secrets.
   *
   * Throws MSH020 or MSH021 for a bad header name; MSH434 for a collector without `https:`.
   *
   * @param options The collector, and what else is left out.
   * @see https://developer.konghq.com/plugins/http-log/
   */
  public static httpLog(options: KongHttpLogOptions): KongPlugin {
    return new KongPlugin(httpLogOf(options));
  }

  /**
   * `correlation-id`: a number for each request that has none.
   *
   * Throws MSH020 or MSH021 for a bad header name.
   *
   * @param options The header.
   * @see https://developer.konghq.com/plugins/correlation-id/
   */
  public static correlationId(options: KongCorrelationIdOptions = {}): KongPlugin {
    return new KongPlugin(correlationIdOf(options));
  }

  /**
   * `prometheus`: metrics at Kong's status port.
   *
   * @param options Whether consumers are told apart.
   * @see https://developer.konghq.com/plugins/prometheus/
   */
  public static prometheus(options: KongPrometheusOptions = {}): KongPlugin {
    return new KongPlugin(prometheusOf(options));
  }

  private constructor(
    /** @internal */
    public readonly _plugin: KongPluginFact,
  ) {}
}
