import { authorityIn, changed } from './headers';
import { toRegExp } from './re2';
import { pathOnly, type Request } from './request';
import type { Route } from './route';
import type { Cors, Destination, HttpRoute, Percent, Redirect } from '../manifests/kinds/virtual-service';

/** What a route does with a request. */
export type Plan = Answered | Forwarded | Unclear;

export interface Answered {
  readonly kind: 'redirect' | 'response';
  readonly status: number;
  readonly location?: string;
  readonly body?: string;
}

export interface Forwarded {
  readonly kind: 'forward';
  readonly destinations: readonly PlannedDestination[];
  readonly mirrors: readonly PlannedMirror[];
}

/** A rewrite that only RE2 can make. */
export interface Unclear {
  readonly kind: 'unclear';
  readonly reason: string;
}

export interface PlannedDestination {
  readonly host: string;
  readonly port: number | undefined;
  readonly subset: string | undefined;
  /** Percent of the requests. */
  readonly share: number;
  readonly request: Request;
}

export interface PlannedMirror {
  readonly host: string;
  readonly port: number | undefined;
  readonly subset: string | undefined;
  readonly share: number;
}

export interface Fault {
  readonly abort: { readonly status: number | undefined; readonly grpcStatus: string | undefined; readonly share: number } | undefined;
  readonly delay: { readonly delay: string; readonly share: number } | undefined;
}

export function planOf(route: Route, request: Request, listenPort: number): Plan {
  const { rule } = route.rule;
  if (rule.redirect !== undefined) return redirected(rule.redirect, route, request, listenPort);
  if (rule.directResponse !== undefined) {
    const { status, body } = rule.directResponse;
    return { kind: 'response', status, ...(body?.string === undefined ? {} : { body: body.string }) };
  }
  const path = rewritten(route, request);
  if (path === undefined) return { kind: 'unclear', reason: 'its rewrite is an expression that only RE2 can carry out' };
  return { kind: 'forward', destinations: destinationsOf(route, { ...request, path }), mirrors: mirrorsOf(rule, route.rule.full) };
}

/** Faults come before the route itself, also before redirects. */
export function faultOf({ fault }: HttpRoute): Fault | undefined {
  if (fault === undefined) return undefined;
  const { abort, delay } = fault;
  return {
    abort:
      abort === undefined || (abort.httpStatus === undefined && abort.grpcStatus === undefined)
        ? undefined
        : { status: abort.httpStatus, grpcStatus: abort.grpcStatus, share: abort.percentage?.value ?? 0 },
    delay:
      delay?.fixedDelay === undefined
        ? undefined
        : { delay: delay.fixedDelay, share: delay.percentage === undefined ? (delay.percent ?? 0) : (delay.percentage.value ?? 0) },
  };
}

/** Whether an origin is one that the route lets in: its question before the request is then answered by the proxy. */
export function allowsOrigin({ allowOrigins = [] }: Cors, origin: string): boolean {
  return allowOrigins.some(({ exact, prefix, regex }) =>
    exact !== undefined
      ? exact === '*' || exact === origin
      : prefix !== undefined
        ? origin.startsWith(prefix)
        : regex !== undefined && (toRegExp(regex, { whole: true })?.test(origin) ?? false),
  );
}

function destinationsOf(route: Route, request: Request): PlannedDestination[] {
  const { rule, full } = route.rule;
  const all = rule.route ?? [];
  const meant = all.length === 1 ? all : all.filter(({ weight }) => (weight ?? 0) > 0);
  const total = meant.reduce((sum, { weight }) => sum + (weight ?? 0), 0);
  const ofRoute = rule.headers?.request ?? {};
  const routeAuthority = rule.rewrite?.authority || authorityIn(ofRoute);
  return meant.map(({ destination, weight, headers }) => {
    const own = headers?.request ?? {};
    // With one destination its headers join the route's; with several each has its own, and they come first.
    const inOrder = meant.length === 1 && all.length === 1 ? joined(ofRoute, own) : undefined;
    const changedHeaders = inOrder === undefined ? changed(changed(request.headers, own), ofRoute) : changed(request.headers, inOrder);
    const authority = all.length === 1 ? routeAuthority || authorityIn(own) : authorityIn(own) || routeAuthority;
    return {
      ...named(destination, full),
      share: meant.length === 1 ? 100 : ((weight ?? 0) / total) * 100,
      request: { ...request, headers: changedHeaders, authority: authority || request.authority },
    };
  });
}

type Operations = NonNullable<NonNullable<HttpRoute['headers']>['request']>;

function joined(one: Operations, other: Operations): Operations {
  return { set: { ...one.set, ...other.set }, add: { ...one.add, ...other.add }, remove: [...(one.remove ?? []), ...(other.remove ?? [])] };
}

function named(
  { host, port, subset }: Destination,
  full: (host: string) => string,
): { host: string; port: number | undefined; subset: string | undefined } {
  return { host: full(host), port: port?.number, subset: subset === '' ? undefined : subset };
}

function mirrorsOf({ mirror, mirrors = [], mirrorPercentage }: HttpRoute, full: (host: string) => string): PlannedMirror[] {
  const share = (percentage: Percent | undefined) => (percentage === undefined ? 100 : (percentage.value ?? 0));
  return [
    ...(mirror === undefined ? [] : [{ ...named(mirror, full), share: share(mirrorPercentage) }]),
    ...mirrors.map(({ destination, percentage }) => ({ ...named(destination, full), share: share(percentage) })),
  ].filter((one) => one.share > 0);
}

/** A prefix that matched is replaced, or the whole path where no prefix did. */
function rewritten({ rule: { rule }, match }: Route, { path }: Request): string | undefined {
  const { rewrite } = rule;
  const plain = pathOnly(path);
  const query = path.slice(plain.length);
  if (rewrite?.uriRegexRewrite !== undefined) {
    const expression = toRegExp(rewrite.uriRegexRewrite.match ?? '', { whole: false, all: true });
    if (expression === undefined) return undefined;
    return plain.replace(expression, (...found) => substituted(rewrite.uriRegexRewrite!.rewrite ?? '', found)) + query;
  }
  if (!rewrite?.uri) return path;
  return rewrite.uri + plain.slice(match.matched(plain).length) + query;
}

/** `\1` is what the first group has found. */
function substituted(rewrite: string, found: readonly unknown[]): string {
  return rewrite.replace(/\\([0-9\\])/g, (_, group: string) => (group === '\\' ? '\\' : String(found[Number(group)] ?? '')));
}

function redirected(redirect: Redirect, { match }: Route, request: Request, listenPort: number): Answered {
  const scheme = redirect.scheme || request.scheme;
  const ownPort = /:(\d+)$/.exec(request.authority)?.[1];
  const bare = request.authority.replace(/:\d+$/, '');
  const port = redirect.port ?? (redirect.derivePort === 'FROM_REQUEST_PORT' ? listenPort : undefined);
  const shown = port === undefined || (port === 80 && scheme === 'http') || (port === 443 && scheme === 'https') ? undefined : port;
  const host = redirect.authority || (shown !== undefined || (redirect.scheme && isDefaultPort(request.scheme, ownPort)) ? bare : request.authority);
  return {
    kind: 'redirect',
    status: redirect.redirectCode || 301,
    location: `${scheme}://${host}${shown === undefined ? '' : `:${shown}`}${redirectedPath(redirect, match.matched, request.path)}`,
  };
}

function isDefaultPort(scheme: string, port: string | undefined): boolean {
  return (scheme === 'http' && port === '80') || (scheme === 'https' && port === '443');
}

function redirectedPath({ uri, prefixRewrite }: Redirect, matched: (path: string) => string, path: string): string {
  const plain = pathOnly(path);
  const query = path.slice(plain.length);
  if (prefixRewrite) return prefixRewrite + plain.slice(matched(plain).length) + query;
  if (!uri) return path;
  return uri.includes('?') ? uri : uri + query;
}
