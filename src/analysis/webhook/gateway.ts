import { each, isEmpty, Report } from './report';
import { checkServerTls } from './server-tls';
import { isAddress, isDnsLabel, isHttp, isKnownProtocol, isTls, isUnix, portProblem, scopedHostProblem, unixProblem } from './values';

export function checkGateway({ metadata, spec }: any, report: Report): void {
  report.need(isDnsLabel(metadata.name), 'metadata.name', `${metadata.name} is no DNS label`);
  report.need(!isEmpty(spec.servers), 'spec.servers', 'must not be empty');
  const names = (spec.servers ?? []).map((server: any) => server.port?.name);
  report.need(new Set(names).size === names.length, 'spec.servers', 'port names must be unique');
  for (const [server, at] of each(spec.servers, 'spec.servers')) checkServer(server, at, report);
}

function checkServer(server: any, path: string, report: Report): void {
  report.need(!isEmpty(server.hosts), `${path}.hosts`, 'must not be empty');
  for (const [host, at] of each(server.hosts, `${path}.hosts`)) report.add(at, scopedHostProblem(host, { isGateway: true }));
  checkPort(server, path, report);
  if (server.tls) checkServerTls(server.tls, `${path}.tls`, report);
  if (isKnownProtocol(server.port?.protocol)) checkTlsOfProtocol(server, path, report);
}

function checkPort({ port = {}, bind }: any, path: string, report: Report): void {
  report.need(isKnownProtocol(port.protocol), `${path}.port`, `${port.protocol} is no protocol`);
  report.need(!isEmpty(port.name), `${path}.port`, 'name is required');
  report.need(!port.targetPort, `${path}.port`, 'targetPort means nothing to a gateway');
  if (isUnix(bind)) {
    report.add(`${path}.bind`, unixProblem(bind));
    report.need(!port.number, `${path}.port`, 'a socket has no port number');
  } else {
    report.add(`${path}.port`, portProblem(port.number ?? 0));
    report.need(isEmpty(bind) || isAddress(bind), `${path}.bind`, `${bind} is no address`);
  }
}

/** Plain-text servers take `tls` for one thing only: the redirect to HTTPS. */
function checkTlsOfProtocol({ port, tls }: any, path: string, report: Report): void {
  if (isTls(port.protocol)) {
    report.need(tls !== undefined, `${path}.tls`, `is required for ${port.protocol}`);
  } else if (isHttp(port.protocol)) {
    const { mode = 'PASSTHROUGH', caCertificates, privateKey, serverCertificate } = tls ?? {};
    const onlyRedirects = mode.endsWith('PASSTHROUGH') && [caCertificates, privateKey, serverCertificate].every(isEmpty);
    report.need(onlyRedirects, `${path}.tls`, `a ${port.protocol} server cannot have TLS`);
  } else {
    report.need(tls === undefined, `${path}.tls`, `a ${port.protocol} server cannot have TLS`);
  }
  report.advise(isHttp(port.protocol) || !tls?.httpsRedirect, `${path}.tls`, 'httpsRedirect is for HTTP servers');
}
