import { patchesOf } from '../../manifests/envoy-patches';
import { defineRule } from '../rule';

export const relativePatchBesideVersion = defineRule({
  code: 'MSH294',
  name: 'relative-patch-beside-version',
  severity: 'warning',
  summary: 'patch that stands beside a filter which only some versions of the proxy have',
  fix: 'Give the EnvoyFilter a `priority`, and the same `proxyVersion` to both patches.',
  upstream: ['IST0155'],
  reads: ['networking.istio.io/EnvoyFilter'],
  messages: {
    version: 'another patch of {name} is for proxies {version} only: on others this patch finds nothing',
  },
  check: (manifests, report) => {
    const patches = patchesOf(manifests);
    const versions = new Map<string, { readonly version: string; readonly path: string; readonly owner: unknown }>();
    for (const { name, proxyVersion, path, filter } of patches) {
      if (name !== undefined && proxyVersion !== undefined && !versions.has(name)) versions.set(name, { version: proxyVersion, path, owner: filter });
    }
    for (const { filter, path, name, isRelative, proxyVersion } of patches) {
      const other = name === undefined ? undefined : versions.get(name);
      if (!isRelative || other === undefined || (other.owner === filter && other.path === path) || proxyVersion === other.version) continue;
      report(filter, path, 'version', { name: name!, version: other.version });
    }
  },
});
