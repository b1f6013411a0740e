import { isEmpty, Report } from './report';

const CIPHERS = new Set([
  'ECDHE-ECDSA-AES128-GCM-SHA256', 'ECDHE-RSA-AES128-GCM-SHA256', 'ECDHE-ECDSA-AES256-GCM-SHA384', 'ECDHE-RSA-AES256-GCM-SHA384',
  'ECDHE-ECDSA-CHACHA20-POLY1305', 'ECDHE-RSA-CHACHA20-POLY1305', 'ECDHE-ECDSA-AES128-SHA', 'ECDHE-RSA-AES128-SHA', 'ECDHE-ECDSA-AES256-SHA',
  'ECDHE-RSA-AES256-SHA', 'AES128-GCM-SHA256', 'AES256-GCM-SHA384', 'AES128-SHA', 'AES256-SHA', 'DES-CBC3-SHA', 'ALL',
]);

/** TLS as a Gateway server or a Sidecar listener terminates it. */
export function checkServerTls(tls: any, path: string, report: Report): void {
  const mode = tls.mode ?? 'PASSTHROUGH';
  const credential = !isEmpty(tls.credentialName) || !isEmpty(tls.credentialNames);
  checkCiphers(tls, path, report);
  if (mode === 'ISTIO_MUTUAL') {
    const named = CERTIFICATE_FIELDS.filter((field) => field !== 'caCrl' && !isEmpty(tls[field]));
    report.need(named.length === 0, path, `ISTIO_MUTUAL brings its own certificates, not ${named.join(', ')}`);
    return;
  }
  if (mode.endsWith('PASSTHROUGH')) {
    report.advise(CERTIFICATE_FIELDS.every((field) => isEmpty(tls[field])), path, `${mode} uses no certificates`);
  }
  const sources = [!isEmpty(tls.serverCertificate) && !isEmpty(tls.privateKey), tls.credentialName, tls.credentialNames, tls.tlsCertificates];
  report.need(sources.filter((source) => source && !(source.length === 0)).length < 2, path, 'has more than one source of certificates');
  if (mode.endsWith('PASSTHROUGH')) {
    checkRevocation(tls, mode, path, report);
  } else if (!credential) {
    checkFiles(tls, mode, path, report);
    checkRevocation(tls, mode, path, report);
  }
}

const CERTIFICATE_FIELDS = ['serverCertificate', 'privateKey', 'caCertificates', 'tlsCertificates', 'credentialName', 'credentialNames', 'caCrl'];

function checkCiphers({ cipherSuites = [], minProtocolVersion }: any, path: string, report: Report): void {
  const old = ['TLSV1_0', 'TLSV1_1'].includes(minProtocolVersion);
  report.advise(!old || cipherSuites.length > 0, path, `${minProtocolVersion} needs ciphers of its time`);
  // What begins with a sign is an expression, which only Envoy can read.
  const unknown = cipherSuites.filter((cipher: string) => /^[\p{N}\p{L}]/u.test(cipher) && !CIPHERS.has(cipher));
  report.advise(unknown.length === 0, `${path}.cipherSuites`, `unknown: ${unknown.join(', ')}`);
  const known = cipherSuites.filter((cipher: string) => !unknown.includes(cipher));
  report.advise(new Set(known).size === known.length, `${path}.cipherSuites`, 'has duplicates');
}

function checkFiles(tls: any, mode: string, path: string, report: Report): void {
  report.need(mode === 'SIMPLE' || !isEmpty(tls.caCertificates), path, `${mode} needs the clients' CA`);
  const pairs = isEmpty(tls.tlsCertificates) ? [tls] : tls.tlsCertificates;
  report.advise(pairs.length <= 2, path, 'at most two certificates are used');
  const complete = pairs.every((pair: any) => !isEmpty(pair.serverCertificate) && !isEmpty(pair.privateKey));
  report.need(complete, path, `${mode} needs a certificate and its key`);
}

function checkRevocation(tls: any, mode: string, path: string, report: Report): void {
  if (isEmpty(tls.caCrl)) return;
  report.need(isEmpty(tls.credentialName), path, 'caCrl belongs into the credential');
  report.need(mode !== 'SIMPLE', path, 'SIMPLE checks no client certificates that caCrl could revoke');
}
