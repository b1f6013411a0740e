import type { ClientTls } from '../../manifests/kinds/destination-rule';
import { defineRule } from '../rule';

export const anyPublicAuthority = defineRule({
  code: 'MSH362',
  name: 'any-public-authority',
  severity: 'info',
  summary: 'DestinationRule that trusts every public authority',
  fix: 'Name the authority in `caCertificates`, if only one is meant.',
  upstream: ['IST0128', 'IST0129'],
  reads: ['networking.istio.io/DestinationRule'],
  messages: {
    any: 'the certificate of {host} may come from any authority that the image of the proxy trusts',
  },
  check: (manifests, report) => {
    for (const rule of manifests.ofKind('networking.istio.io/DestinationRule')) {
      const { host, trafficPolicy, workloadSelector } = rule.spec;
      const isOpen = (tls: ClientTls | undefined) => (tls?.mode === 'SIMPLE' || tls?.mode === 'MUTUAL') && !tls.caCertificates
        // the Secret may hold an authority, but it is only read for the pods that are selected
        && !(tls.credentialName && workloadSelector !== undefined);
      if (isOpen(trafficPolicy?.tls)) report(rule, 'spec.trafficPolicy.tls', 'any', { host });
      (trafficPolicy?.portLevelSettings ?? []).forEach(({ tls }, index) => {
        if (isOpen(tls)) report(rule, `spec.trafficPolicy.portLevelSettings[${index}].tls`, 'any', { host });
      });
    }
  },
});
