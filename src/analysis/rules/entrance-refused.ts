import { mayBeAdmitted } from '../../manifests/admission';
import { calleesOf } from '../../manifests/callees';
import { dataPlaneOf } from '../../manifests/data-plane';
import { allDestinations } from '../../manifests/destinations';
import { gatewaysOf, isOnMesh, podsOfGateway } from '../../manifests/gateways';
import type { VirtualServiceSpec } from '../../manifests/kinds/virtual-service';
import type { Manifest } from '../../manifests/manifest';
import type { Manifests } from '../../manifests/manifests';
import { defineRule } from '../rule';

export const entranceRefused = defineRule({
  code: 'MSH270',
  name: 'entrance-refused',
  severity: 'error',
  summary: 'route of a gateway to pods whose policies never let the gateway in',
  fix: 'Allow the service account of the gateway in an AuthorizationPolicy of the pods, as narrowly as the route is.',
  reads: ['networking.istio.io/VirtualService', 'networking.istio.io/Gateway', 'networking.istio.io/ServiceEntry', 'security.istio.io/AuthorizationPolicy', '/Namespace', '/Service'],
  messages: {
    refused: 'the gateway runs as {namespace}/{account}, which no ALLOW policy for {workload} could mean: every request is answered with 403',
  },
  check: (manifests, report) => {
    if (manifests.ofKind('security.istio.io/AuthorizationPolicy').length === 0) return;
    for (const { virtualService, host, path } of allDestinations(manifests)) {
      if (isOnMesh(virtualService.spec)) continue;
      const callers = gatewayIdentities(manifests, virtualService);
      const callee = calleesOf(manifests, host)[0];
      if (callee === undefined || callers.length === 0 || dataPlaneOf(manifests, callee) !== 'sidecar') continue;
      const refused = callers.find((caller) => !mayBeAdmitted(manifests, callee, caller));
      if (refused !== undefined) report(virtualService, path, 'refused', { ...refused, workload: `${callee.namespace}/${callee.name}` });
    }
  },
});

function gatewayIdentities(manifests: Manifests, virtualService: Manifest<VirtualServiceSpec>): { namespace: string; account: string }[] {
  const { gatewayWorkloads } = manifests.surroundings;
  return gatewaysOf(virtualService).flatMap(({ namespace, name }) => {
    const gateway = manifests.find('networking.istio.io/Gateway', namespace, name);
    return (gateway === undefined ? [] : podsOfGateway(manifests, gateway)).flatMap((pods) => {
      const account = pods.workload?.serviceAccountName ?? gatewayWorkloads.find((one) => one.labels === pods.labels)?.serviceAccountName;
      return account === undefined ? [] : [{ namespace: pods.namespace, account }];
    });
  });
}
