import { canariesOf, type FlaggerCanary } from '../../manifests/flagger';
import { isOnMesh } from '../../manifests/gateways';
import { fullHost } from '../../manifests/hosts';
import type { Manifest } from '../../manifests/manifest';
import { grouped, type Manifests } from '../../manifests/manifests';
import { defineRule } from '../rule';

const VIRTUAL_SERVICE = 'networking.istio.io/VirtualService';

export const objectOfACanary = defineRule({
  code: 'MSH323',
  name: 'object-of-a-canary',
  severity: 'error',
  summary: 'object that Flagger makes itself',
  fix: 'Leave the object to Flagger, and say what it shall contain under `spec.service` of the Canary.',
  reads: ['flagger.app/Canary', VIRTUAL_SERVICE, 'networking.istio.io/DestinationRule', '/Service', 'apps/Deployment'],
  messages: {
    owned: 'Canary {canary} makes this object and overwrites it: whoever applies it again takes the traffic out of its hands',
    host: 'Canary {canary} makes a VirtualService for {host}, too: one of the two is ignored',
  },
  check: (manifests, report) => {
    const byHost = manifests.once('virtual services of the mesh by host', () => meshHosts(manifests));
    for (const canary of canariesOf(manifests)) {
      const data = { canary: canary.manifest.metadata.name };
      for (const owned of ownedBy(manifests, canary)) report(owned, 'metadata.name', 'owned', data);
      if (!canary.isForIstio || (canary.gateways.length > 0 && !canary.gateways.includes('mesh'))) continue;
      const host = fullHost(canary.apex, canary.namespace, manifests.surroundings.clusterDomain);
      for (const { virtualService, index } of byHost.get(host) ?? []) {
        if (virtualService.metadata.name !== canary.apex || virtualService.metadata.namespace !== canary.namespace) report(virtualService, `spec.hosts[${index}]`, 'host', { ...data, host });
      }
    }
  },
});

function ownedBy(manifests: Manifests, { namespace, apex, primary, canary, target, isForIstio }: FlaggerCanary): Manifest<unknown>[] {
  const named = (kind: string, ...names: string[]) => names.flatMap((name) => manifests.find(kind, namespace, name) ?? []);
  return [
    ...named('/Service', apex, primary, canary),
    ...named('apps/Deployment', `${target.name}-primary`),
    ...(isForIstio ? [...named(VIRTUAL_SERVICE, apex), ...named('networking.istio.io/DestinationRule', primary, canary)] : []),
  ];
}

function meshHosts(manifests: Manifests) {
  const { clusterDomain } = manifests.surroundings;
  const claims = manifests.ofKind(VIRTUAL_SERVICE).flatMap((virtualService) => (isOnMesh(virtualService.spec) ? virtualService.spec.hosts ?? [] : [])
    .map((host, index) => ({ virtualService, host: fullHost(host, virtualService.metadata.namespace, clusterDomain), index })));
  return grouped(claims, ({ host }) => host);
}
