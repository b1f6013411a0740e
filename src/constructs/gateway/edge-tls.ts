import { type CertificateIssuer } from './certificate-issuer';
import { checkDnsName } from '../../support/dns-name';

/**
 * The certificate that clients see at an edge, which ends their TLS.
 *
 * @example
 *
 * EdgeTls.certManager('public-tls', CertificateIssuer.clusterIssuer('letsencrypt'));
 */
export class EdgeTls {
  /**
   * A certificate that somebody else keeps in a Secret of type `kubernetes.io/tls`.
   *
   * Throws MSH003 when it is not the name of a Secret.
   *
   * @param secretName Name of the Secret, in the namespace of the edge's objects.
   */
  public static secret(secretName: string): EdgeTls {
    return new EdgeTls(checkDnsName(secretName, 'Secret'), undefined);
  }

  /**
   * A certificate for all hosts of the edge, which cert-manager keeps in a Secret.
   *
   * Throws MSH003 when it is not the name of a Secret.
   *
   * @param secretName Name of the Secret, in the namespace of the edge's objects.
   * @param issuer Who signs it.
   */
  public static certManager(secretName: string, issuer: CertificateIssuer): EdgeTls {
    return new EdgeTls(checkDnsName(secretName, 'Secret'), issuer);
  }

  private constructor(
    /** @internal */
    public readonly _secretName: string,
    /** @internal */
    public readonly _issuer: CertificateIssuer | undefined,
  ) {}
}
