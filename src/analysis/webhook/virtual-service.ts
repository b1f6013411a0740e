import { checkDestination, checkHttpRoute, checkWeights, isClaimMatch } from './http-route';
import { checkReachability } from './reachability';
import { each, isEmpty, Report } from './report';
import { checkExportTo } from './scope';
import { fqdnProblem, isAddress, isAddressOrCidr, isDnsLabel, labelsOf, portProblem, wildcardDomainProblem } from './values';
import { isGeneratedGateway } from '../../manifests/gateways';

export function checkVirtualService(object: any, report: Report): void {
  const { spec } = object;
  const { hosts = [], gateways = [], http, tcp, tls } = spec;
  const isDelegate = isEmpty(hosts);
  const onMesh = isEmpty(gateways) || gateways.includes('mesh');
  report.need(!isDelegate || [gateways, tls, tcp].every(isEmpty), 'spec', 'without hosts it is a delegate, which has only http');
  report.need(![http, tcp, tls].every(isEmpty), 'spec', 'needs http, tcp or tls');
  checkGatewayNames(gateways, 'spec.gateways', report);
  checkHosts(spec, onMesh, report);
  for (const [route, at] of each(http, 'spec.http')) {
    checkHttpRoute(route, at, { isDelegate }, report);
    for (const [match, place] of each(route.match, `${at}.match`)) {
      checkCommonMatch(match, place, report);
      const claims = Object.keys({ ...match.headers, ...match.withoutHeaders }).filter(isClaimMatch);
      report[isDelegate ? 'need' : 'decline'](!onMesh || claims.length === 0, place, 'JWT claims are matched at gateways only');
    }
  }
  for (const [route, at] of each(tls, 'spec.tls')) checkTlsRoute(route, at, spec, report);
  for (const [route, at] of each(tcp, 'spec.tcp')) checkTcpRoute(route, at, report);
  checkExportTo(object, report);
  for (const protocol of ['http', 'tcp', 'tls']) checkReachability(spec[protocol] ?? [], `spec.${protocol}`, report);
}

function checkHosts({ hosts = [], tls }: any, onMesh: boolean, report: Report): void {
  const hasSni = (tls ?? []).some(({ match }: any) => (match ?? []).some(({ sniHosts }: any) => !isEmpty(sniHosts)));
  for (const [host, at] of each<string>(hosts, 'spec.hosts')) {
    report.add(at, isAddress(host) ? undefined : hostProblem(host, { onMesh, isSni: hasSni }));
    report.need(!onMesh || host !== '*', at, '* is for gateways');
  }
  for (const [index, host] of hosts.entries()) {
    const other = hosts.slice(index + 1).find((later: string) => overlap(host, later));
    report.need(other === undefined, `spec.hosts[${index}]`, `${host} and ${other} overlap`);
  }
}

/** East-west gateways route by names that istiod makes up: outbound_.80_.subset_.host. */
function hostProblem(host: string, { onMesh, isSni }: { onMesh: boolean; isSni: boolean }): string | undefined {
  const isMadeUp = !onMesh && isSni && host.startsWith('outbound_');
  if (!isMadeUp) return wildcardDomainProblem(host);
  const [, port = '', , name = ''] = host.split('_');
  return /\d/.test(port) && /[a-zA-Z]/.test(name) ? undefined : `${host} is no made-up name`;
}

function overlap(a: string, b: string): boolean {
  return a === b || isWithin(a, b) || isWithin(b, a);
}

/** Whether every name a host stands for is also named by the other. */
function isWithin(host: string, other: string): boolean {
  if (!other.startsWith('*')) return host === other;
  const longEnough = !host.startsWith('*') || host.length >= other.length;
  return longEnough && host.replace(/^\*/, '').endsWith(other.slice(1));
}

/** Names of gateways: `namespace/name`, or a name in the same namespace. */
function checkGatewayNames(names: string[] | undefined, path: string, report: Report): void {
  for (const [name, at] of each(names, path)) {
    const [namespace, ...rest] = name.split('/');
    if (rest.length === 0) {
      report.advise(!name.includes('.'), at, `${name} is in the old form: write namespace/name`);
      report.add(at, fqdnProblem(name));
      // The names after a short one are not looked at.
      return;
    }
    const isGateway = isDnsLabel(namespace) && isDnsLabel(rest.join('/'));
    report[isGeneratedGateway(name) ? 'decline' : 'need'](isGateway, at, `${name} is no gateway`);
  }
}

function checkCommonMatch({ port, sourceLabels, gateways, destinationSubnets }: any, path: string, report: Report): void {
  if (port) report.add(path, portProblem(port));
  report.add(path, labelsOf(sourceLabels));
  checkGatewayNames(gateways, `${path}.gateways`, report);
  for (const [subnet, at] of each(destinationSubnets, `${path}.destinationSubnets`)) report.need(isAddressOrCidr(subnet), at, `${subnet} is no subnet`);
}

function checkTlsRoute({ match, route }: any, path: string, spec: any, report: Report): void {
  const onMesh = isEmpty(spec.gateways) || spec.gateways.includes('mesh');
  report.need(!isEmpty(match), path, 'needs a match');
  checkRoute(route, path, report);
  for (const [entry, at] of each(match, `${path}.match`)) {
    checkCommonMatch(entry, at, report);
    report.need(!isEmpty(entry.sniHosts), at, 'needs sniHosts');
    for (const [host, place] of each<string>(entry.sniHosts, `${at}.sniHosts`)) {
      // A delegate takes "mesh" for no gateway at all: only the list counts.
      const problem = hostProblem(host, { onMesh: onMesh && !isEmpty(spec.gateways), isSni: true });
      if (problem !== undefined && isAddress(host)) {
        report.advise(false, place, `${host} is an address, which clients do not send`);
      } else {
        report.add(place, problem ?? ((spec.hosts ?? []).some((name: string) => isWithin(host, name)) ? undefined : `${host} is none of the hosts`));
      }
    }
  }
}

function checkTcpRoute({ match, route }: any, path: string, report: Report): void {
  for (const [entry, at] of each(match, `${path}.match`)) checkCommonMatch(entry, at, report);
  checkRoute(route, path, report);
}

function checkRoute(route: any[] | undefined, path: string, report: Report): void {
  report.need(!isEmpty(route), path, 'needs a route');
  checkWeights(route, `${path}.route`, report);
  for (const [{ destination }, at] of each(route, `${path}.route`)) {
    report.need(destination !== undefined, at, 'destination is required');
    checkDestination(destination, `${at}.destination`, report);
  }
}
