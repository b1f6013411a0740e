import { checkConnectionPool } from './destination-rule';
import { each, isEmpty, Report } from './report';
import { checkSelector } from './scope';
import { checkServerTls } from './server-tls';
import {
  fqdnProblem, isAddress, isDnsLabel, isHttp, isKnownProtocol, isTls, isUnix, portProblem, scopedHostProblem, unixProblem, wildcardDomainProblem,
} from './values';

export function checkSidecar({ metadata, spec }: any, report: Report): void {
  const { workloadSelector, ingress, egress, outboundTrafficPolicy, inboundConnectionPool } = spec;
  if (workloadSelector !== undefined) checkSelector(workloadSelector.labels, 'spec.workloadSelector', report);
  const empty = isEmpty(ingress) && isEmpty(egress) && outboundTrafficPolicy === undefined && inboundConnectionPool === undefined;
  report.need(!empty, 'spec', 'must not be empty');
  const numbers = (ingress ?? []).map((listener: any) => listener.port?.number);
  report.need(new Set(numbers).size === numbers.length, 'spec.ingress', 'ports must be unique');
  for (const [listener, at] of each(ingress, 'spec.ingress')) checkIngress(listener, at, report);
  checkConnectionPool(inboundConnectionPool, 'spec.inboundConnectionPool', report);
  checkEgressPorts(egress ?? [], report);
  for (const [listener, at] of each(egress, 'spec.egress')) {
    checkEgressPort(listener, at, report);
    checkEgressHosts(listener.hosts, `${at}.hosts`, metadata.namespace, report);
  }
  if (outboundTrafficPolicy) checkOutbound(outboundTrafficPolicy, report);
}

function checkIngress({ port, bind, defaultEndpoint, tls, connectionPool }: any, path: string, report: Report): void {
  report.need(port !== undefined, path, 'port is required');
  if (port === undefined) return;
  checkPort(port, path, report);
  report.add(`${path}.port`, portProblem(port.number ?? 0));
  report.need(isEmpty(bind) || isAddress(bind), `${path}.bind`, `${bind} is no address`);
  if (!isEmpty(defaultEndpoint)) checkDefaultEndpoint(defaultEndpoint, `${path}.defaultEndpoint`, report);
  if (tls) {
    const unsupported = ['subjectAltNames', 'credentialName', 'credentialNames', 'tlsCertificates'].filter((field) => !isEmpty(tls[field]));
    report.need(unsupported.length === 0 && !tls.httpsRedirect, `${path}.tls`, `a sidecar does not support ${unsupported.join(', ') || 'httpsRedirect'}`);
    report.need(!['ISTIO_MUTUAL', 'AUTO_PASSTHROUGH'].includes(tls.mode), `${path}.tls`, `a sidecar does not support ${tls.mode}`);
    report.need(isTls(port.protocol), `${path}.tls`, `a ${port.protocol} listener cannot have TLS`);
    checkServerTls(tls, `${path}.tls`, report);
  }
  checkConnectionPool(connectionPool, `${path}.connectionPool`, report);
  report.advise(!connectionPool?.http || isHttp(port.protocol), `${path}.connectionPool`, `http means nothing to ${port.protocol}`);
}

function checkPort({ name, protocol, targetPort }: any, path: string, report: Report): void {
  report.need(isEmpty(name) || isDnsLabel(name), `${path}.port`, `${name} is no port name`);
  report.need(isEmpty(protocol) || isKnownProtocol(protocol), `${path}.port`, `${protocol} is no protocol`);
  report.need(!targetPort, `${path}.port`, 'targetPort means nothing to a sidecar');
}

function checkDefaultEndpoint(endpoint: string, path: string, report: Report): void {
  if (isUnix(endpoint)) return report.add(path, unixProblem(endpoint));
  const [, host, port] = /^(\[.*\]|[^:]*):([^:]*)$/.exec(endpoint) ?? [];
  report.need(['', '127.0.0.1', '0.0.0.0', '[::1]', '[::]'].includes(host), path, `${endpoint} is not on this machine`);
  report.add(path, portProblem(/^\d+$/.test(port ?? '') ? Number(port) : undefined));
}

/** One listener may do without a port: it takes what the others leave, so it stands last. */
function checkEgressPorts(listeners: any[], report: Report): void {
  const first = listeners.findIndex((listener) => listener.port === undefined);
  report.need(first < 0 || first === listeners.length - 1, 'spec.egress', 'only the last listener may have no port');
  const places = listeners.filter((listener) => listener.port).map(({ port, bind }) => port.number || bind);
  report.need(new Set(places).size === places.length, 'spec.egress', 'ports must be unique');
}

function checkEgressPort({ port, bind, captureMode }: any, path: string, report: Report): void {
  if (port === undefined) return;
  checkPort(port, path, report);
  if (port.number) {
    report.add(`${path}.port`, portProblem(port.number));
    report.need(isEmpty(bind) || isAddress(bind), `${path}.bind`, `${bind} is no address`);
  } else {
    report.add(`${path}.bind`, isUnix(bind) ? unixProblem(bind) : 'without a port number it must be a socket');
    report.need(captureMode !== 'IPTABLES', `${path}.captureMode`, 'a socket is not captured');
  }
}

function checkEgressHosts(hosts: string[] | undefined, path: string, namespace: string, report: Report): void {
  report.need(!isEmpty(hosts), path, 'must not be empty');
  for (const [host, at] of each(hosts, path)) report.add(at, scopedHostProblem(host, { isGateway: false }));
  const included = (hosts ?? []).filter((host) => host.includes('/') && !host.startsWith('~')).map((host) => host.replace(/^\.\//, `${namespace}/`));
  for (const [index, host] of included.entries()) {
    const [scope] = host.split('/');
    const before = included.slice(0, index);
    const repeated = host === `${scope}/*` ? before.some((other) => other.startsWith(`${scope}/`)) : before.includes(host) || before.includes(`${scope}/*`);
    report.advise(!repeated, path, `${host} is selected already`);
  }
  const scopes = new Set(included.map((host) => host.split('/')[0]));
  report.advise(!included.includes('*/*') || scopes.size === 1, path, '*/* selects everything');
}

function checkOutbound({ mode = 'REGISTRY_ONLY', egressProxy }: any, report: Report): void {
  const path = 'spec.outboundTrafficPolicy';
  report.need(mode !== 'ALLOW_ANY_DYNAMIC_DNS', path, `${mode} is for the whole mesh`);
  if (!egressProxy) return;
  report.need(mode === 'ALLOW_ANY', path, 'egressProxy needs ALLOW_ANY');
  report.add(path, fqdnProblem(egressProxy.host ?? '') ?? wildcardDomainProblem(egressProxy.host ?? ''));
  report.add(path, portProblem(egressProxy.port?.number));
  report.need(isEmpty(egressProxy.subset) || isDnsLabel(egressProxy.subset), path, `${egressProxy.subset} is no name of a subset`);
}
