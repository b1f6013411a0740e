import { checkHeaderName } from '../../../support/http-header';

/**
 * What is counted together.
 *
 * @see https://developer.konghq.com/plugins/rate-limiting/
 */
export class KongLimitBy {
  /**
   * The requests of a consumer.
   */
  public static consumer(): KongLimitBy {
    return new KongLimitBy({ limit_by: 'consumer' }, true);
  }

  /**
   * The requests with one credential, of which a consumer may have several.
   */
  public static credential(): KongLimitBy {
    return new KongLimitBy({ limit_by: 'credential' }, true);
  }

  /**
   * The requests of a client address. Kong must know which proxies before it to believe (`KONG_TRUSTED_IPS`).
   */
  public static ip(): KongLimitBy {
    return new KongLimitBy({ limit_by: 'ip' }, false);
  }

  /**
   * All requests together.
   */
  public static service(): KongLimitBy {
    return new KongLimitBy({ limit_by: 'service' }, false);
  }

  /**
   * The requests with one value of a header. Clients choose what they send: without the header, they are counted by address.
   *
   * Throws MSH020 or MSH021 for a bad header name.
   *
   * @param name Name of the header.
   */
  public static header(name: string): KongLimitBy {
    return new KongLimitBy({ limit_by: 'header', header_name: checkHeaderName(name, 'the header') }, false);
  }

  private constructor(
    /** @internal */
    public readonly _config: Readonly<Record<string, string>>,
    /** @internal */
    public readonly _asksForConsumers: boolean,
  ) {}
}
