import { type Cluster, clusterOf, type Endpoint, type NoCluster } from './cluster';
import type { Outcome, Step } from './decision';
import { ownGateways } from './gateway-servers';
import { namespaceMode } from './peer-authentication';
import { receiverOf } from './receiver';
import type { Request } from './request';
import { arrive, type Hop } from './server-side';
import type { Scope } from './sidecar-scope';
import type { ServiceSpec } from '../manifests/kinds/core';
import type { Labels } from '../manifests/manifest';
import type { Manifests } from '../manifests/manifests';
import { knowsWorkloads } from '../manifests/outside';
import { isEmptySelector } from '../manifests/selectors';
import type { Workload } from '../manifests/workload';

/** A proxy that sends requests on. */
export interface Sender {
  readonly scope: Scope;
  readonly labels: Labels;
  readonly principal: string;
  readonly workload: Workload | undefined;
  readonly sourceIp: string | undefined;
  readonly now: number;
}

export interface Target {
  readonly host: string;
  readonly port: number;
  readonly subset: string | undefined;
  readonly request: Request;
}

/** What becomes of a request that a proxy sends to a host: one outcome for each workload that may get it. */
export function send(manifests: Manifests, sender: Sender, target: Target, share: number, steps: Step[]): Outcome[] {
  const cluster = clusterOf(manifests, sender.scope, sender.labels, target);
  const name = `${target.host}:${target.port}${target.subset === undefined ? '' : `, subset ${target.subset}`}`;
  if ('missing' in cluster) {
    const reason = missing(cluster, target);
    steps.push({ stage: 'destination', verdict: `${name}: ${reason}` });
    return [closed(target.request, { share, reason })];
  }
  steps.push({ stage: 'destination', verdict: `${name}${share < 100 ? ` (${Math.round(share * 100) / 100} %)` : ''}`, object: cluster.rules[0] });
  if (cluster.endpoints.length === 0) return [withoutPods(manifests, cluster, target.request, share, steps)];
  if (cluster.isPassthrough && cluster.subset !== undefined) {
    return [{ share, cluster, by: 'unknown', reason: 'not simulated: subsets of a headless service' }];
  }
  return cluster.endpoints.map((endpoint) => {
    const transport = transportTo(manifests, cluster, endpoint);
    const each = { share: share / cluster.endpoints.length, cluster };
    if (transport === 'tls') {
      return {
        ...each,
        by: 'unknown',
        reason: 'not simulated: TLS of another kind to pods of the mesh',
        workload: endpoint.workload,
        port: endpoint.port,
      };
    }
    if (endpoint.workload === sender.workload) {
      return { ...each, by: 'unknown', reason: 'not simulated: a pod that calls itself', workload: endpoint.workload, port: endpoint.port };
    }
    if (ownGateways(manifests).has(endpoint.workload)) {
      const reason = 'not simulated: a gateway that the mesh calls without mutual TLS for a host of its own';
      const hasMutualTls = transport === 'mutual';
      return { ...each, by: 'unknown', reason, workload: endpoint.workload, port: endpoint.port, received: target.request, hasMutualTls };
    }
    const hop: Hop = {
      request: target.request,
      transport,
      principal: sender.principal,
      sourceIp: sender.sourceIp,
      remoteIp: undefined,
      sni: transport === 'mutual' ? sniOf(cluster) : target.request.sni,
      isAnswered: target.request.isHttp,
      now: sender.now,
    };
    return { ...each, ...arrive(manifests, endpoint, hop, steps) };
  });
}

/** Nothing to send to: 503, or the end of the connection where nobody reads requests. */
function closed({ isHttp }: Request, outcome: Pick<Outcome, 'share' | 'reason' | 'cluster'>): Outcome {
  return isHttp ? { ...outcome, by: 'proxy', status: 503 } : { ...outcome, by: 'nobody' };
}

function missing({ missing: part }: NoCluster, { host, port, subset }: Target): string {
  if (part === 'host') return `the caller's proxy knows no host ${host}`;
  return part === 'port' ? `${host} has no port ${port}` : `no DestinationRule that the caller sees defines subset ${subset} of ${host}`;
}

function withoutPods(manifests: Manifests, cluster: Cluster, request: Request, share: number, steps: Step[]): Outcome {
  if (cluster.isExternal || cluster.service.isEntry) {
    steps.push({
      stage: 'mtls',
      verdict: cluster.policy.tls?.mode === undefined ? 'leaves the mesh as it is' : `leaves the mesh with TLS (${cluster.policy.tls.mode})`,
      object: cluster.rules[0],
    });
    return { share, cluster, by: 'outside', reason: `${cluster.service.host} lies outside of what is simulated`, received: request };
  }
  const { selector, type } = cluster.service.manifest.spec as ServiceSpec;
  if (isEmptySelector(selector) || !knowsWorkloads(manifests, cluster.service.namespace)) {
    const why =
      type === 'ExternalName'
        ? 'is another name for something else'
        : isEmptySelector(selector)
          ? 'has no selector'
          : 'has no pods among the manifests';
    return { share, cluster, by: 'unknown', reason: `not simulated: ${cluster.service.host} ${why}` };
  }
  return closed(request, {
    share,
    cluster,
    reason: `no pod${cluster.subset === undefined ? '' : ` of subset ${cluster.subset}`} stands behind ${cluster.service.host}:${cluster.port.number}`,
  });
}

/** How a proxy begins: as the DestinationRule says, else with mutual TLS wherever the other side has a proxy that takes it. */
function transportTo(manifests: Manifests, cluster: Cluster, endpoint: Endpoint): Hop['transport'] {
  const mode = cluster.policy.tls?.mode;
  if (cluster.policy.tls !== undefined) return mode === 'ISTIO_MUTUAL' ? 'mutual' : mode === undefined || mode === 'DISABLE' ? 'plain' : 'tls';
  if (cluster.isExternal || namespaceMode(manifests, cluster.service.namespace) === 'DISABLE') return 'plain';
  if (cluster.endpointTls !== undefined) return cluster.endpointTls === 'ISTIO_MUTUAL' ? 'mutual' : 'plain';
  // Where the caller chooses the pod itself, all of them must have a proxy.
  if (cluster.isPassthrough) return cluster.endpoints.every((one) => receiverOf(manifests, one).hasProxy) ? 'mutual' : 'plain';
  const receiver = receiverOf(manifests, endpoint);
  return receiver.hasProxy && receiver.peers.mode !== 'DISABLE' ? 'mutual' : 'plain';
}

/** The name that proxies ask each other for. */
function sniOf({ service, port, subset, policy }: Cluster): string {
  return policy.tls?.sni || `outbound_.${port.number}_.${subset ?? ''}_.${service.host}`;
}

/** Plaintext that no proxy has looked at, from pods without one, or passed through: Kubernetes alone decides where it goes. */
export function sendPlain(
  manifests: Manifests,
  endpoints: Cluster['endpoints'],
  hop: Omit<Hop, 'transport' | 'principal'>,
  steps: Step[],
): Outcome[] {
  return endpoints.map((endpoint) => ({
    share: 100 / endpoints.length,
    ...arrive(manifests, endpoint, { ...hop, transport: 'plain', principal: undefined }, steps),
  }));
}
