import type { CredentialType } from '../../../model/kong';
import { checkDnsName } from '../../../support/dns-name';

/**
 * By what a consumer is known, as a Secret that somebody else makes: no manifest holds it. The Secret lies in the namespace of the edge's objects and has
 * the label `konghq.com/credential` with the type.
 *
 * @example
 *
 * KongCredential.jwt('acme-jwt');
 *
 * @see https://developer.konghq.com/kubernetes-ingress-controller/entities/consumer/
 */
export class KongCredential {
  /**
   * The keys by which tokens are checked. Label `jwt`; keys `algorithm`, `key` (the issuer), and `rsa_public_key` or, for HS256 and the like, `secret`.
   *
   * Throws MSH003 when it is not the name of a Secret.
   *
   * @param secretName Name of the Secret.
   */
  public static jwt(secretName: string): KongCredential {
    return new KongCredential('jwt', checkDnsName(secretName, 'Secret'));
  }

  /**
   * A key that the consumer sends. Label `key-auth`; key `key`.
   *
   * Throws MSH003 when it is not the name of a Secret.
   *
   * @param secretName Name of the Secret.
   */
  public static keyAuth(secretName: string): KongCredential {
    return new KongCredential('key-auth', checkDnsName(secretName, 'Secret'));
  }

  /**
   * An application that gets tokens of Kong. Label `oauth2`; keys `name`, `client_id`, `client_secret`, `redirect_uris`.
   *
   * Throws MSH003 when it is not the name of a Secret.
   *
   * @param secretName Name of the Secret.
   */
  public static oauth2(secretName: string): KongCredential {
    return new KongCredential('oauth2', checkDnsName(secretName, 'Secret'));
  }

  /**
   * A group that the consumer belongs to. Label `acl`; key `group`.
   *
   * Throws MSH003 when it is not the name of a Secret.
   *
   * @param secretName Name of the Secret.
   */
  public static acl(secretName: string): KongCredential {
    return new KongCredential('acl', checkDnsName(secretName, 'Secret'));
  }

  private constructor(
    /** @internal */
    public readonly _type: CredentialType,
    /** @internal */
    public readonly _secretName: string,
  ) {}
}
