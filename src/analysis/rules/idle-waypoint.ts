import { kubernetesGatewaysOf } from '../../manifests/gateway-api';
import type { Manifests } from '../../manifests/manifests';
import { defineRule } from '../rule';

const USE = 'istio.io/use-waypoint';
const USE_NAMESPACE = 'istio.io/use-waypoint-namespace';

export const idleWaypoint = defineRule({
  code: 'MSH357',
  name: 'idle-waypoint',
  severity: 'warning',
  summary: 'waypoint that nothing uses',
  fix: 'Label the namespace, the Service or the pods with `istio.io/use-waypoint`.',
  upstream: [],
  reads: ['gateway.networking.k8s.io/Gateway'],
  messages: {
    idle: 'nothing has the label istio.io/use-waypoint: {name}: no request passes this waypoint, and no policy for it is enforced',
  },
  check: (manifests, report) => {
    const used = manifests.once('waypoints in use', () => waypointsInUse(manifests));
    for (const gateway of kubernetesGatewaysOf(manifests)) {
      const { name, namespace, labels } = gateway.metadata;
      if (gateway.spec.gatewayClassName !== 'istio-waypoint' || labels['istio.io/waypoint-for'] === 'none') continue;
      if (!used.has(`${namespace}/${name}`)) report(gateway, 'metadata.name', 'idle', { name });
    }
  },
});

function waypointsInUse(manifests: Manifests): ReadonlySet<string> {
  const used = new Set<string>();
  const add = (labels: Readonly<Record<string, string>>, namespace: string) => {
    for (const suffix of ['', '-canary']) {
      const waypoint = labels[`${USE}${suffix}`];
      if (waypoint !== undefined) used.add(`${labels[suffix === '' ? USE_NAMESPACE : `${USE}-canary-namespace`] ?? namespace}/${waypoint}`);
    }
  };
  for (const { kind, metadata } of manifests.all) add(metadata.labels, kind === 'Namespace' ? metadata.name : metadata.namespace);
  for (const { labels, namespace } of manifests.workloads) add(labels, namespace);
  for (const [namespace, labels] of Object.entries(manifests.surroundings.namespaces)) add(labels, namespace);
  return used;
}
