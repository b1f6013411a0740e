import { valuesOf } from '../../manifests/rule-attributes';
import { defineRule } from '../rule';

export const foreignTrustDomain = defineRule({
  code: 'MSH267',
  name: 'foreign-trust-domain',
  severity: 'warning',
  summary: 'principal of another trust domain than that of the mesh',
  fix: 'Name the trust domain of the mesh, or say it in the MeshContext.',
  reads: ['security.istio.io/AuthorizationPolicy'],
  messages: {
    foreign: 'trust domain of {principal} is not {trustDomain}: no pod of this mesh is meant',
  },
  check: (manifests, report) => {
    const { trustDomain } = manifests.surroundings;
    for (const policy of manifests.ofKind('security.istio.io/AuthorizationPolicy')) {
      for (const { attribute, path, values } of valuesOf(policy.spec.rules)) {
        if (!/^(source\.(p|notP)rincipals|when source\.principal)$/.test(attribute)) continue;
        values.forEach((principal, index) => {
          const [, domain] = /^([^/*]+)\/ns\//.exec(principal) ?? [];
          // Istio takes `cluster.local` for the trust domain of the mesh, whatever that is called
          if (domain !== undefined && domain !== trustDomain && domain !== 'cluster.local') report(policy, `${path}[${index}]`, 'foreign', { principal, trustDomain });
        });
      }
    }
  },
});
