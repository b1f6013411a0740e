import { isEveryPath, withoutSlash } from '../model/path-pattern';
import type { PlannedRoute } from '../model/route';
import type { Protocol } from '../model/service';
import type { Mirror, PathPattern, Redirect, RetryPolicy } from '../model/traffic';
import { re2Quote } from '../support/re2-quote';

/** Asking twice does what asking once does (RFC 9110, 9.2.2). TRACE is too, but proxies do not pass it on. */
export const IDEMPOTENT_METHODS: readonly string[] = ['GET', 'HEAD', 'OPTIONS', 'PUT', 'DELETE'];

/** A part of a route that one entry can say. */
export interface Variant {
  /** Told apart in the name; empty for the part that keeps the route's own name. */
  readonly suffix: string;
  readonly path: PathPattern | undefined;
  readonly methods: readonly string[] | undefined;
  readonly rewritten: RewrittenPath | undefined;
  readonly redirect: Redirect | undefined;
  readonly retries: RetryPolicy;
  readonly mirror: Mirror | undefined;
}

export type RewrittenPath =
  | { readonly uri: string }
  | { readonly uriRegexRewrite: { readonly match: string; readonly rewrite: string } };

/** The parts of a route, in the order in which they must be tried. */
export function variantsOf(route: PlannedRoute, protocol: Protocol): Variant[] {
  return byPath(route).flatMap((path) => byMethod(route, protocol).map((method) => ({
    ...path,
    ...method,
    suffix: path.suffix + method.suffix,
  })));
}

type PathPart = Pick<Variant, 'suffix' | 'path' | 'rewritten' | 'redirect'>;

/** The root of a subtree and what is below it are replaced differently: `/api` becomes `/v2` and `/api/` becomes `/v2/`. */
function byPath({ match: { path }, target, rewrite }: PlannedRoute): PathPart[] {
  const redirect = target.kind === 'redirect' ? target.redirect : undefined;
  const replacing = redirect === undefined ? rewrite?.path : redirect.prefixRewrite;
  if (replacing === undefined || path?.kind !== 'subtree' || isEveryPath(path)) return [pathPart('', path, rewrite?.regex, replacing, redirect)];
  const root = withoutSlash(path.value);
  return [
    pathPart('-root', { kind: 'exact', value: root }, undefined, withoutSlash(replacing) || '/', redirect),
    pathPart('', { kind: 'prefix', value: `${root}/` }, undefined, replacing, redirect),
  ];
}

function pathPart(
  suffix: string, path: PathPattern | undefined, regex: { readonly match: string; readonly rewrite: string } | undefined,
  replacing: string | undefined, redirect: Redirect | undefined,
): PathPart {
  if (redirect !== undefined) {
    return { suffix, path, rewritten: undefined, redirect: replacing === undefined ? redirect : redirectTo(redirect, path, replacing) };
  }
  const rewritten = replacing !== undefined ? rewrittenPath(path, replacing) : regex && { uriRegexRewrite: regex };
  return { suffix, path, rewritten, redirect: undefined };
}

/** Envoy replaces the text that matched; without a path condition that is the first slash. */
function rewrittenPath(path: PathPattern | undefined, replacing: string): RewrittenPath {
  if (path === undefined || isEveryPath(path)) return { uri: `${withoutSlash(replacing)}/` };
  if (path.kind !== 'prefix') return { uri: replacing };
  if (path.value.endsWith('/')) return { uri: `${withoutSlash(replacing)}/` };
  // /api/users would become //users
  if (replacing.endsWith('/')) return { uriRegexRewrite: { match: `^${re2Quote(path.value)}/?`, rewrite: replacing } };
  return { uri: replacing };
}

/** Istio takes `prefixRewrite` beside prefixes only; where the whole path matched, the whole path is replaced. */
function redirectTo(redirect: Redirect, path: PathPattern | undefined, replacing: string): Redirect {
  const { prefixRewrite: _given, ...rest } = redirect;
  if (path?.kind === 'exact' || (path?.kind === 'regex' && !isEveryPath(path))) return { ...rest, uri: replacing };
  const whole = path === undefined || isEveryPath(path) || path.value.endsWith('/');
  return { ...rest, prefixRewrite: whole ? `${withoutSlash(replacing)}/` : replacing };
}

type MethodPart = Pick<Variant, 'suffix' | 'methods' | 'retries' | 'mirror'>;

/** Some methods may be retried or copied where others may not. The last part needs no condition that the earlier ones imply. */
function byMethod(route: PlannedRoute, protocol: Protocol): MethodPart[] {
  const { match: { methods }, target, mirror, retries } = route;
  const every: MethodPart = { suffix: '', methods, retries, mirror };
  if (target.kind !== 'destinations') return [every];
  const copied = mirror === undefined || mirror.methods.length === 0 ? undefined : mirror.methods;
  const idempotent = retriesMoreOften(retries, protocol) ? IDEMPOTENT_METHODS : undefined;
  if (copied === undefined && idempotent === undefined) return [{ ...every, retries: unconditional(retries) }];
  const parts: MethodPart[] = [];
  let left = methods;
  const take = (suffix: string, wanted: readonly string[] | undefined, settings: Pick<MethodPart, 'retries' | 'mirror'>) => {
    if (wanted === undefined || left?.length === 0) return;
    const taken = wanted.filter((method) => (left ?? wanted).includes(method) && !parts.some((part) => part.methods?.includes(method)));
    left = left?.filter((method) => !taken.includes(method));
    if (taken.length > 0) parts.push({ suffix, methods: taken, ...settings });
  };
  const plain = unconditional(retries);
  const rest = copied === undefined ? mirror : undefined;
  take('-mirror-idempotent', idempotent && copied?.filter((method) => idempotent.includes(method)), { retries: always(retries), mirror });
  take('-mirror', copied, { retries: plain, mirror });
  take('-idempotent', idempotent, { retries: always(retries), mirror: rest });
  if (left?.length !== 0) parts.push({ suffix: '', methods: left, retries: plain, mirror: rest });
  return parts.map((part, index) => (index === parts.length - 1 ? { ...part, suffix: '' } : part));
}

/** Every request of gRPC is a POST, so that no method tells which may be retried. */
function retriesMoreOften({ attempts, retryOn, retryIdempotentOn }: RetryPolicy, protocol: Protocol): boolean {
  return attempts > 0 && protocol !== 'GRPC' && retryIdempotentOn.some((condition) => !retryOn.includes(condition));
}

function always(retries: RetryPolicy): RetryPolicy {
  return { ...retries, retryOn: [...new Set([...retries.retryOn, ...retries.retryIdempotentOn])], retryIdempotentOn: [] };
}

function unconditional(retries: RetryPolicy): RetryPolicy {
  return { ...retries, retryIdempotentOn: [] };
}
