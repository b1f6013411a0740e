import { destinationRulesNaming } from '../../manifests/destination-rules';
import { allDestinations } from '../../manifests/destinations';
import type { Manifest } from '../../manifests/manifest';
import { isSentBefore } from '../../manifests/order-of-files';
import { waveOf } from '../../manifests/sync-waves';
import { defineRule } from '../rule';

export const subsetSentAfterRoute = defineRule({
  code: 'MSH378',
  name: 'subset-sent-after-route',
  severity: 'warning',
  summary: 'route that is written before the subset it leads to',
  fix: 'Put the DestinationRule before the VirtualService: in the file, or in a file whose name comes first.',
  reads: ['networking.istio.io/VirtualService', 'networking.istio.io/DestinationRule'],
  messages: {
    after: 'kubectl sends it before subset {subset} of {host}: until that arrives, requests are answered with 503',
  },
  check: (manifests, report) => {
    for (const { virtualService, destination: { subset }, host, path } of allDestinations(manifests)) {
      if (!subset) continue;
      const rules = destinationRulesNaming(manifests, host).filter(({ spec }) => spec.subsets?.some(({ name }) => name === subset));
      // where waves differ, they decide
      const isLate = (rule: Manifest<unknown>) => waveOf(rule) === waveOf(virtualService) && isSentBefore(virtualService, rule) === true;
      if (rules.length > 0 && rules.every(isLate)) report(virtualService, `${path}.subset`, 'after', { subset, host });
    }
  },
});
