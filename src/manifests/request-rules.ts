import { isGatewayPod } from './data-plane';
import { routesOf } from './gateway-api';
import { isOnMesh } from './gateways';
import { fullHost } from './hosts';
import type { Attachment } from './kinds/policies';
import type { Manifest } from './manifest';
import type { Manifests } from './manifests';
import { targetsOf, workloadsOf } from './policies';
import { parentsOf } from './route-parents';
import { isAboutRequests, valuesOf } from './rule-attributes';
import { sorted } from '../support/compare';

/** Kinds of objects by namespace whose services' requests somebody must read for them: a sidecar, or in ambient mode a waypoint. */
export function requestRulesOf(manifests: Manifests): ReadonlyMap<string, readonly string[]> {
  return manifests.once('rules about requests', () => {
    const kinds = new Map<string, Set<string>>();
    const add = (namespace: string, kind: string) => kinds.set(namespace, (kinds.get(namespace) ?? new Set()).add(kind));
    for (const { object, namespaces } of rulesOf(manifests)) for (const namespace of namespaces) add(namespace, object.kind);
    return new Map([...kinds].map(([namespace, found]) => [namespace, sorted(found)]));
  });
}

interface RequestRule {
  readonly object: Manifest<unknown>;
  readonly namespaces: readonly string[];
}

function rulesOf(manifests: Manifests): RequestRule[] {
  const policies = manifests.ofKind('security.istio.io/AuthorizationPolicy').filter(({ spec: { action = 'ALLOW', rules } }) =>
    action === 'CUSTOM' || action === 'AUDIT' || valuesOf(rules).some(({ attribute }) => isAboutRequests(attribute)));
  const authentications = manifests.ofKind('security.istio.io/RequestAuthentication');
  const routes = manifests.ofKind('networking.istio.io/VirtualService').filter(({ spec }) => isOnMesh(spec) && (spec.http ?? []).length > 0);
  return [
    ...[...policies, ...authentications].map((object) => ({ object, namespaces: namespacesOf(manifests, object) })),
    ...routes.map((object) => ({
      object, namespaces: (object.spec.hosts ?? []).flatMap((host) => homesOf(manifests, host, object.metadata.namespace)),
    })),
    ...routesOf(manifests).filter(({ kind }) => kind === 'HTTPRoute' || kind === 'GRPCRoute').map((object) => ({
      object, namespaces: parentsOf(object).flatMap(({ kind, namespace }) => (kind === '/Service' ? [namespace] : [])),
    })),
  ];
}

/** Where the pods are that a policy is about; gateways read requests anyway. */
function namespacesOf(manifests: Manifests, policy: Manifest<Attachment>): string[] {
  const named = targetsOf(policy.spec).some(({ kind }) => kind === 'Service' || kind === 'ServiceEntry') ? [policy.metadata.namespace] : [];
  return [...named, ...workloadsOf(manifests, policy).filter((pods) => !isGatewayPod(pods)).map(({ namespace }) => namespace)];
}

function homesOf(manifests: Manifests, host: string, namespace: string): string[] {
  const found = manifests.hosts.find(fullHost(host, namespace, manifests.surroundings.clusterDomain));
  return found.filter(({ isEntry }) => !isEntry).map((known) => known.namespace);
}
