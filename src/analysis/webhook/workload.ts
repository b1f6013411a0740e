import { each, eachOf, isEmpty, Report } from './report';
import { checkAttachment, checkSelector } from './scope';
import { fqdnProblem, headerNameProblem, isAddress, isDnsLabel, isUnix, labelsOf, portProblem, unixProblem } from './values';

export function checkWorkloadEntry({ spec }: any, report: Report): void {
  const { address = '', network, ports, labels } = spec;
  report.need(address !== '' || !isEmpty(network), 'spec.address', 'is required');
  report.advise(address !== '' || isEmpty(network), 'spec.address', 'is not said, only the network');
  if (isUnix(address)) {
    report.add('spec.address', unixProblem(address));
    report.need(Object.keys(ports ?? {}).length === 0, 'spec.ports', 'a socket has none');
  } else if (address !== '' && !isAddress(address)) {
    report.add('spec.address', fqdnProblem(address));
  }
  for (const [name, port, at] of eachOf<number>(ports, 'spec.ports')) {
    report.need(isDnsLabel(name), at, `${name} is no port name`);
    report.add(at, portProblem(port));
  }
  report.add('spec.labels', labelsOf(labels));
}

export function checkWorkloadGroup({ spec }: any, report: Report): void {
  report.add('spec.metadata.labels', labelsOf(spec.metadata?.labels));
  const { probe } = spec;
  if (probe === undefined) return;
  for (const field of ['periodSeconds', 'initialDelaySeconds', 'timeoutSeconds', 'successThreshold', 'failureThreshold']) {
    report.need((probe[field] ?? 0) >= 0, `spec.probe.${field}`, 'must not be negative');
  }
  const { httpGet, tcpSocket, exec, grpc } = probe;
  // gRPC is in the schema, and unknown to the webhook
  report.need([httpGet, tcpSocket, exec].some((method) => method !== undefined), 'spec.probe', grpc === undefined ? 'needs httpGet, tcpSocket or exec' : 'grpc is not supported');
  if (httpGet !== undefined) checkHttpGet(httpGet, report);
  if (tcpSocket !== undefined) report.add('spec.probe.tcpSocket', portProblem(tcpSocket.port));
  if (exec !== undefined) report.need(!isEmpty(exec.command), 'spec.probe.exec', 'command is required');
}

function checkHttpGet({ port, scheme = '', httpHeaders }: any, report: Report): void {
  report.add('spec.probe.httpGet', portProblem(port));
  report.need(['', 'HTTP', 'HTTPS'].includes(scheme), 'spec.probe.httpGet.scheme', `${scheme} is neither HTTP nor HTTPS`);
  for (const [{ name = '' }, at] of each(httpHeaders, 'spec.probe.httpGet.httpHeaders')) report.add(at, headerNameProblem(name));
}

export function checkProxyConfig({ spec }: any, report: Report): void {
  if (spec.selector !== undefined) checkSelector(spec.selector.matchLabels, 'spec.selector', report);
  report.need((spec.concurrency ?? 0) >= 0, 'spec.concurrency', 'must not be negative');
}

/** WasmPlugin and TrafficExtension: what else is checked of them, their schemas say. */
export function checkExtension({ spec }: any, report: Report): void {
  checkAttachment(spec, report);
  const { vmConfig } = spec.wasm ?? spec;
  const names = (vmConfig?.env ?? []).map(({ name }: any) => name);
  report.need(new Set(names).size === names.length, 'spec.vmConfig.env', 'names must be unique');
}
