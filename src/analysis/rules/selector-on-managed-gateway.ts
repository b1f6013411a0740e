import { GATEWAY_NAME } from '../../manifests/data-plane';
import type { Labels } from '../../manifests/manifest';
import type { Manifests } from '../../manifests/manifests';
import { targetsOf } from '../../manifests/policies';
import { isEmptySelector, selects } from '../../manifests/selectors';
import { defineRule } from '../rule';

const KINDS = ['security.istio.io/AuthorizationPolicy', 'security.istio.io/RequestAuthentication', 'telemetry.istio.io/Telemetry', 'extensions.istio.io/WasmPlugin'];

export const selectorOnManagedGateway = defineRule({
  code: 'MSH313',
  name: 'selector-on-managed-gateway',
  severity: 'warning',
  summary: 'policy that selects pods of a Gateway of the Gateway API by labels',
  fix: 'Name the Gateway in `targetRefs` instead of selecting its pods.',
  upstream: ['IST0166'],
  reads: [...KINDS, 'gateway.networking.k8s.io/Gateway'],
  messages: {
    ignored: 'pods of Gateway {gateway} are judged by policies that name it, not by those that select labels',
  },
  check: (manifests, report) => {
    for (const kind of KINDS) {
      for (const policy of manifests.ofKind(kind)) {
        const spec: any = policy.spec;
        const selector: Labels | undefined = spec.selector?.matchLabels;
        if (isEmptySelector(selector) || targetsOf(spec).length > 0) continue;
        const gateway = gatewayPods(manifests, policy.metadata.namespace).find((labels) => selects(selector, labels));
        if (gateway !== undefined) report(policy, 'spec.selector.matchLabels', 'ignored', { gateway: `${policy.metadata.namespace}/${gateway[GATEWAY_NAME]}` });
      }
    }
  },
});

/** Labels of the pods that belong to Gateways: those that are written, and those that Istio makes for a Gateway. */
function gatewayPods(manifests: Manifests, namespace: string): readonly Labels[] {
  return manifests.once(`gateway pods of ${namespace}`, () => [
    ...manifests.workloadsIn(namespace).map(({ labels }) => labels).filter((labels) => labels[GATEWAY_NAME] !== undefined),
    ...manifests.inNamespace('gateway.networking.k8s.io/Gateway', namespace).map(({ metadata: { name, labels } }) => ({ ...labels, [GATEWAY_NAME]: name })),
  ]);
}
