import { isOutside } from './names';
import { selects, System } from './system';
import type { Request } from './table';
import type { KubeObject } from '../mesh/kube';
import { nameOf } from '../mesh/manifests';

/** The objects that decide about one request, so that a failure names where to look. */
export function manifestsOf(system: System, { place, url, expected }: Request): string[] {
  const { callee } = expected;
  const host = /^[a-z0-9]+:\/\/([^/:?]+)/.exec(url)![1];
  const service = (callee && system.service(`${callee.name}.${callee.namespace}`)) ?? system.serviceBehind(host);
  const hosts = [host, ...(service === undefined ? [] : [`${service.metadata.name}.${service.metadata.namespace}.svc.cluster.local`])];
  const names = (patterns: unknown) => ((patterns ?? []) as string[]).some((pattern) => hosts.some((one) => isMeantBy(one, pattern)));
  const involved = system.objects.filter((object) => {
    const { kind, metadata, spec } = object;
    switch (kind) {
      case 'Gateway': return isOutside(place) && (spec.servers ?? []).some((server: KubeObject) => names(server.hosts));
      case 'VirtualService': case 'ServiceEntry': return names(spec.hosts);
      case 'DestinationRule': return names([spec.host]);
      case 'Sidecar': return isAbout(system, object, callerOf(system, place));
      case 'AuthorizationPolicy': case 'RequestAuthentication': case 'PeerAuthentication':
        return isAbout(system, object, service) || (isOutside(place) && metadata.namespace === 'istio-system');
      default: return false;
    }
  });
  // a Sidecar of the workload's own takes the place of the namespace's
  const own = involved.some(({ kind, spec }) => kind === 'Sidecar' && spec.workloadSelector !== undefined);
  return involved.filter(({ kind, spec }) => kind !== 'Sidecar' || !own || spec.workloadSelector !== undefined).map((object) => nameOf(object)).sort();
}

function isMeantBy(host: string, pattern: string): boolean {
  const name = pattern.replace(/^.*\//, '');
  return name === host || name === '*' || (name.startsWith('*.') && host.endsWith(name.slice(1)));
}

function callerOf(system: System, place: string): KubeObject | undefined {
  const [namespace, name] = place.split('/');
  return system.ofKind('Service').find(({ metadata }) => metadata.namespace === namespace && (name === metadata.name || name?.startsWith(`${metadata.name}-`)));
}

/** Without a selector it is about the whole namespace. */
function isAbout(system: System, { metadata, spec }: KubeObject, service: KubeObject | undefined): boolean {
  if (service === undefined || metadata.namespace !== service.metadata.namespace) return false;
  const selector = spec?.selector?.matchLabels ?? spec?.workloadSelector?.labels;
  return selector === undefined || system.podsOf(service).some((labels) => selects(selector, labels));
}
