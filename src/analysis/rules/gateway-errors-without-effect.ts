import type { TrafficPolicy } from '../../manifests/kinds/destination-rule';
import { defineRule } from '../rule';

export const gatewayErrorsWithoutEffect = defineRule({
  code: 'MSH250',
  name: 'gateway-errors-without-effect',
  severity: 'warning',
  summary: 'limit of gateway errors that is never reached',
  fix: 'Let consecutiveGatewayErrors be lower than consecutive5xxErrors, or set consecutive5xxErrors to 0.',
  reads: ['networking.istio.io/DestinationRule'],
  messages: {
    never: 'every gateway error is a 5xx error: after {all} of those the pod is ejected, before {gateway} gateway errors were seen',
  },
  check: (manifests, report) => {
    for (const rule of manifests.ofKind('networking.istio.io/DestinationRule')) {
      const policies: [TrafficPolicy | undefined, string][] = [
        [rule.spec.trafficPolicy, 'spec.trafficPolicy'],
        ...(rule.spec.subsets ?? []).map(({ trafficPolicy }, index): [TrafficPolicy | undefined, string] => [trafficPolicy, `spec.subsets[${index}].trafficPolicy`]),
      ];
      for (const [policy, path] of policies) {
        [policy, ...(policy?.portLevelSettings ?? [])].forEach((settings, index) => {
          // five is what Envoy counts to where the rule says nothing
          const { consecutiveGatewayErrors: gateway = 0, consecutive5xxErrors: all = 5 } = settings?.outlierDetection ?? {};
          if (gateway === 0 || all === 0 || gateway < all) return;
          const at = index === 0 ? path : `${path}.portLevelSettings[${index - 1}]`;
          report(rule, `${at}.outlierDetection.consecutiveGatewayErrors`, 'never', { gateway, all });
        });
      }
    }
  },
});
