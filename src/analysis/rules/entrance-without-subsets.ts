import { allDestinations } from '../../manifests/destinations';
import { isOnMesh } from '../../manifests/gateways';
import { fullHost } from '../../manifests/hosts';
import { idOf, titleOf } from '../../manifests/manifest';
import { sortedSet } from '../../support/compare';
import { defineRule } from '../rule';

export const entranceWithoutSubsets = defineRule({
  code: 'MSH217',
  name: 'entrance-without-subsets',
  severity: 'warning',
  summary: 'route of a gateway that passes by the versions which the mesh chooses',
  fix: 'Route to the same subsets at the gateway: a gateway does not follow the routes of the mesh.',
  upstream: ['IST0140'],
  reads: ['networking.istio.io/VirtualService'],
  messages: {
    bypass: '{other} chooses among the subsets of {host}, but what enters here goes to all of its pods',
  },
  check: (manifests, report) => {
    const choosing = new Map<string, string[]>();
    for (const { virtualService, destination, host, protocol } of allDestinations(manifests)) {
      const { metadata, spec } = virtualService;
      if (protocol !== 'http' || !destination.subset) continue;
      const isOwn = (spec.hosts ?? []).some((name) => fullHost(name, metadata.namespace, manifests.surroundings.clusterDomain) === host);
      if (isOwn && isOnMesh(spec)) choosing.set(host, [...choosing.get(host) ?? [], titleOf(idOf(virtualService))]);
    }
    for (const { virtualService, destination, host, protocol, path, isMirror } of allDestinations(manifests)) {
      if (protocol !== 'http' || isMirror || destination.subset || (virtualService.spec.gateways ?? []).length === 0) continue;
      const others = sortedSet(choosing.get(host) ?? []).filter((title) => title !== titleOf(idOf(virtualService)));
      if (others.length > 0) report(virtualService, path, 'bypass', { host, other: others.join(', ') });
    }
  },
});
