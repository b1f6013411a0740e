import { type RouteLine, routeLines, type WeighedDestination } from './route-lines';
import type { ObjectId } from '../manifests/manifest';
import { grouped, type Manifests } from '../manifests/manifests';
import { ordinal } from '../support/compare';

/** What changed about a route, in words. */
export interface RouteChange {
  readonly at: string;
  readonly host: string;
  readonly match: string;
  readonly change: 'added' | 'removed' | 'changed';
  readonly words: readonly string[];
  readonly object: ObjectId;
  readonly path: string;
}

export function routeChanges(before: Manifests, after: Manifests): RouteChange[] {
  const [old, now] = [byPlace(before), byPlace(after)];
  const changes = [...new Set([...old.keys(), ...now.keys()])].flatMap((key) => pairs(old.get(key) ?? [], now.get(key) ?? []));
  return [...changes, ...orderChanges(before, after)].sort(
    (a, b) => ordinal(a.host, b.host) || ordinal(a.at, b.at) || ordinal(a.match, b.match) || ordinal(a.change, b.change),
  );
}

function byPlace(manifests: Manifests): ReadonlyMap<string, readonly RouteLine[]> {
  return grouped(routeLines(manifests), ({ at, host, match }) => `${at}\n${host}\n${match}`);
}

/** Of routes that take the same, the first is compared with the first. */
function pairs(old: readonly RouteLine[], now: readonly RouteLine[]): RouteChange[] {
  return Array.from({ length: Math.max(old.length, now.length) }, (_, index) => [old[index], now[index]] as const).flatMap(([before, after]) => {
    if (before === undefined) return [told(after, 'added', [`leads to ${leadsTo(after)}`, ...settings(after)])];
    if (after === undefined) return [told(before, 'removed', [`led to ${leadsTo(before)}`])];
    const words = changesOf(before, after);
    return words.length === 0 ? [] : [told(after, 'changed', words)];
  });
}

function told({ at, host, match, object, path }: RouteLine, change: RouteChange['change'], words: readonly string[]): RouteChange {
  return { at, host, match, change, words, object, path };
}

function changesOf(before: RouteLine, after: RouteLine): string[] {
  const [old, now] = [sharesOf(before), sharesOf(after)];
  const weights = [...new Set([...old.keys(), ...now.keys()])].sort().flatMap((name) => {
    const [was, is] = [old.get(name), now.get(name)];
    return was === is ? [] : [`${name}: ${was ?? 0} % → ${is ?? 0} %`];
  });
  const fields = [...new Set([...before.settings.keys(), ...after.settings.keys()])].sort().flatMap((field) => {
    const [was, is] = [before.settings.get(field), after.settings.get(field)];
    if (was === is) return [];
    return [was === undefined ? `${field} is now ${is}` : is === undefined ? `${field} is gone (was ${was})` : `${field}: ${was} → ${is}`];
  });
  return [...weights, ...fields];
}

function sharesOf({ destinations }: RouteLine): ReadonlyMap<string, number> {
  const shares = new Map<string, number>();
  for (const destination of destinations) shares.set(nameOf(destination), (shares.get(nameOf(destination)) ?? 0) + destination.share);
  return shares;
}

/** `orders.shop.svc.cluster.local:8080, subset v2` */
export function nameOf({ host, port, subset, isMirror }: WeighedDestination): string {
  return `${isMirror ? 'mirror ' : ''}${host}${port === undefined ? '' : `:${port}`}${subset === undefined ? '' : `, subset ${subset}`}`;
}

function leadsTo({ destinations, settings: named }: RouteLine): string {
  if (destinations.length === 0) return [...named].map(([field, words]) => `${field} ${words}`).join(', ') || 'nothing';
  return destinations
    .map((destination) => `${nameOf(destination)}${destination.share === 100 ? '' : ` (${destination.share} %)`}`)
    .join(' and ');
}

function settings({ settings: named, destinations }: RouteLine): string[] {
  return destinations.length === 0 ? [] : [...named].map(([field, words]) => `${field} ${words}`);
}

/** Routes of a host are tried in their order: the same ones in another order may do something else. */
function orderChanges(before: Manifests, after: Manifests): RouteChange[] {
  const [old, now] = [before, after].map((manifests) => grouped(routeLines(manifests), ({ at, host }) => `${at}\n${host}`));
  return [...now].flatMap(([key, lines]) => {
    const common = (own: readonly RouteLine[], others: readonly RouteLine[]) =>
      own.map(({ match }) => match).filter((match) => others.some((other) => other.match === match));
    const previous = old.get(key) ?? [];
    const [was, is] = [common(previous, lines), common(lines, previous)];
    return was.join('\n') === is.join('\n') || was.length !== is.length
      ? []
      : [{ ...told(lines[0], 'changed', [`tried in another order: ${is.join(', ')} (was ${was.join(', ')})`]), match: 'order' }];
  });
}
