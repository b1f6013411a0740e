import { clientAddresses } from '../../manifests/client-addresses';
import { escapablePaths } from '../../manifests/escapable-paths';
import { gatewaysOf, isGeneratedGateway } from '../../manifests/gateways';
import { guardedNamespaces } from '../../manifests/guarded-namespaces';
import { fullHost, halfQualified, serviceOfHost } from '../../manifests/hosts';
import type { Manifest } from '../../manifests/manifest';
import type { Manifests } from '../../manifests/manifests';
import { knowsGateway, knowsHost } from '../../manifests/outside';
import { routedTo } from '../../manifests/route-targets';
import { settingOf } from '../../manifests/surroundings';
import { ordinal } from '../../support/compare';
import { defineRule } from '../rule';

export const undescribedSurroundings = defineRule({
  code: 'MSH153',
  name: 'undescribed-surroundings',
  severity: 'info',
  summary: 'reference to what nobody described',
  fix: 'Analyze it as well, or describe it in the context: what is not known is not judged.',
  reads: ['networking.istio.io/VirtualService', 'networking.istio.io/Gateway', 'networking.istio.io/ServiceEntry', '/Service', '/Namespace', 'security.istio.io/AuthorizationPolicy'],
  messages: {
    namespace: 'nothing is known of namespace {namespace}, which is referred to {count} times: {host} may be there or not',
    host: 'nothing is known of {host}, which is referred to {count} times',
    setting: 'nothing is known of {setting} of the mesh, on which it depends what {count} fields mean',
    gateway: 'nothing is known of Gateway {gateway}, which is referred to {count} times',
  },
  check: (manifests, report) => {
    for (const { sort, what, example, manifest, path, count } of asked(manifests).values()) {
      if (sort === 'namespace') report(manifest, path, 'namespace', { namespace: what, host: example, count });
      else if (sort === 'host') report(manifest, path, 'host', { host: what, count });
      else if (sort === 'setting') report(manifest, path, 'setting', { setting: what, count });
      else report(manifest, path, 'gateway', { gateway: what, count });
    }
  },
});

interface Asked {
  readonly sort: 'namespace' | 'host' | 'gateway' | 'setting';
  readonly what: string;
  readonly example: string;
  readonly manifest: Manifest<unknown>;
  readonly path: string;
  count: number;
}

/** Each thing once, at the first that refers to it by kind, namespace and name. */
function asked(manifests: Manifests): ReadonlyMap<string, Asked> {
  const found = new Map<string, Asked>();
  const ask = (thing: Omit<Asked, 'count'>) => {
    const known = found.get(`${thing.sort} ${thing.what}`);
    if (known === undefined) found.set(`${thing.sort} ${thing.what}`, { ...thing, count: 1 });
    else known.count += 1;
  };
  const { clusterDomain } = manifests.surroundings;
  for (const manifest of inOrder(manifests.ofKind('networking.istio.io/VirtualService'))) {
    const { namespace } = manifest.metadata;
    for (const { destination, path } of routedTo(manifest.spec)) {
      const host = fullHost(destination.host, namespace, clusterDomain);
      const meant = halfQualified(host, clusterDomain);
      // half a name is found for that
      if (knowsHost(manifests, host) !== undefined || (meant !== undefined && manifests.hosts.find(meant).length > 0)) continue;
      const service = serviceOfHost(host, clusterDomain);
      ask({ sort: service === undefined ? 'host' : 'namespace', what: service?.namespace ?? host, example: host, manifest, path: `${path}.host` });
    }
    for (const gateway of gatewaysOf(manifest)) {
      if (isGeneratedGateway(gateway.name)) continue;
      const what = `${gateway.namespace}/${gateway.name}`;
      if (knowsGateway(manifests, gateway.namespace, gateway.name) === undefined) ask({ sort: 'gateway', what, example: what, manifest, path: gateway.path });
    }
  }
  for (const { setting, manifest, path } of unsaidSettings(manifests)) ask({ sort: 'setting', what: setting, example: setting, manifest, path });
  return found;
}

/** Fields that mean one thing or another, as the mesh was installed. */
function unsaidSettings(manifests: Manifests): { readonly setting: string; readonly manifest: Manifest<unknown>; readonly path: string }[] {
  const isUnsaid = (name: Parameters<typeof settingOf>[1]) => settingOf(manifests.surroundings, name) === undefined;
  const fields = [
    ...(isUnsaid('cni') ? guardedNamespaces(manifests).map(({ namespace, path }) => ({ setting: 'cni', manifest: namespace, path })) : []),
    ...(isUnsaid('pathNormalization') ? escapablePaths(manifests).map(({ policy, path }) => ({ setting: 'pathNormalization', manifest: policy, path })) : []),
    ...clientAddresses(manifests).filter(({ seen }) => seen === 'unknown').map(({ policy, path }) => ({ setting: 'numTrustedProxies', manifest: policy, path })),
  ];
  return fields.sort((a, b) => ordinal(nameOf(a.manifest), nameOf(b.manifest)));
}

function inOrder<Item extends Manifest<unknown>>(items: readonly Item[]): readonly Item[] {
  return [...items].sort((a, b) => ordinal(nameOf(a), nameOf(b)));
}

function nameOf({ metadata: { namespace, name } }: Manifest<unknown>): string {
  return `${namespace}/${name}`;
}
