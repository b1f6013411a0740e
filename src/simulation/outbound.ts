import { isIP } from 'node:net';
import { addressTest } from './address-test';
import type { Caller } from './callers';
import { principalOf } from './callers';
import { endpointsOf } from './cluster';
import type { Outcome, Step } from './decision';
import { isReadAsHttp, outboundHosts } from './outbound-hosts';
import { follow, followConnection, type Routing, toService } from './pipeline';
import type { Request } from './request';
import { send, sendPlain, type Sender } from './send';
import { type Listener, routesBySourceLabels, type Scope, scopeOf } from './sidecar-scope';
import { tcpRouteOf } from './tcp-route';
import type { VirtualHosts } from './virtual-hosts';
import { MESH } from '../manifests/gateways';
import { hostMatches } from '../manifests/hosts';
import type { ServiceEntrySpec } from '../manifests/kinds/service-entry';
import { titleOf } from '../manifests/manifest';
import type { Manifests } from '../manifests/manifests';
import { knowsWorkloads } from '../manifests/outside';
import { isHttpProtocol } from '../manifests/protocol';
import type { MeshHost } from '../manifests/service-registry';

export interface Outgoing {
  readonly caller: Caller;
  readonly request: Request;
  /** The host that the caller connects to, as it writes it. */
  readonly host: string;
  readonly port: number;
  readonly sourceIp: string | undefined;
  readonly now: number;
}

/** What becomes of a request from a pod. */
export function leave(manifests: Manifests, asked: Outgoing, steps: Step[]): Routing {
  // What the application encrypts itself, no proxy on the way reads.
  const outgoing = asked.request.scheme === 'https' ? { ...asked, request: { ...asked.request, isHttp: false } } : asked;
  const target = serviceNamed(manifests, outgoing.host, outgoing.caller.namespace);
  if (target === undefined && isNobodysName(manifests, outgoing.host)) {
    const reason = `no service is called ${outgoing.host}`;
    steps.push({ stage: 'visibility', verdict: reason });
    return { outcomes: [{ share: 100, by: 'nobody', reason }], route: undefined };
  }
  if (!outgoing.caller.hasProxy) {
    steps.push({ stage: 'visibility', verdict: `${outgoing.caller.title} has no proxy: no route applies, and nothing proves who it is` });
    return { outcomes: straight(manifests, outgoing, target, false, steps), route: undefined };
  }
  return throughProxy(manifests, outgoing, target, steps);
}

function throughProxy(manifests: Manifests, outgoing: Outgoing, target: MeshHost | undefined, steps: Step[]): Routing {
  const { caller, port, request } = outgoing;
  const scope = scopeFor(manifests, caller);
  const listener = scope.listeners.find((one) => one.port === undefined || one.port === port);
  const sender: Sender = {
    scope,
    labels: caller.labels,
    principal: principalOf(manifests, caller),
    workload: caller.workload,
    sourceIp: outgoing.sourceIp,
    now: outgoing.now,
  };
  const seen = seenAt(listener, target, outgoing.host, port);
  const protocol = seen?.ports.find(({ number }) => number === port)?.protocol;
  if (seen !== undefined && protocol !== undefined && protocol !== 'UDP' && !(isReadAsHttp(protocol) && request.isHttp)) {
    if (!isHttpProtocol(protocol)) return { outcomes: connect(manifests, sender, listener!, seen, port, request, steps), route: undefined };
  } else if (seen !== undefined && (protocol === 'AUTO' || protocol === 'UNSUPPORTED')) {
    // A listener of its own, which knows no other host.
    const own = hostsFor(manifests, scope, listener!, port, caller).find(seen.host);
    if (own !== undefined) return through(manifests, sender, own, outgoing, steps);
  }
  if (listener !== undefined && request.isHttp && readsHttp(manifests, scope, listener, port)) {
    return overHttp(manifests, sender, listener, outgoing, target, steps);
  }
  steps.push({
    stage: 'visibility',
    verdict: `the caller's proxy has no listener for it${scope.sidecar === undefined ? '' : ` (${titleOf(scope.sidecar)})`}`,
    object: scope.sidecar,
  });
  return { outcomes: unmatched(manifests, scope, outgoing, target, steps), route: undefined };
}

/** The service that a listener has at a host and port: by its name, or where the address is that of an entry, by that. */
function seenAt(listener: Listener | undefined, target: MeshHost | undefined, host: string, port: number): MeshHost | undefined {
  if (listener === undefined) return undefined;
  const hasPort = ({ ports }: MeshHost) => ports.some(({ number }) => number === port);
  const named = target && listener.services.get(target.host);
  if (named !== undefined && named.namespace === target!.namespace && hasPort(named)) return named;
  const address = isIP(host) !== 0 ? host : target?.isEntry === true ? addressesOf(target)[0] : undefined;
  if (address === undefined || isIP(address) === 0) return undefined;
  const entries = [...listener.services.values()].filter((service) => service.isEntry && hasPort(service));
  return entries.find((entry) => addressesOf(entry).includes(address)) ?? entries.find((entry) => addressTest(addressesOf(entry))(address));
}

function addressesOf({ manifest }: MeshHost): readonly string[] {
  return (manifest.spec as ServiceEntrySpec).addresses ?? [];
}

function scopeFor(manifests: Manifests, { namespace, labels, isUnbound }: Caller): Scope {
  if (!isUnbound) return scopeOf(manifests, namespace, labels);
  return manifests.once(`scope of ${namespace} by nobody`, () => {
    const all = manifests.once('without Sidecars', () => withoutSidecars(manifests));
    return { ...scopeOf(all, namespace, labels), allowsAny: true };
  });
}

/** The same objects, as a pod sees them whom no Sidecar binds. */
function withoutSidecars(manifests: Manifests): Manifests {
  const Self = manifests.constructor as typeof Manifests;
  return new Self(
    manifests.all.filter(({ kind }) => kind !== 'Sidecar'),
    manifests.surroundings,
  );
}

function overHttp(
  manifests: Manifests,
  sender: Sender,
  listener: Listener,
  outgoing: Outgoing,
  target: MeshHost | undefined,
  steps: Step[],
): Routing {
  const { caller, port, request } = outgoing;
  const host = hostsFor(manifests, sender.scope, listener, port, caller).find(request.authority);
  if (host !== undefined) return through(manifests, sender, host, outgoing, steps);
  const { sidecar, allowsAny } = sender.scope;
  if (!allowsAny) {
    const reason = `the caller's proxy knows no host ${request.authority} on port ${port}, and lets nothing else out`;
    steps.push({ stage: 'visibility', verdict: reason, object: sidecar });
    return { outcomes: [{ share: 100, by: 'proxy', status: 502, reason, object: sidecar }], route: undefined };
  }
  steps.push({
    stage: 'visibility',
    verdict: `the caller's proxy knows no host ${request.authority} on port ${port}: it passes through, in plaintext`,
    object: sidecar,
  });
  return { outcomes: straight(manifests, outgoing, target, true, steps), route: undefined };
}

function through(
  manifests: Manifests,
  sender: Sender,
  { routes, service }: NonNullable<ReturnType<VirtualHosts['find']>>,
  { request, port }: Outgoing,
  steps: Step[],
): Routing {
  if (routes === undefined) return toService(manifests, sender, { request, claims: undefined }, service!, port, steps);
  return follow(manifests, sender, { request, claims: undefined }, { routes, port, portOf: () => port }, steps);
}

function hostsFor(manifests: Manifests, scope: Scope, listener: Listener, port: number, { labels, namespace }: Caller): VirtualHosts {
  const key = routesBySourceLabels(manifests) ? JSON.stringify([namespace, labels]) : '';
  const known = manifests.once('outbound hosts', () => new WeakMap<Listener, Map<string, VirtualHosts>>());
  let ofListener = known.get(listener);
  if (ofListener === undefined) known.set(listener, (ofListener = new Map()));
  let hosts = ofListener.get(`${port}${key}`);
  if (hosts === undefined) {
    ofListener.set(`${port}${key}`, (hosts = outboundHosts(scope, listener, port, labels, manifests.surroundings.clusterDomain)));
  }
  return hosts;
}

/** Whether the proxy reads requests on a port for all addresses: it does when one service there speaks HTTP. */
function readsHttp(manifests: Manifests, _: Scope, listener: Listener, port: number): boolean {
  const known = manifests.once('ports that are read', () => new WeakMap<Listener, ReadonlySet<number>>());
  let ports = known.get(listener);
  if (ports === undefined) {
    ports = new Set(
      [...listener.services.values()].flatMap((service) =>
        service.ports.filter(({ protocol }) => isHttpProtocol(protocol)).map(({ number }) => number),
      ),
    );
    known.set(listener, ports);
  }
  return ports.has(port);
}

function unmatched(manifests: Manifests, scope: Scope, outgoing: Outgoing, target: MeshHost | undefined, steps: Step[]): Outcome[] {
  if (scope.allowsAny) return straight(manifests, outgoing, target, false, steps);
  return [
    {
      share: 100,
      by: 'nobody',
      reason: `the caller's proxy knows nothing at ${outgoing.host}:${outgoing.port}, and lets nothing else out`,
      object: scope.sidecar,
    },
  ];
}

/** In plaintext to where the name leads, without the mesh. */
function straight(
  manifests: Manifests,
  { request, host, port, sourceIp, now }: Outgoing,
  target: MeshHost | undefined,
  isAnswered: boolean,
  steps: Step[],
): Outcome[] {
  if (target === undefined || target.isEntry) return [{ share: 100, by: 'outside', reason: `${host} lies outside of the mesh`, received: request }];
  const found = target.ports.find(({ number }) => number === port);
  const endpoints = found === undefined ? [] : endpointsOf(manifests, target, found);
  if (endpoints.length > 0) {
    return sendPlain(manifests, endpoints, { request, sourceIp, remoteIp: undefined, sni: request.sni, isAnswered, now }, steps);
  }
  if (found !== undefined && !knowsWorkloads(manifests, target.namespace)) {
    return [{ share: 100, by: 'unknown', reason: `not simulated: ${target.host} has no pods among the manifests` }];
  }
  const reason = found === undefined ? `${target.host} has no port ${port}` : `no pod stands behind ${target.host}:${port}`;
  return [isAnswered ? { share: 100, by: 'proxy', status: 503, reason } : { share: 100, by: 'nobody', reason }];
}

/** A connection that no proxy reads. */
function connect(
  manifests: Manifests,
  sender: Sender,
  listener: Listener,
  service: MeshHost,
  port: number,
  request: Request,
  steps: Step[],
): Outcome[] {
  const protocol = service.ports.find(({ number }) => number === port)!.protocol;
  const isTls = protocol === 'TLS' || protocol === 'HTTPS';
  const unread = { ...request, isHttp: false };
  const route = tcpRouteOf(listener.virtualServices, {
    host: service.host,
    port,
    gateway: MESH,
    namespace: sender.scope.namespace,
    labels: sender.labels,
    sni: request.sni,
    isTls,
  });
  if (route === 'unclear') return [{ share: 100, by: 'unknown', reason: 'not simulated: a route for certain addresses' }];
  if (route === undefined) return send(manifests, sender, { host: service.host, port, subset: undefined, request: unread }, 100, steps);
  return followConnection(manifests, sender, unread, route, () => port, steps);
}

/** The service that a name leads to, as the pod's DNS resolves it. */
function serviceNamed(manifests: Manifests, host: string, namespace: string): MeshHost | undefined {
  const end = `svc.${manifests.surroundings.clusterDomain}`;
  const name = host.toLowerCase().replace(/\.$/, '');
  const dots = name.split('.').length - 1;
  const candidates = [
    name,
    ...(dots === 0
      ? [`${name}.${namespace}.${end}`]
      : dots === 1
        ? [`${name}.${end}`]
        : dots === 2
          ? [`${name}.${manifests.surroundings.clusterDomain}`]
          : []),
  ];
  for (const candidate of candidates) {
    const found = manifests.hosts.find(candidate);
    const service = found.find(({ isEntry }) => !isEntry) ?? found[0];
    if (service !== undefined) return service;
  }
  return undefined;
}

/** Whether a name could only be that of a service which is not there: then it does not resolve. */
function isNobodysName(manifests: Manifests, host: string): boolean {
  const { clusterDomain, hosts } = manifests.surroundings;
  const name = host.toLowerCase().replace(/\.$/, '');
  if (isIP(name) !== 0 || hosts.some((known) => hostMatches(known, name))) return false;
  const [, namespace, ...rest] = name.split('.');
  if (namespace === undefined || name.endsWith(`.svc.${clusterDomain}`) || (rest.length === 1 && rest[0] === 'svc')) return true;
  return rest.length === 0 && manifests.namespaceLabels(namespace) !== undefined;
}
