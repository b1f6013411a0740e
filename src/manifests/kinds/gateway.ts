/** @see https://istio.io/latest/docs/reference/config/networking/gateway/ */
export interface GatewaySpec {
  readonly selector?: Readonly<Record<string, string>>;
  readonly servers?: readonly Server[];
}

export interface Server {
  readonly name?: string;
  readonly port: { readonly number: number; readonly protocol: string; readonly name: string; readonly targetPort?: number };
  readonly hosts: readonly string[];
  readonly bind?: string;
  readonly tls?: ServerTls;
}

export interface ServerTls {
  readonly mode?: 'PASSTHROUGH' | 'SIMPLE' | 'MUTUAL' | 'AUTO_PASSTHROUGH' | 'ISTIO_MUTUAL' | 'OPTIONAL_MUTUAL';
  readonly httpsRedirect?: boolean;
  readonly credentialName?: string;
  readonly credentialNames?: readonly string[];
  readonly caCertCredentialName?: string;
  readonly serverCertificate?: string;
  readonly privateKey?: string;
  readonly caCertificates?: string;
  readonly caCrl?: string;
  readonly tlsCertificates?: readonly Readonly<Record<string, string>>[];
  readonly subjectAltNames?: readonly string[];
  readonly minProtocolVersion?: string;
  readonly maxProtocolVersion?: string;
  readonly cipherSuites?: readonly string[];
  readonly verifyCertificateHash?: readonly string[];
  readonly verifyCertificateSpki?: readonly string[];
  readonly insecureSkipVerify?: boolean;
}
