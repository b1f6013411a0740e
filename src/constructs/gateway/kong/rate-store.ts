import { type KongSecretKey } from './kong-secret-key';
import type { SecretSetting } from '../../../model/kong';
import { checkHost } from '../../../support/host-name';
import { checkWhole } from '../../../support/number';
import { checkPort } from '../../../support/port';
import { checkReason } from '../../../support/reason';

/**
 * A Redis in which requests are counted.
 */
export interface KongRedisOptions {
  /**
   * Its host name. With TLS, its certificate must be for this name, and Kong must know who signed it (`KONG_LUA_SSL_TRUSTED_CERTIFICATE`).
   */
  readonly host: string;

  /**
   * Its port.
   *
   * @default 6379
   */
  readonly port?: number;

  /**
   * Number of the database.
   *
   * @default 0
   */
  readonly database?: number;

  /**
   * Its password.
   *
   * @default - none
   */
  readonly password?: KongSecretKey;

  /**
   * Why it is acceptable that counters and password go over the network in clear.
   *
   * @default - they do not: Kong speaks TLS to it, and verifies its certificate
   */
  readonly plaintextReason?: string;
}

/**
 * Where requests are counted.
 *
 * @see https://developer.konghq.com/plugins/rate-limiting/
 */
export class KongRateStore {
  /**
   * In the memory of each pod of Kong: three pods let through up to three times as much.
   */
  public static local(): KongRateStore {
    return new KongRateStore('local', undefined, [], []);
  }

  /**
   * In Redis, for all pods together.
   *
   * Throws MSH005 for a bad host; MSH006 for a bad port; MSH011 for a bad database; MSH053 for a blank reason.
   *
   * @param options The Redis.
   */
  public static redis(options: KongRedisOptions): KongRateStore {
    const plaintext = options.plaintextReason !== undefined;
    const reasons = plaintext ? [checkReason(undefined, options.plaintextReason, 'a Redis without TLS')] : [];
    const host = checkHost(options.host);
    const redis = {
      host,
      port: options.port === undefined ? 6379 : checkPort(options.port),
      database: checkWhole(options.database ?? 0, 'the database', 0, 65535),
      ssl: !plaintext,
      ssl_verify: !plaintext,
      ...(plaintext ? {} : { server_name: host }),
    };
    return new KongRateStore('redis', redis, options.password === undefined ? [] : [{ pointer: '/redis/password', from: options.password._key }], reasons);
  }

  /**
   * In Kong's own database. Only where it has one.
   */
  public static cluster(): KongRateStore {
    return new KongRateStore('cluster', undefined, [], []);
  }

  private constructor(
    /** @internal */
    public readonly _policy: 'local' | 'redis' | 'cluster',
    /** @internal */
    public readonly _redis: Readonly<Record<string, unknown>> | undefined,
    /** @internal */
    public readonly _secrets: readonly SecretSetting[],
    /** @internal */
    public readonly _reasons: readonly string[],
  ) {}
}
