import type { Labels, Manifest } from '../../manifests/manifest';
import type { Manifests } from '../../manifests/manifests';
import { knowsNamespace } from '../../manifests/outside';
import { namedWaypoint, USE_WAYPOINT } from '../../manifests/waypoints';
import { defineRule } from '../rule';

export const unknownWaypoint = defineRule({
  code: 'MSH317',
  name: 'unknown-waypoint',
  severity: 'error',
  summary: 'label that names a waypoint which does not exist',
  fix: 'Add the Gateway of class `istio-waypoint`, correct the name, or name it in the MeshContext if it lies outside.',
  reads: ['/Namespace', '/Service', 'networking.istio.io/ServiceEntry', 'gateway.networking.k8s.io/Gateway'],
  messages: {
    missing: 'there is no Gateway {waypoint}: policies and routes of requests are not enforced',
  },
  check: (manifests, report) => {
    const judge = (manifest: Manifest<unknown>, path: string, labels: Labels, namespace: string) => {
      const named = namedWaypoint(labels, namespace);
      if (named === undefined || isThere(manifests, named) !== false) return;
      report(manifest, `${path}[${USE_WAYPOINT}]`, 'missing', { waypoint: `${named.namespace}/${named.name}` });
    };
    for (const namespace of manifests.ofKind('/Namespace')) judge(namespace, 'metadata.labels', namespace.metadata.labels, namespace.metadata.name);
    for (const kind of ['/Service', 'networking.istio.io/ServiceEntry']) {
      for (const one of manifests.ofKind(kind)) judge(one, 'metadata.labels', one.metadata.labels, one.metadata.namespace);
    }
    for (const { manifest, path, labels, namespace } of manifests.workloads) judge(manifest, [path, 'metadata.labels'].filter((part) => part !== '').join('.'), labels, namespace);
  },
});

function isThere(manifests: Manifests, { namespace, name }: { readonly namespace: string; readonly name: string }): boolean | undefined {
  if (manifests.find('gateway.networking.k8s.io/Gateway', namespace, name) !== undefined || manifests.surroundings.gateways.includes(`${namespace}/${name}`)) return true;
  return knowsNamespace(manifests, namespace) ? false : undefined;
}
