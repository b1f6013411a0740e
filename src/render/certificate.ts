import { internal } from './internal';
import { sortedSet } from '../support/compare';

/** What a certificate is wanted for. */
export interface CertificateRequest {
  /** Where cert-manager writes it, and a Gateway's `credentialName` reads it. */
  readonly secretName: string;
  readonly dnsNames: readonly string[];
  readonly issuerRef: { readonly name: string; readonly kind: 'Issuer' | 'ClusterIssuer' };
}

/** The part of cert-manager's Certificate that we set. */
export interface CertificateSpec {
  readonly secretName: string;
  readonly dnsNames: readonly string[];
  readonly issuerRef: { readonly group: 'cert-manager.io'; readonly kind: 'Issuer' | 'ClusterIssuer'; readonly name: string };
}

/** @see https://cert-manager.io/docs/reference/api-docs/#cert-manager.io/v1.CertificateSpec */
export function renderCertificate({ secretName, dnsNames, issuerRef }: CertificateRequest): CertificateSpec {
  if (dnsNames.length === 0) internal(`the certificate in ${secretName} is for no host`);
  return { secretName, dnsNames: sortedSet(dnsNames), issuerRef: { group: 'cert-manager.io', kind: issuerRef.kind, name: issuerRef.name } };
}
