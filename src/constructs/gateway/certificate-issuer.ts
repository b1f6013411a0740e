import { checkDnsName } from '../../support/dns-name';

/**
 * Who signs a gateway's certificate: an issuer of cert-manager.
 *
 * @example
 *
 * new MeshGateway(shop, 'web', {
 *   hosts: ['www.example.com'],
 *   tls: GatewayTls.simple('web-tls'),
 *   certificateIssuer: CertificateIssuer.clusterIssuer('letsencrypt'),
 * });
 *
 * @see https://cert-manager.io/docs/configuration/issuers/
 */
export class CertificateIssuer {
  /**
   * An issuer for the whole cluster.
   *
   * Throws MSH003 when it is not the name of an issuer.
   *
   * @param name Name of the ClusterIssuer.
   */
  public static clusterIssuer(name: string): CertificateIssuer {
    return new CertificateIssuer('ClusterIssuer', checkDnsName(name, 'issuer'));
  }

  /**
   * An issuer in the namespace of the gateway's pods.
   *
   * Throws MSH003 when it is not the name of an issuer.
   *
   * @param name Name of the Issuer.
   */
  public static issuer(name: string): CertificateIssuer {
    return new CertificateIssuer('Issuer', checkDnsName(name, 'issuer'));
  }

  private constructor(
    /** @internal */
    public readonly _kind: 'ClusterIssuer' | 'Issuer',
    /** @internal */
    public readonly _name: string,
  ) {}
}
