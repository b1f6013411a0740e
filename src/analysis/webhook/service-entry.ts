import { each, eachOf, isEmpty, Report } from './report';
import { checkExportTo, checkSelector } from './scope';
import {
  fqdnProblem, isAddress, isAddressOrCidr, isDnsLabel, isHttp, isKnownProtocol, isTcp, isTls, isUnix, labelsOf, partialWildcardProblem, portProblem,
  unixProblem, wildcardDomainProblem,
} from './values';

export function checkServiceEntry(object: any, report: Report): void {
  const { spec } = object;
  const resolution = spec.resolution ?? 'NONE';
  if (spec.workloadSelector !== undefined) {
    checkSelector(spec.workloadSelector.labels, 'spec.workloadSelector', report);
    report.need(isEmpty(spec.endpoints), 'spec', 'workloadSelector and endpoints exclude each other');
  }
  checkHosts(spec, resolution, report);
  checkAddresses(spec, resolution, report);
  checkPorts(object, resolution, report);
  checkResolution(object, resolution, report);
  checkExportTo(object, report);
}

function checkHosts({ hosts = [], ports = [], addresses = [] }: any, resolution: string, report: Report): void {
  report.need(hosts.length > 0, 'spec.hosts', 'must not be empty');
  for (const [host, at] of each<string>(hosts, 'spec.hosts')) {
    report.add(at, host === '*' ? '* is no host' : wildcardDomainProblem(host));
    report.advise(host === '*' || resolution === 'DYNAMIC_DNS' || partialWildcardProblem(host) === undefined, at, 'a partial wildcard');
    report.need(resolution !== 'DYNAMIC_DNS' || host.startsWith('*'), at, 'DYNAMIC_DNS is for wildcards');
  }
  if (hosts.length < 2) return;
  const protocols = ports.map((port: any) => port.protocol);
  const told = protocols.every((protocol: string) => isHttp(protocol) || isTls(protocol));
  report.need(resolution === 'NONE' || told, 'spec.hosts', 'several hosts cannot be told apart on such ports');
  const resolved = resolution.startsWith('DNS') && addresses.length > 0 && protocols.some(isTcp);
  report.advise(!resolved, 'spec.hosts', 'several hosts cannot share addresses and a TCP port');
}

function checkAddresses({ addresses }: any, resolution: string, report: Report): void {
  for (const [address, at] of each<string>(addresses, 'spec.addresses')) {
    report.need(isAddressOrCidr(address), at, `${address} is no address`);
    report.need(!address.includes('/') || ['NONE', 'STATIC'].includes(resolution), at, 'a CIDR is for NONE and STATIC');
  }
}

function checkPorts({ metadata, spec }: any, resolution: string, report: Report): void {
  const ports: any[] = spec.ports ?? [];
  for (const field of ['name', 'number']) {
    report.need(new Set(ports.map((port) => port[field])).size === ports.length, 'spec.ports', `each ${field} must be unique`);
  }
  const allocated = resolution !== 'NONE' && metadata.labels?.['networking.istio.io/enable-autoallocate-ip'] !== 'false';
  for (const [port, at] of each(ports, 'spec.ports')) {
    report.need(isDnsLabel(port.name ?? ''), at, `${port.name} is no port name`);
    report.need(isEmpty(port.protocol) || isKnownProtocol(port.protocol), at, `${port.protocol} is no protocol`);
    report.add(at, portProblem(port.number ?? 0));
    if (port.targetPort) report.add(at, portProblem(port.targetPort));
    const needsAddress = isEmpty(spec.addresses) && !allocated && ['', 'TCP'].includes(port.protocol ?? '');
    report.mention(!needsAddress, at, 'TCP needs addresses, or their allocation');
  }
}

function checkResolution({ metadata, spec }: any, resolution: string, report: Report): void {
  const { hosts = [], ports = [], addresses = [], endpoints = [], location = 'MESH_EXTERNAL' } = spec;
  const names: string[] = ports.map((port: any) => port.name);
  switch (resolution) {
    case 'NONE':
      report.need(endpoints.length === 0, 'spec.endpoints', 'mean nothing without resolution');
      report.advise(spec.workloadSelector === undefined, 'spec.workloadSelector', 'means nothing without resolution');
      break;
    case 'STATIC':
      for (const [endpoint, at] of each(endpoints, 'spec.endpoints')) checkStaticEndpoint(endpoint, names, at, report);
      break;
    case 'DYNAMIC_DNS': {
      report.need(addresses.length === 0 && endpoints.length === 0, 'spec', 'DYNAMIC_DNS takes addresses from the host alone');
      const known = ports.every((port: any) => ['HTTP', 'TLS', 'GRPC', 'HTTP2'].includes((port.protocol ?? '').toUpperCase()));
      report.need(known, 'spec.ports', 'DYNAMIC_DNS is for HTTP, TLS, GRPC and HTTP2');
      const waypoint = metadata.labels?.['istio.io/use-waypoint'] ?? 'none';
      report.need(location !== 'MESH_INTERNAL' || ['', 'none'].includes(waypoint.toLowerCase()), 'spec.location', 'a waypoint serves no such MESH_INTERNAL entry');
      break;
    }
    default: {
      const unresolvable = endpoints.length === 0 ? hosts.find((host: string) => fqdnProblem(host) !== undefined) : undefined;
      report.need(unresolvable === undefined, 'spec.hosts', `${unresolvable} cannot be resolved`);
      report.need(resolution !== 'DNS_ROUND_ROBIN' || endpoints.length < 2, 'spec.endpoints', 'DNS_ROUND_ROBIN takes one');
      for (const [endpoint, at] of each(endpoints, 'spec.endpoints')) {
        const { address = '' } = endpoint;
        report.add(at, isAddress(address) ? undefined : fqdnProblem(address));
        checkEndpointPorts(endpoint, names, at, report);
      }
    }
  }
}

function checkStaticEndpoint(endpoint: any, names: string[], path: string, report: Report): void {
  const { address = '', network } = endpoint;
  if (address === '') {
    report.need(!isEmpty(network), path, 'needs an address or a network');
    report.advise(isEmpty(network), path, 'has a network but no address');
    if (isEmpty(network)) return;
  } else if (isUnix(address)) {
    report.add(path, unixProblem(address));
    report.need(Object.keys(endpoint.ports ?? {}).length === 0, path, 'a socket has no ports');
    report.need(names.length === 1, path, 'a socket serves exactly one port');
  } else {
    report.need(isAddress(address), path, `${address} is no address`);
  }
  checkEndpointPorts(endpoint, names, path, report);
}

function checkEndpointPorts({ labels, ports }: any, names: string[], path: string, report: Report): void {
  report.add(path, labelsOf(labels));
  for (const [name, port, at] of eachOf<number>(ports, `${path}.ports`)) {
    report.need(names.includes(name), at, 'is no port of the entry');
    report.need(isDnsLabel(name), at, 'is no port name');
    report.add(at, portProblem(port));
  }
}
