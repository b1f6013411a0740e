import type { SecretKey } from '../../../model/kong';
import { checkDnsName } from '../../../support/dns-name';
import { checkSecretKey } from '../../../support/secret-key';

/**
 * A value that only a Secret knows. The Secret lies in the namespace of the edge's objects; the controller puts the value into Kong's
 * configuration, and no manifest holds it.
 *
 * The controller reads it as JSON, so a text stands in the Secret with its quotation marks: `"s3cret"`.
 *
 * @example
 *
 * KongRateStore.redis({ host: 'redis.example.com', password: KongSecretKey.of('kong-redis', 'password') });
 *
 * @see https://developer.konghq.com/kubernetes-ingress-controller/plugins/secrets/
 */
export class KongSecretKey {
  /**
   * A key of a Secret.
   *
   * Throws MSH003 when it is not the name of a Secret; MSH045 when a Secret cannot have such a key.
   *
   * @param secretName Name of the Secret.
   * @param key Key in the Secret.
   */
  public static of(secretName: string, key: string): KongSecretKey {
    return new KongSecretKey({ name: checkDnsName(secretName, 'Secret'), key: checkSecretKey(key) });
  }

  private constructor(
    /** @internal */
    public readonly _key: SecretKey,
  ) {}
}
