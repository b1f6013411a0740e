import { destinationRulesNaming } from '../../manifests/destination-rules';
import { allDestinations } from '../../manifests/destinations';
import { waveOf } from '../../manifests/sync-waves';
import { defineRule } from '../rule';

export const routeBeforeSubset = defineRule({
  code: 'MSH253',
  name: 'route-before-subset',
  severity: 'error',
  summary: 'route that is applied before the subset it leads to',
  fix: 'Give the DestinationRule an earlier sync wave than the VirtualService, and remove it in a later one.',
  reads: ['networking.istio.io/VirtualService', 'networking.istio.io/DestinationRule'],
  messages: {
    before: 'it is applied in wave {wave}, subset {subset} of {host} in wave {later}: until then requests are answered with 503',
  },
  check: (manifests, report) => {
    for (const { virtualService, destination: { subset }, host, path } of allDestinations(manifests)) {
      if (!subset) continue;
      const rules = destinationRulesNaming(manifests, host).filter(({ spec }) => spec.subsets?.some(({ name }) => name === subset));
      const wave = waveOf(virtualService);
      const later = Math.min(...rules.map(waveOf));
      if (rules.length > 0 && wave < later) report(virtualService, `${path}.subset`, 'before', { wave, subset, host, later });
    }
  },
});
