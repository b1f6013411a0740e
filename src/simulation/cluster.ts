import { endpointTls, policyAt, rulesFor } from './destination-rules';
import type { Scope } from './sidecar-scope';
import type { ServiceSpec } from '../manifests/kinds/core';
import type { ClientTls, PortPolicy } from '../manifests/kinds/destination-rule';
import type { ServiceEntrySpec } from '../manifests/kinds/service-entry';
import type { Labels, Manifest, ObjectId } from '../manifests/manifest';
import type { Manifests } from '../manifests/manifests';
import { isEmptySelector, selects } from '../manifests/selectors';
import type { MeshHost, MeshPort } from '../manifests/service-registry';
import { targetPortOf, type Workload } from '../manifests/workload';

/** Where requests for one port of a host go, or for one of its subsets. */
export interface Cluster {
  readonly service: MeshHost;
  readonly port: MeshPort;
  readonly subset: string | undefined;
  readonly policy: PortPolicy;
  /** TLS that DestinationRules want of endpoints, which counts where the policy leaves the choice. */
  readonly endpointTls: ClientTls['mode'] | undefined;
  /** The DestinationRules that the policy is from. */
  readonly rules: readonly ObjectId[];
  readonly endpoints: readonly Endpoint[];
  /** Whether it lies outside of the mesh, so that nobody there proves who he is. */
  readonly isExternal: boolean;
  /** Calls go to the address that the caller has found. */
  readonly isPassthrough: boolean;
}

/** Pods of one workload, and their port. */
export interface Endpoint {
  readonly workload: Workload;
  readonly port: number;
}

/** Why there is no cluster, as the proxy finds nothing. */
export interface NoCluster {
  readonly missing: 'host' | 'port' | 'subset';
}

interface Address {
  readonly host: string;
  readonly port: number;
  readonly subset?: string;
}

/** What a proxy has for a host: undefined parts are answered with 503. */
export function clusterOf(manifests: Manifests, scope: Scope, labels: Labels, address: Address): Cluster | NoCluster {
  const known = manifests.once('clusters', () => new WeakMap<Scope, Map<string, Cluster | NoCluster>>());
  let ofScope = known.get(scope);
  if (ofScope === undefined) known.set(scope, (ofScope = new Map()));
  const key = `${address.host}:${address.port}/${address.subset ?? ''}${rulesBySelector(manifests) ? JSON.stringify(labels) : ''}`;
  let cluster = ofScope.get(key);
  if (cluster === undefined) ofScope.set(key, (cluster = findCluster(manifests, scope, labels, address)));
  return cluster;
}

/** Whether some DestinationRules are for some pods only: then what a proxy has depends on its labels. */
function rulesBySelector(manifests: Manifests): boolean {
  return manifests.once('rules by selector', () =>
    manifests.ofKind('networking.istio.io/DestinationRule').some(({ spec }) => spec.workloadSelector !== undefined),
  );
}

function findCluster(manifests: Manifests, scope: Scope, labels: Labels, { host, port, subset }: Address): Cluster | NoCluster {
  const service = scope.services.get(host);
  if (service === undefined) return { missing: 'host' };
  const found = service.ports.find(({ number, protocol }) => number === port && protocol !== 'UDP');
  if (found === undefined) return { missing: 'port' };
  const rules = rulesFor(manifests, { namespace: scope.namespace, labels }, service);
  const chosen = subset === undefined || subset === '' ? undefined : rules?.subsets.find(({ name }) => name === subset);
  if (subset !== undefined && subset !== '' && chosen === undefined) return { missing: 'subset' };
  const entry = service.isEntry ? (service.manifest.spec as ServiceEntrySpec) : undefined;
  return {
    service,
    port: found,
    subset: chosen?.name,
    policy: policyAt(rules, port, chosen),
    endpointTls: endpointTls(rules, port, chosen),
    rules: rules?.objects ?? [],
    endpoints: endpointsOf(manifests, service, found).filter(({ workload }) => selects(chosen?.labels, workload.labels)),
    isExternal: entry !== undefined && entry.location !== 'MESH_INTERNAL',
    isPassthrough: entry === undefined ? (service.manifest.spec as ServiceSpec).clusterIP === 'None' : (entry.resolution ?? 'NONE') === 'NONE',
  };
}

/** The pods behind a port of a service, as far as the manifests have them. */
export function endpointsOf(manifests: Manifests, service: MeshHost, port: MeshPort): readonly Endpoint[] {
  return manifests.once(`endpoints of ${service.namespace}/${service.host}:${port.number}`, () => {
    const selector = service.isEntry
      ? (service.manifest.spec as ServiceEntrySpec).workloadSelector?.labels
      : (service.manifest.spec as ServiceSpec).selector;
    if (isEmptySelector(selector)) return [];
    return manifests
      .selected(service.namespace, selector)
      .filter(runs)
      .flatMap((workload) => {
        const target = targetPortOf(port.target, workload);
        return target === undefined ? [] : [{ workload, port: target }];
      });
  });
}

function runs({ manifest }: Workload): boolean {
  return (manifest as Manifest<any>).spec?.replicas !== 0;
}
