import type { ServerTls } from '../../model/gateway';
import { checkWord } from '../../support/closed-set';
import { checkDnsName } from '../../support/dns-name';
import { fail } from '../../support/errors';

/**
 * Versions of TLS that are safe.
 *
 * @see https://istio.io/latest/docs/reference/config/networking/gateway/#ServerTLSSettings-TLSProtocol
 */
export enum TlsVersion {
  /** TLS 1.2. */
  V1_2 = 'TLSV1_2',

  /** TLS 1.3. */
  V1_3 = 'TLSV1_3',
}

/**
 * Options of TLS between clients and a gateway.
 */
export interface GatewayTlsOptions {
  /**
   * The lowest version of TLS that clients may use.
   *
   * @default TlsVersion.V1_2
   */
  readonly minProtocolVersion?: TlsVersion;
}

/**
 * TLS between clients and a gateway.
 *
 * @example
 *
 * new MeshGateway(shop, 'web', {
 *   hosts: ['www.example.com'],
 *   tls: GatewayTls.simple('web-tls', { minProtocolVersion: TlsVersion.V1_3 }),
 * });
 *
 * @see https://istio.io/latest/docs/reference/config/networking/gateway/#ServerTLSSettings
 */
export class GatewayTls {
  /**
   * The gateway ends TLS with the certificate of a Secret.
   *
   * Throws MSH003 when it is not the name of such a Secret.
   *
   * @param credentialName Name of the Secret, which lies in the namespace of the gateway's pods.
   * @param options The lowest version of TLS.
   */
  public static simple(credentialName: string, options: GatewayTlsOptions = {}): GatewayTls {
    return new GatewayTls({ mode: 'SIMPLE', credentialName: checkCredential(credentialName), minProtocolVersion: lowest(options) });
  }

  /**
   * As `simple`, and clients must show a certificate too. What signs theirs is `ca.crt` of the Secret, or of one named
   * `<credentialName>-cacert`.
   *
   * Throws MSH003 when it is not the name of such a Secret.
   *
   * @param credentialName Name of the Secret, which lies in the namespace of the gateway's pods.
   * @param options The lowest version of TLS.
   */
  public static mutual(credentialName: string, options: GatewayTlsOptions = {}): GatewayTls {
    return new GatewayTls({ mode: 'MUTUAL', credentialName: checkCredential(credentialName), minProtocolVersion: lowest(options) });
  }

  /**
   * The service itself ends TLS. The gateway reads the server name and nothing else.
   */
  public static passthrough(): GatewayTls {
    return new GatewayTls({ mode: 'PASSTHROUGH' });
  }

  private constructor(
    /** @internal */
    public readonly _tls: ServerTls,
  ) {}
}

/** Istio reads `<name>-cacert` as the authorities that belong to `<name>`. */
function checkCredential(name: string): string {
  if (typeof name === 'string' && name.endsWith('-cacert')) {
    fail(undefined, 'MSH003', { what: 'a Secret named so holds authorities, not a certificate', got: name, fix: 'give the name without -cacert' });
  }
  return checkDnsName(name, 'Secret');
}

function lowest({ minProtocolVersion = TlsVersion.V1_2 }: GatewayTlsOptions): TlsVersion {
  return checkWord(minProtocolVersion, Object.values(TlsVersion), 'version of TLS');
}
