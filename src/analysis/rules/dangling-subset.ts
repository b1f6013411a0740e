import { fullHost, serviceOfHost } from '../../manifests/hosts';
import type { Manifests } from '../../manifests/manifests';
import { knowsNamespace } from '../../manifests/outside';
import { routedTo } from '../../manifests/route-targets';
import { defineRule } from '../rule';

export const danglingSubset = defineRule({
  code: 'MSH200',
  name: 'dangling-subset',
  severity: 'error',
  summary: 'route to a subset that no DestinationRule defines',
  fix: 'Define the subset in the DestinationRule of the host, or route to one that is defined.',
  upstream: ['IST0101', 'KIA1107'],
  reads: ['networking.istio.io/VirtualService', 'networking.istio.io/DestinationRule'],
  messages: {
    unknown: 'subset {subset} of {host} is defined by no DestinationRule: requests to it are answered with 503',
  },
  check: (manifests, report) => {
    const defined = subsetsByHost(manifests);
    for (const virtualService of manifests.ofKind('networking.istio.io/VirtualService')) {
      for (const { destination, path } of routedTo(virtualService.spec)) {
        if (destination.subset === undefined) continue;
        const host = fullHost(destination.host, virtualService.metadata.namespace, manifests.surroundings.clusterDomain);
        const subsets = defined.get(host);
        // rules for a host of elsewhere may be elsewhere, too
        if (subsets === undefined && !knowsNamespace(manifests, serviceOfHost(host, manifests.surroundings.clusterDomain)?.namespace ?? '')) continue;
        if (!subsets?.has(destination.subset)) report(virtualService, `${path}.subset`, 'unknown', { subset: destination.subset, host });
      }
    }
  },
});

function subsetsByHost(manifests: Manifests): Map<string, Set<string>> {
  const defined = new Map<string, Set<string>>();
  for (const { metadata, spec } of manifests.ofKind('networking.istio.io/DestinationRule')) {
    const host = fullHost(spec.host, metadata.namespace, manifests.surroundings.clusterDomain);
    const known = defined.get(host) ?? new Set();
    for (const { name } of spec.subsets ?? []) known.add(name);
    defined.set(host, known);
  }
  return defined;
}
