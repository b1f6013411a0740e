import { policiesOf, workloadsOf } from '../../manifests/policies';
import { sortedSet } from '../../support/compare';
import { defineRule } from '../rule';

export const twoAuthorizationProviders = defineRule({
  code: 'MSH381',
  name: 'two-authorization-providers',
  severity: 'error',
  summary: 'two external authorizers for the same pods',
  fix: 'Ask one provider for these pods, or select others in one of the policies.',
  reads: ['security.istio.io/AuthorizationPolicy'],
  messages: {
    several: '{workload} is to ask {providers}: istiod takes one provider for the same pods, and denies every request that one of these policies is about',
  },
  check: (manifests, report) => {
    for (const policy of manifests.ofKind('security.istio.io/AuthorizationPolicy')) {
      if (policy.spec.action !== 'CUSTOM') continue;
      for (const workload of workloadsOf(manifests, policy)) {
        const asking = policiesOf(manifests, 'security.istio.io/AuthorizationPolicy', workload).filter(({ spec }) => spec.action === 'CUSTOM');
        const providers = sortedSet(asking.flatMap(({ spec }) => spec.provider?.name ?? []));
        if (providers.length < 2) continue;
        report(policy, 'spec.provider.name', 'several', { workload: `${workload.namespace}/${workload.name}`, providers: providers.join(' and ') });
        break;
      }
    }
  },
});
