import { dataPlaneOf, isGatewayPod } from '../../manifests/data-plane';
import { classOf, INGRESS, ingressBackendsOf, ingressesOf, podsBehind, portOf } from '../../manifests/ingress';
import type { ServiceSpec } from '../../manifests/kinds/core';
import type { Manifest } from '../../manifests/manifest';
import type { Manifests } from '../../manifests/manifests';
import { acceptedTls } from '../../manifests/mutual-tls';
import { targetPortOf } from '../../manifests/workload';
import { defineRule } from '../rule';

export const ingressAroundTheGateway = defineRule({
  code: 'MSH343',
  name: 'ingress-around-the-gateway',
  severity: 'warning',
  summary: 'Ingress that leads around the gateway to pods which take mutual TLS only',
  fix: 'Let the Ingress lead to the Service of the gateway, and the gateway to this one.',
  reads: [INGRESS, '/Service', 'security.istio.io/PeerAuthentication', '/Namespace'],
  messages: {
    refused: 'pods of Service {name} take mutual TLS only: the controller of class {class} is refused, unless it is in the mesh itself and sends to the Service rather than to its pods',
  },
  check: (manifests, report) => {
    for (const ingress of ingressesOf(manifests)) {
      const served = classOf(ingress);
      // Istio's own gateway serves this class, and is in the mesh
      if (served === undefined || served === 'istio') continue;
      for (const { service: { name, port }, path } of ingressBackendsOf(ingress)) {
        const service = manifests.find('/Service', ingress.metadata.namespace, name);
        const target = service && portOf(service, port);
        if (target !== undefined && isStrict(manifests, service!, target.targetPort ?? target.port)) report(ingress, `${path}.name`, 'refused', { name, class: served });
      }
    }
  },
});

function isStrict(manifests: Manifests, service: Manifest<ServiceSpec>, target: number | string): boolean {
  return podsBehind(manifests, service).some((workload) => {
    const port = targetPortOf(target, workload);
    const plane = dataPlaneOf(manifests, workload);
    return port !== undefined && !isGatewayPod(workload) && (plane === 'sidecar' || plane === 'ambient') && acceptedTls(manifests, workload, port)?.mode === 'STRICT';
  });
}
