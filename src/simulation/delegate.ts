import type { HttpRule } from './virtual-services';
import { fullHost } from '../manifests/hosts';
import type { HttpMatch, HttpRoute, StringMatch, VirtualServiceSpec } from '../manifests/kinds/virtual-service';
import type { Manifest } from '../manifests/manifest';
import type { Manifests } from '../manifests/manifests';

/** A rule that delegates becomes the rules of the other, narrowed to its own matches; every other rule stays itself. */
export function merged(manifests: Manifests, root: HttpRule): HttpRule[] {
  const { delegate } = root.rule;
  if (delegate === undefined) return [root];
  const { namespace } = root.manifest.metadata;
  const home = delegate.namespace === undefined || delegate.namespace === '' ? namespace : delegate.namespace;
  const other = manifests.find('networking.istio.io/VirtualService', home, delegate.name ?? '');
  if (other === undefined || (other.spec.hosts ?? []).length > 0 || !isShownTo(other, namespace)) return [];
  const full = (host: string) => fullHost(host, home, manifests.surroundings.clusterDomain);
  return (other.spec.http ?? []).flatMap((rule, index) => {
    const match = matchesOf(root.rule.match ?? [], rule.match ?? []);
    if (match === undefined) return [];
    return [{ rule: together(root.rule, rule, match), manifest: other, path: `spec.http[${index}]`, full }];
  });
}

function isShownTo({ spec, metadata }: Manifest<VirtualServiceSpec>, namespace: string): boolean {
  const scopes = spec.exportTo ?? [];
  return scopes.length === 0 || scopes.some((scope) => scope === '*' || scope === namespace || (scope === '.' && metadata.namespace === namespace));
}

function together({ delegate, ...root }: HttpRoute, rule: HttpRoute, match: readonly HttpMatch[]): HttpRoute {
  const name = rule.name === undefined ? root.name : root.name === undefined ? rule.name : `${root.name}-${rule.name}`;
  const { route, redirect, ...inherited } = root;
  return { ...inherited, ...rule, match, ...(name === undefined ? {} : { name }) };
}

/** Each match of the other must fit into one of the own; undefined where one fits into none. */
function matchesOf(root: readonly HttpMatch[], other: readonly HttpMatch[]): readonly HttpMatch[] | undefined {
  if (root.length === 0) return other;
  if (other.length === 0) return root;
  const all: HttpMatch[] = [];
  for (const one of other) {
    const fitting = root.filter((wide) => !contradicts(wide, one));
    if (fitting.length === 0) return undefined;
    all.push(...fitting.map((wide) => both(wide, one)));
  }
  return all;
}

function both(wide: HttpMatch, one: HttpMatch): HttpMatch {
  const gateways = one.gateways?.length ? one.gateways : wide.gateways;
  return {
    ...wide,
    ...one,
    headers: { ...wide.headers, ...one.headers },
    withoutHeaders: { ...wide.withoutHeaders, ...one.withoutHeaders },
    queryParams: { ...wide.queryParams, ...one.queryParams },
    sourceLabels: { ...wide.sourceLabels, ...one.sourceLabels },
    ...(gateways === undefined ? {} : { gateways }),
  };
}

function contradicts(wide: HttpMatch, one: HttpMatch): boolean {
  const texts: (keyof HttpMatch & ('uri' | 'scheme' | 'method' | 'authority'))[] = ['uri', 'scheme', 'method', 'authority'];
  const maps: (keyof HttpMatch & ('headers' | 'withoutHeaders' | 'queryParams'))[] = ['headers', 'withoutHeaders', 'queryParams'];
  return (
    texts.some((field) => textsContradict(wide[field], one[field])) ||
    maps.some((field) => Object.entries(one[field] ?? {}).some(([name, match]) => textsContradict(wide[field]?.[name], match))) ||
    (wide.ignoreUriCase ?? false) !== (one.ignoreUriCase ?? false) ||
    (Boolean(wide.port) && Boolean(one.port) && wide.port !== one.port) ||
    (Boolean(wide.sourceNamespace) && one.sourceNamespace !== wide.sourceNamespace) ||
    Object.entries(one.sourceLabels ?? {}).some(([name, value]) => wide.sourceLabels?.[name] !== undefined && wide.sourceLabels[name] !== value) ||
    Boolean(wide.gateways?.length && one.gateways?.length && one.gateways.some((gateway) => !wide.gateways!.includes(gateway)))
  );
}

function textsContradict(wide: StringMatch | undefined, one: StringMatch | undefined): boolean {
  if (wide === undefined || one === undefined) return false;
  // an expression fits into nothing but the lack of one
  if (wide.regex || one.regex) return true;
  if (wide.exact) return one.exact !== wide.exact;
  if (wide.prefix) return !(one.prefix || one.exact || '').startsWith(wide.prefix);
  return true;
}
