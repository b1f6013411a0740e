import { gatewayTitlesOf, MESH } from '../manifests/gateways';
import { fullHost } from '../manifests/hosts';
import type { Destination, HttpMatch, HttpRoute, StringMatch, VirtualServiceSpec } from '../manifests/kinds/virtual-service';
import { idOf, type Manifest, type ObjectId } from '../manifests/manifest';
import type { Manifests } from '../manifests/manifests';
import { canonical } from '../support/compare';

/** One route of one host, in words. */
export interface RouteLine {
  /** `in the mesh`, or `at gateway namespace/name`. */
  readonly at: string;
  readonly host: string;
  /** What it takes: `GET /api/*`, or `everything`. */
  readonly match: string;
  readonly destinations: readonly WeighedDestination[];
  /** What else it does, by name: timeout, retries, fault and so on. */
  readonly settings: ReadonlyMap<string, string>;
  readonly object: ObjectId;
  /** `spec.http[0]` */
  readonly path: string;
}

export interface WeighedDestination {
  readonly host: string;
  readonly subset: string | undefined;
  readonly port: number | undefined;
  /** Percent of the requests. */
  readonly share: number;
  readonly isMirror: boolean;
}

/** Every route among the manifests: of VirtualServices, as they are written. */
export function routeLines(manifests: Manifests): readonly RouteLine[] {
  return manifests.once('route lines', () =>
    manifests.ofKind('networking.istio.io/VirtualService').flatMap((manifest) => linesOf(manifest, manifests.surroundings.clusterDomain)),
  );
}

function linesOf(manifest: Manifest<VirtualServiceSpec>, domain: string): RouteLine[] {
  const {
    spec,
    metadata: { namespace },
  } = manifest;
  const full = (host: string) => fullHost(host, namespace, domain);
  const rules = [
    ...(spec.http ?? []).map((rule, index) => ({
      path: `spec.http[${index}]`,
      match: matchWords(rule.match),
      destinations: [...shares(rule.route ?? [], full), ...mirrorsOf(rule, full)],
      settings: settingsOf(rule),
    })),
    ...(['tls', 'tcp'] as const).flatMap((kind) =>
      (spec[kind] ?? []).map(({ route = [], match = [] }, index) => ({
        path: `spec.${kind}[${index}]`,
        match: match.length === 0 ? 'every connection' : match.map((one) => plainWords(one)).join(' or '),
        destinations: shares(route, full),
        settings: new Map<string, string>(),
      })),
    ),
  ];
  return gatewayTitlesOf(manifest).flatMap((gateway) =>
    (spec.hosts ?? []).flatMap((host) =>
      rules.map((rule): RouteLine => ({
        ...rule,
        at: gateway === MESH ? 'in the mesh' : `at gateway ${gateway}`,
        host: full(host),
        object: idOf(manifest),
      })),
    ),
  );
}

function shares(
  route: readonly { readonly destination: Destination; readonly weight?: number }[],
  full: (host: string) => string,
): WeighedDestination[] {
  const total = route.reduce((sum, { weight }) => sum + (weight ?? 0), 0);
  return route.map(({ destination, weight }) => ({
    ...named(destination, full),
    share: route.length === 1 ? 100 : total === 0 ? 0 : Math.round(((weight ?? 0) / total) * 10_000) / 100,
    isMirror: false,
  }));
}

function mirrorsOf({ mirror, mirrors = [], mirrorPercentage }: HttpRoute, full: (host: string) => string): WeighedDestination[] {
  return [
    ...(mirror === undefined ? [] : [{ ...named(mirror, full), share: mirrorPercentage?.value ?? 100, isMirror: true }]),
    ...mirrors.map(({ destination, percentage }) => ({ ...named(destination, full), share: percentage?.value ?? 100, isMirror: true })),
  ];
}

function named({ host, subset, port }: Destination, full: (host: string) => string) {
  return { host: full(host), subset: subset || undefined, port: port?.number };
}

const FIELDS = ['redirect', 'directResponse', 'delegate', 'rewrite', 'timeout', 'retries', 'fault', 'corsPolicy', 'headers'] as const;

function settingsOf(rule: HttpRoute): ReadonlyMap<string, string> {
  return new Map(FIELDS.flatMap((field): [string, string][] => (rule[field] === undefined ? [] : [[field, settingWords(rule[field])]])));
}

function settingWords(value: unknown): string {
  if (typeof value !== 'object' || value === null) return String(value);
  return canonical(value)
    .replace(/"/g, '')
    .replace(/:/g, ': ')
    .replace(/,/g, ', ')
    .replace(/^\{|\}$/g, '');
}

function matchWords(match: readonly HttpMatch[] | undefined): string {
  return match === undefined || match.length === 0 ? 'everything' : match.map(oneMatch).join(' or ');
}

function oneMatch(match: HttpMatch): string {
  const { method, uri, name: _name, statPrefix: _stat, ...rest } = match ?? {};
  const words = [method === undefined ? '' : textWords(method), uri === undefined ? '' : textWords(uri), plainWords(rest)].filter(
    (word) => word !== '',
  );
  return words.length === 0 ? 'everything' : words.join(' ');
}

function textWords({ exact, prefix, regex }: StringMatch): string {
  return exact ?? (prefix !== undefined ? `${prefix}*` : regex !== undefined ? `/${regex}/` : 'anything');
}

function plainWords(match: object): string {
  return Object.entries(match)
    .map(([field, value]) => `${field} ${settingWords(value)}`)
    .sort()
    .join(', ');
}
