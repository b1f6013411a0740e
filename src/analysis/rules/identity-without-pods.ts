import { identityOf } from '../../manifests/identities';
import type { Manifests } from '../../manifests/manifests';
import { knowsWorkloads } from '../../manifests/outside';
import { valuesOf } from '../../manifests/rule-attributes';
import { defineRule } from '../rule';

export const identityWithoutPods = defineRule({
  code: 'MSH266',
  name: 'identity-without-pods',
  severity: 'warning',
  summary: 'policy about an identity that no pod has',
  fix: 'Set `serviceAccountName` in the pod template of the caller, or correct the name in the policy.',
  upstream: ['KIA0106'],
  reads: ['security.istio.io/AuthorizationPolicy', 'networking.istio.io/WorkloadEntry', 'networking.istio.io/WorkloadGroup', 'gateway.networking.k8s.io/Gateway'],
  messages: {
    unused: 'no pod of namespace {namespace} runs as service account {account}: no caller is meant by this',
  },
  check: (manifests, report) => {
    for (const policy of manifests.ofKind('security.istio.io/AuthorizationPolicy')) {
      for (const { attribute, path, values } of valuesOf(policy.spec.rules)) {
        values.forEach((value, index) => {
          const meant = identityOf(attribute, value, policy.metadata.namespace);
          if (meant === undefined || !knowsWorkloads(manifests, meant.namespace)) return;
          if (!accountsIn(manifests, meant.namespace).has(meant.account)) report(policy, `${path}[${index}]`, 'unused', meant);
        });
      }
    }
  },
});

function accountsIn(manifests: Manifests, namespace: string): ReadonlySet<string> {
  return manifests.once(`accounts of pods in ${namespace}`, () => new Set([
    ...manifests.workloadsIn(namespace).map(({ serviceAccountName }) => serviceAccountName),
    ...manifests.surroundings.gatewayWorkloads.filter((one) => one.namespace === namespace).map(({ serviceAccountName }) => serviceAccountName),
    ...manifests.inNamespace('networking.istio.io/WorkloadEntry', namespace).flatMap(({ spec }) => spec.serviceAccount ?? []),
    ...manifests.inNamespace('networking.istio.io/WorkloadGroup', namespace).flatMap(({ spec }: any) => spec.template?.serviceAccount ?? []),
    // the Gateway API makes pods that run under the name of their Gateway
    ...manifests.inNamespace('gateway.networking.k8s.io/Gateway', namespace).flatMap(({ metadata, spec }: any) => [metadata.name, `${metadata.name}-${spec.gatewayClassName}`]),
  ]));
}
