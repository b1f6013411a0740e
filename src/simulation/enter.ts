import { principalOf } from './callers';
import type { Outcome, Step } from './decision';
import { gatewayHosts } from './gateway-hosts';
import { type GatewayPods, gatewayPorts, type GatewayServer, ownGateways } from './gateway-servers';
import { follow, followConnection, type Routing } from './pipeline';
import type { Request } from './request';
import type { Sender } from './send';
import { judge, type Judged } from './server-side';
import { gatewayScopeOf } from './sidecar-scope';
import { tcpRouteOf } from './tcp-route';
import type { VirtualHosts } from './virtual-hosts';
import { virtualServicesFor } from './virtual-services';
import { serverHost } from '../manifests/gateways';
import { hostMatches, hostsOverlap } from '../manifests/hosts';
import { titleOf } from '../manifests/manifest';
import type { Manifests } from '../manifests/manifests';
import { isHttpServer, isHttpsServer, isPassedThrough } from '../manifests/server-kind';

export interface Incoming {
  readonly request: Request;
  /** The port of the gateway's Service. */
  readonly port: number;
  /** One that the gateway's authorities have signed. */
  readonly hasCertificate: boolean;
  readonly sourceIp: string | undefined;
  readonly now: number;
}

/** What becomes of a request from outside, through a gateway. */
export function enter(manifests: Manifests, incoming: Incoming, steps: Step[]): Routing {
  const found = findGateway(manifests, incoming);
  if (found === undefined) {
    const reason = `no gateway listens on port ${incoming.port}`;
    steps.push({ stage: 'gateway', verdict: reason });
    return { outcomes: [{ share: 100, by: 'nobody', reason }], route: undefined };
  }
  const { pods, listens } = found;
  const port = gatewayPorts(manifests, pods).get(listens)!;
  const isEncrypted = incoming.request.scheme === 'https' || incoming.request.sni !== undefined;
  if (port.plain.length > 0) {
    if (isEncrypted || !isHttpServer(port.plain[0].server)) {
      return isHttpServer(port.plain[0].server)
        ? ended(`port ${incoming.port} of the gateway speaks no TLS`, port.plain[0], steps)
        : overTcp(manifests, pods, port.plain, incoming, steps);
    }
    return overHttp(manifests, pods, port.plain, incoming, steps);
  }
  if (!isEncrypted) return ended(`port ${incoming.port} of the gateway wants TLS`, port.tls[0], steps);
  const server = bySni(port.tls, incoming.request.sni);
  if (server === undefined) return ended(`no server on port ${incoming.port} is called ${incoming.request.sni ?? 'nothing'}`, port.tls[0], steps);
  steps.push({
    stage: 'gateway',
    verdict: isPassedThrough(server.server)
      ? `TLS for ${incoming.request.sni} passes server ${server.path} unopened`
      : `TLS for ${incoming.request.sni} ends at server ${server.path}`,
    object: server.object,
    path: server.path,
  });
  if (isPassedThrough(server.server) || !isHttpsServer(server.server)) return overTcp(manifests, pods, [server], incoming, steps);
  const { mode } = server.server.tls ?? {};
  if (mode === 'ISTIO_MUTUAL') return ended('the server wants a certificate of the mesh', server, steps);
  if (mode === 'MUTUAL' && !incoming.hasCertificate) return ended('the server wants a certificate', server, steps);
  return overHttp(manifests, pods, [server], incoming, steps);
}

function ended(reason: string, { object, path }: GatewayServer, steps: Step[]): Routing {
  steps.push({ stage: 'gateway', verdict: reason, object, path });
  return { outcomes: [{ share: 100, by: 'nobody', reason, object, path }], route: undefined };
}

function unclear(what: string, { object, path }: GatewayServer): Routing {
  return { outcomes: [{ share: 100, by: 'unknown', reason: `not simulated: ${what}`, object, path }], route: undefined };
}

/** The gateway pods that listen on a port: those that serve the host, if several do. */
function findGateway(manifests: Manifests, { port, request }: Incoming): { pods: GatewayPods; listens: number } | undefined {
  const all = gatewayPodsOf(manifests).flatMap((pods) => {
    const listens = pods.ports.find((one) => one.port === port)?.targetPort ?? port;
    const servers = gatewayPorts(manifests, pods).get(listens);
    return servers === undefined ? [] : [{ pods, listens, servers: [...servers.plain, ...servers.tls] }];
  });
  const name = (request.sni ?? request.authority.replace(/:\d+$/, '')).toLowerCase();
  return (
    all.find(({ servers }) =>
      servers.some(({ server }) => (server.hosts ?? []).some((host) => hostMatches(serverHost(host).name.toLowerCase(), name))),
    ) ?? all[0]
  );
}

/** Pods outside of the manifests that run gateways, and those of the manifests that a Gateway selects. */
function gatewayPodsOf(manifests: Manifests): readonly GatewayPods[] {
  return manifests.once('gateway pods', () => [...manifests.surroundings.gatewayWorkloads, ...ownGateways(manifests).values()]);
}

/** The server with the longest name that fits. */
export function bySni(servers: readonly GatewayServer[], sni: string | undefined): GatewayServer | undefined {
  let best: { server: GatewayServer; length: number } | undefined;
  for (const server of servers) {
    for (const given of server.server.hosts ?? []) {
      const host = serverHost(given).name.toLowerCase();
      const length = host === sni ? Infinity : host === '*' ? 0 : host.length;
      if ((host === '*' || (sni !== undefined && hostMatches(host, sni))) && (best === undefined || length > best.length)) best = { server, length };
    }
  }
  return best?.server;
}

function senderOf(manifests: Manifests, pods: GatewayPods, { now }: Pick<Incoming, 'now'>): Sender {
  return {
    scope: gatewayScopeOf(manifests, pods.namespace),
    labels: pods.labels,
    principal: principalOf(manifests, pods),
    workload: undefined,
    sourceIp: undefined,
    now,
  };
}

function overHttp(manifests: Manifests, pods: GatewayPods, servers: readonly GatewayServer[], incoming: Incoming, steps: Step[]): Routing {
  const judged = judgedAtEntrance(manifests, pods, incoming, servers[0].listens, steps);
  if (judged.result !== undefined) return { outcomes: [{ share: 100, ...judged.result }], route: undefined };
  return sendOn(manifests, pods, servers, { ...incoming, request: judged.request, claims: judged.claims }, steps);
}

/** A request that the gateway's policies let in. */
export interface LetIn extends Pick<Incoming, 'request' | 'port' | 'sourceIp' | 'now'> {
  readonly claims: Judged['claims'];
}

/** By the routes of the host that it asks for. */
export function sendOn(manifests: Manifests, pods: GatewayPods, servers: readonly GatewayServer[], incoming: LetIn, steps: Step[]): Routing {
  const { request, sourceIp, claims } = incoming;
  const known = manifests.once(`gateway hosts of ${pods.namespace}`, () => new WeakMap<GatewayServer, VirtualHosts>());
  let hosts = known.get(servers[0]);
  if (hosts === undefined) known.set(servers[0], (hosts = gatewayHosts(manifests, pods, servers)));
  const host = hosts.find(request.authority);
  if (host === undefined) {
    const reason = `the gateway serves no host ${request.authority} on port ${incoming.port}`;
    steps.push({ stage: 'gateway', verdict: reason });
    return { outcomes: [{ share: 100, by: 'proxy', status: 404, reason }], route: undefined };
  }
  if (host.redirectsToHttps === true && request.scheme === 'http') return toHttps(request, servers, steps);
  const port = servers[0].server.port.number;
  const sender = senderOf(manifests, pods, incoming);
  return follow(
    manifests,
    sender,
    { request: forwardedFor(request, sourceIp), claims },
    { routes: host.routes ?? [], port, portOf: portsOf(sender, port) },
    steps,
  );
}

/** Gateways add the address of whoever asked. */
function forwardedFor(request: Request, sourceIp: string | undefined): Request {
  if (sourceIp === undefined) return request;
  const before = request.headers.get('x-forwarded-for');
  const headers = new Map(request.headers);
  headers.set('x-forwarded-for', before === undefined ? sourceIp : `${before},${sourceIp}`);
  return { ...request, headers };
}

function toHttps({ authority, path }: Request, servers: readonly GatewayServer[], steps: Step[]): Routing {
  const by = servers.find(({ server }) => server.tls?.httpsRedirect === true)!;
  steps.push({ stage: 'gateway', verdict: 'plaintext is sent to https', object: by.object, path: `${by.path}.tls.httpsRedirect` });
  const outcome: Outcome = {
    share: 100,
    by: 'proxy',
    status: 301,
    location: `https://${authority}${path}`,
    reason: `${titleOf(by.object)} sends plaintext to https`,
    object: by.object,
    path: `${by.path}.tls.httpsRedirect`,
  };
  return { outcomes: [outcome], route: undefined };
}

/** A connection that the gateway passes on without reading it. */
function overTcp(manifests: Manifests, pods: GatewayPods, [server]: readonly GatewayServer[], incoming: Incoming, steps: Step[]): Routing {
  const request = { ...incoming.request, isHttp: false };
  const judged = judgedAtEntrance(manifests, pods, { ...incoming, request }, server.listens, steps);
  if (judged.result !== undefined) {
    return {
      outcomes: [{ share: 100, ...judged.result, ...(judged.result.by === 'proxy' ? { by: 'nobody', status: undefined } : {}) }],
      route: undefined,
    };
  }
  const isTls = isPassedThrough(server.server);
  const port = server.server.port.number;
  const services = virtualServicesFor(manifests, server.gateway, pods.namespace).filter(({ hosts }) => hosts.some((host) => serves(server, host)));
  const route = tcpRouteOf(services, {
    host: '*',
    port,
    gateway: server.gateway,
    namespace: pods.namespace,
    labels: pods.labels,
    sni: request.sni,
    isTls,
  });
  if (route === 'unclear') return unclear('routes for certain addresses', server);
  if (route === undefined) return ended('no route takes the connection', server, steps);
  const sender = senderOf(manifests, pods, incoming);
  return { outcomes: followConnection(manifests, sender, request, route, portsOf(sender, port), steps), route: undefined };
}

/** The policies of a gateway's own pods. */
function judgedAtEntrance(manifests: Manifests, pods: GatewayPods, { request, sourceIp, now }: Incoming, port: number, steps: Step[]): Judged {
  const hop = {
    request,
    transport: 'plain' as const,
    principal: undefined,
    sourceIp,
    remoteIp: sourceIp,
    sni: request.sni,
    isAnswered: request.isHttp,
    now,
  };
  return judge(manifests, pods, request.isHttp, { ...hop, port, destinationIp: undefined }, steps);
}

/** The only port of a host, or the gateway's own. */
function portsOf({ scope }: Sender, port: number): (host: string) => number {
  return (host) => {
    const ports = scope.services.get(host)?.ports ?? [];
    return ports.length === 1 ? ports[0].number : port;
  };
}

function serves({ server }: GatewayServer, host: string): boolean {
  return (server.hosts ?? []).some((own) => hostsOverlap(host, serverHost(own).name));
}
