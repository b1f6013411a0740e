import { knowsNamespace } from '../../manifests/outside';
import { targetPath, targetsOf } from '../../manifests/policies';
import { defineRule } from '../rule';

const KINDS = ['security.istio.io/AuthorizationPolicy', 'security.istio.io/RequestAuthentication', 'telemetry.istio.io/Telemetry'] as const;
const TARGETS: Readonly<Record<string, string>> = { Service: '/Service', ServiceEntry: 'networking.istio.io/ServiceEntry', Gateway: 'gateway.networking.k8s.io/Gateway' };

export const unknownPolicyTarget = defineRule({
  code: 'MSH319',
  name: 'unknown-policy-target',
  severity: 'error',
  summary: 'policy for an object that does not exist',
  fix: 'Correct the name: the object must be in the namespace of the policy.',
  reads: [...KINDS, ...Object.values(TARGETS)],
  messages: {
    missing: 'there is no {kind} {name} in namespace {namespace}: the policy protects nothing',
  },
  check: (manifests, report) => {
    const { gateways } = manifests.surroundings;
    for (const policyKind of KINDS) {
      for (const policy of manifests.ofKind(policyKind)) {
        const { namespace } = policy.metadata;
        targetsOf(policy.spec).forEach(({ kind, name }, index) => {
          const target = TARGETS[kind];
          if (target === undefined || manifests.find(target, namespace, name) !== undefined || !knowsNamespace(manifests, namespace)) return;
          if (kind === 'Gateway' && gateways.includes(`${namespace}/${name}`)) return;
          report(policy, targetPath(policy.spec, index), 'missing', { kind, name, namespace });
        });
      }
    }
  },
});
