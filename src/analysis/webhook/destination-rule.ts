import { checkLoadBalancer } from './load-balancer';
import { each, isEmpty, Report } from './report';
import { checkExportTo, checkSelector } from './scope';
import {
  durationProblem, fqdnProblem, isAddress, isDnsLabel, labelsOf, percentProblem, portProblem, wildcardDomainProblem,
} from './values';
import { millisecondsOf } from '../../support/duration';

export function checkDestinationRule(object: any, report: Report): void {
  const { metadata, spec } = object;
  report.add('spec.host', wildcardDomainProblem(spec.host ?? ''));
  checkTrafficPolicy(spec.trafficPolicy, 'spec.trafficPolicy', metadata.namespace, report);
  const names = (spec.subsets ?? []).map((subset: any) => subset.name);
  report.need(new Set(names).size === names.length, 'spec.subsets', 'names must be unique');
  // istiod loses the warnings about subsets and ports on the way; they are as true there.
  for (const [subset, at] of each(spec.subsets, 'spec.subsets')) {
    report.need(isDnsLabel(subset.name ?? ''), at, `${subset.name} is no name of a subset`);
    report.add(at, labelsOf(subset.labels));
    checkTrafficPolicy(subset.trafficPolicy, `${at}.trafficPolicy`, metadata.namespace, report);
  }
  if (spec.workloadSelector !== undefined) checkSelector(spec.workloadSelector.matchLabels, 'spec.workloadSelector', report);
  checkExportTo(object, report);
}

const POLICY_FIELDS = ['outlierDetection', 'connectionPool', 'loadBalancer', 'tls', 'portLevelSettings', 'tunnel', 'proxyProtocol', 'retryBudget'];

function checkTrafficPolicy(policy: any, path: string, namespace: string, report: Report): void {
  if (policy === undefined) return;
  report.need(POLICY_FIELDS.some((field) => policy[field] !== undefined && policy[field].length !== 0), path, 'must not be empty');
  report.need(!policy.tunnel || !policy.proxyProtocol, path, 'tunnel and proxyProtocol exclude each other');
  checkPortPolicy(policy, path, namespace, report);
  for (const [portPolicy, at] of each(policy.portLevelSettings, `${path}.portLevelSettings`)) {
    report.need(portPolicy.port !== undefined, at, 'port is required');
    report.need(POLICY_FIELDS.slice(0, 4).some((field) => portPolicy[field] !== undefined), at, 'must not be empty');
    checkPortPolicy(portPolicy, at, namespace, report);
  }
  if (policy.tunnel) {
    const { protocol, targetHost = '', targetPort } = policy.tunnel;
    report.need([undefined, '', 'CONNECT', 'POST'].includes(protocol), `${path}.tunnel`, `${protocol} is neither CONNECT nor POST`);
    report.add(`${path}.tunnel`, isAddress(targetHost) ? undefined : fqdnProblem(targetHost));
    report.add(`${path}.tunnel`, portProblem(targetPort));
  }
}

function checkPortPolicy(policy: any, path: string, namespace: string, report: Report): void {
  checkOutlierDetection(policy.outlierDetection, `${path}.outlierDetection`, report);
  checkConnectionPool(policy.connectionPool, `${path}.connectionPool`, report);
  checkLoadBalancer(policy.loadBalancer, `${path}.loadBalancer`, policy.outlierDetection, report);
  checkClientTls(policy.tls, `${path}.tls`, namespace, report);
}

function checkOutlierDetection(outlier: any, path: string, report: Report): void {
  if (outlier === undefined) return;
  report.mention(!outlier.consecutiveErrors, path, 'consecutiveErrors is deprecated');
  report.need(!outlier.consecutiveLocalOriginFailures || outlier.splitExternalLocalOriginErrors === true, path,
    'consecutiveLocalOriginFailures needs splitExternalLocalOriginErrors');
  for (const field of ['baseEjectionTime', 'interval']) report.add(`${path}.${field}`, durationProblem(outlier[field]));
  for (const field of ['maxEjectionPercent', 'minHealthPercent']) report.add(`${path}.${field}`, percentProblem(outlier[field]));
}

export function checkConnectionPool(pool: any, path: string, report: Report): void {
  if (pool === undefined) return;
  const { http, tcp } = pool;
  report.need(http !== undefined || tcp !== undefined, path, 'must not be empty');
  for (const field of ['http1MaxPendingRequests', 'http2MaxRequests', 'maxRequestsPerConnection', 'maxRetries', 'maxConcurrentStreams']) {
    report.need((http?.[field] ?? 0) >= 0, `${path}.http.${field}`, 'must not be negative');
  }
  report.add(`${path}.http.idleTimeout`, durationProblem(http?.idleTimeout));
  report.need(http?.h2UpgradePolicy !== 'UPGRADE' || !http.useClientProtocol, `${path}.http`, 'useClientProtocol excludes an upgrade');
  for (const field of http?.http2KeepAlive ? ['interval', 'timeout'] : []) {
    report.add(`${path}.http.http2KeepAlive.${field}`, durationProblem(http.http2KeepAlive[field] ?? ''));
  }
  report.need((tcp?.maxConnections ?? 0) >= 0, `${path}.tcp.maxConnections`, 'must not be negative');
  for (const field of ['connectTimeout', 'maxConnectionDuration']) report.add(`${path}.tcp.${field}`, durationProblem(tcp?.[field]));
  // Zero turns this one off.
  const idles = tcp?.idleTimeout === undefined || millisecondsOf(tcp.idleTimeout)! >= 1;
  if (idles) report.add(`${path}.tcp.idleTimeout`, durationProblem(tcp?.idleTimeout));
  for (const field of ['time', 'interval']) report.add(`${path}.tcp.tcpKeepalive.${field}`, durationProblem(tcp?.tcpKeepalive?.[field]));
}

function checkClientTls(tls: any, path: string, namespace: string, report: Report): void {
  if (tls === undefined) return;
  const { mode = 'DISABLE', credentialName = '' } = tls;
  const isOwn = !credentialName.startsWith('configmap://') || credentialName.startsWith(`configmap://${namespace}/`);
  report.need(isOwn, path, 'a ConfigMap must be in the own namespace');
  if (tls.insecureSkipVerify) {
    const contradicted = mode === 'SIMPLE' && !isEmpty(credentialName) || !isEmpty(tls.caCertificates) || !isEmpty(tls.subjectAltNames);
    report.need(!contradicted || !['SIMPLE', 'MUTUAL'].includes(mode), path, 'insecureSkipVerify excludes what it would verify by');
  }
  const files = ['clientCertificate', 'caCertificates', 'privateKey', 'caCrl'].filter((field) => !isEmpty(tls[field]));
  if (['SIMPLE', 'MUTUAL'].includes(mode) && credentialName !== '') {
    report.need(files.length === 0, path, `credentialName excludes ${files.join(', ')}`);
  } else if (mode === 'MUTUAL') {
    report.need(files.includes('clientCertificate') && files.includes('privateKey'), path, 'MUTUAL needs a certificate and its key');
  }
}
