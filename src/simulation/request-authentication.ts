import { policiesFor } from './policy-selection';
import { queryOf, type Request } from './request';
import { type Claims, isForged, type Token, tokenOf } from './token';
import type { JwtRule } from '../manifests/kinds/policies';
import { idOf, type ObjectId } from '../manifests/manifest';
import type { Manifests } from '../manifests/manifests';
import type { Place } from '../manifests/policies';
import { ordinal } from '../support/compare';

/** What becomes of the tokens of a request. */
export interface Authentication {
  /** 401 or 403 where a token is refused. */
  readonly refused?: { readonly status: 401 | 403; readonly reason: string; readonly object: ObjectId };
  readonly claims: Claims | undefined;
  readonly object: ObjectId | undefined;
  /** As it goes on: a token that was accepted is taken out, its claims may be put into headers. */
  readonly request: Request;
}

interface Provider {
  readonly rule: JwtRule;
  readonly object: ObjectId;
}

type Verdict = { readonly kind: 'missing' } | { readonly kind: 'accepted'; readonly claims: Claims; readonly provider: Provider } | Refusal;

interface Refusal {
  readonly kind: 'refused';
  readonly status: 401 | 403;
  readonly reason: string;
  readonly object: ObjectId;
}

const ACCESS_TOKEN = 'access_token';

/** The RequestAuthentications about some pods. */
export class TokenRules {
  static for(manifests: Manifests, place: Place): TokenRules {
    const policies = policiesFor(manifests, 'security.istio.io/RequestAuthentication', place);
    const providers = policies.flatMap((policy) => (policy.spec.jwtRules ?? []).map((rule) => ({ rule, object: idOf(policy) })));
    return new TokenRules(
      providers
        .map((provider, index) => ({ provider, index }))
        .sort((a, b) => {
          const [one, other] = [a.provider.rule.issuer ?? '', b.provider.rule.issuer ?? ''];
          return one < other ? -1 : one > other ? 1 : a.index - b.index;
        })
        .map(({ provider }) => provider),
    );
  }

  private constructor(private readonly providers: readonly Provider[]) {}

  /** Any rule that accepts suffices; else every token that a rule looks for must be missing or accepted. */
  judge(request: Request, now: number): Authentication {
    if (this.providers.length === 0 || isPreflight(request)) return { claims: undefined, object: undefined, request };
    const clean = this.withoutClaimHeaders(request);
    const verdicts = this.providers.map((provider) => verdictOf(provider, clean, now));
    const accepted = verdicts.find((verdict) => verdict.kind === 'accepted');
    if (accepted !== undefined) {
      return {
        claims: normalized(accepted.claims, accepted.provider.rule),
        object: accepted.provider.object,
        request: forwarded(clean, accepted.provider.rule, accepted.claims),
      };
    }
    const refused = verdicts.filter((verdict) => verdict.kind === 'refused');
    if (refused.length === 0) return { claims: undefined, object: undefined, request: clean };
    // The proxy answers by the first of them, but where that does not know the issuer, by the last one that does.
    const known = refused.filter((refusal) => refusal.reason !== UNKNOWN_ISSUER);
    const { status, reason, object } = refused[0] === known[0] ? refused[0] : (known.at(-1) ?? refused[0]);
    return { refused: { status, reason, object }, claims: undefined, object: undefined, request: clean };
  }

  /** Headers that only a token may fill are not taken from callers. */
  private withoutClaimHeaders(request: Request): Request {
    const names = this.providers.flatMap(({ rule }) => [
      ...(rule.outputClaimToHeaders ?? []).map(({ header }) => header),
      ...(rule.outputPayloadToHeader === undefined ? [] : [rule.outputPayloadToHeader]),
    ]);
    if (names.length === 0) return request;
    const headers = new Map(request.headers);
    for (const name of names) headers.delete(name.toLowerCase());
    return { ...request, headers };
  }
}

/** A browser's question before a request to another origin: it never has a token. */
export function isPreflight({ method, headers }: Request): boolean {
  return method === 'OPTIONS' && (headers.get('origin') ?? '') !== '' && (headers.get('access-control-request-method') ?? '') !== '';
}

const UNKNOWN_ISSUER = 'its issuer is not the one expected';

function verdictOf(provider: Provider, request: Request, now: number): Verdict {
  const texts = textsAt(provider.rule, request);
  let verdict: Verdict = { kind: 'missing' };
  for (const text of texts) {
    const token = tokenOf(text);
    const fault = token === undefined ? { status: 401 as const, reason: 'it is no token' } : faultOf(token, provider.rule, now);
    if (fault !== undefined) return { kind: 'refused', ...fault, object: provider.object };
    verdict = { kind: 'accepted', claims: token!.claims, provider };
  }
  return verdict;
}

function faultOf(token: Token, { issuer, audiences = [], jwks }: JwtRule, now: number): { status: 401 | 403; reason: string } | undefined {
  const { claims } = token;
  if (issuer !== undefined && issuer !== '' && claims.iss !== issuer) return { status: 401, reason: UNKNOWN_ISSUER };
  if (typeof claims.nbf === 'number' && claims.nbf > now + 60) return { status: 401, reason: 'it is not valid yet' };
  if (typeof claims.exp === 'number' && claims.exp < now - 60) return { status: 401, reason: 'it has expired' };
  const given = Array.isArray(claims.aud) ? claims.aud : [claims.aud];
  if (
    audiences.length > 0 &&
    !given.some((audience) => typeof audience === 'string' && audiences.some((wanted) => bare(wanted) === bare(audience)))
  ) {
    return { status: 403, reason: 'it is for another audience' };
  }
  return isForged(token, jwks) ? { status: 401, reason: 'its signature is not that of its issuer' } : undefined;
}

/** Audiences are compared without scheme and trailing slash. */
function bare(audience: string): string {
  return audience.replace(/^https?:\/\//, '').replace(/\/$/, '');
}

/** The texts that stand where a rule looks for tokens. */
function textsAt({ fromHeaders = [], fromParams = [], fromCookies = [] }: JwtRule, { headers, path }: Request): string[] {
  const isDefault = fromHeaders.length + fromParams.length + fromCookies.length === 0;
  const inHeaders = isDefault ? [{ name: 'authorization', prefix: 'Bearer ' }] : fromHeaders;
  const found = inHeaders.flatMap(({ name, prefix = '' }) => {
    const value = headers.get(name.toLowerCase());
    if (value === undefined) return [];
    const at = value.indexOf(prefix);
    return at < 0 ? [] : [/^[A-Za-z0-9_\-.=+/]*/.exec(value.slice(at + prefix.length).trimStart())![0]];
  });
  const query = queryOf(path);
  const inQuery = (isDefault ? [ACCESS_TOKEN] : fromParams).flatMap((name) => query.get(name) ?? []);
  const cookies = new Map((headers.get('cookie') ?? '').split(';').map((part) => part.trim().split('=', 2) as [string, string]));
  return [...found, ...inQuery, ...fromCookies.flatMap((name) => cookies.get(name) ?? [])];
}

function forwarded(request: Request, rule: JwtRule, claims: Claims): Request {
  const headers = new Map(request.headers);
  for (const { header, claim } of rule.outputClaimToHeaders ?? []) {
    const value = claimText(claim.split('.').reduce<unknown>((at, name) => (at as Claims | undefined)?.[name], claims));
    if (value !== undefined) headers.set(header.toLowerCase(), value);
  }
  if (rule.outputPayloadToHeader !== undefined) {
    headers.set(rule.outputPayloadToHeader.toLowerCase(), Buffer.from(JSON.stringify(claims)).toString('base64url'));
  }
  if (rule.forwardOriginalToken === true) return { ...request, headers };
  const { fromHeaders = [], fromParams = [], fromCookies = [] } = rule;
  const isDefault = fromHeaders.length + fromParams.length + fromCookies.length === 0;
  for (const { name } of isDefault ? [{ name: 'authorization' }] : fromHeaders) headers.delete(name.toLowerCase());
  return { ...request, headers, path: withoutParams(request.path, isDefault ? [ACCESS_TOKEN] : fromParams) };
}

function claimText(value: unknown): string | undefined {
  if (typeof value === 'string' || typeof value === 'boolean' || typeof value === 'number') return String(value);
  return typeof value === 'object' && value !== null ? Buffer.from(JSON.stringify(value)).toString('base64') : undefined;
}

function withoutParams(path: string, names: readonly string[]): string {
  const start = path.indexOf('?');
  if (start < 0) return path;
  const parts = path.slice(start + 1).split('&');
  const kept = parts.filter((part) => !names.includes(part.split('=', 1)[0]));
  if (kept.length === parts.length) return path;
  // What is left is written anew: in the order of its names, each with its sign.
  const named = kept.map((part) => (part.includes('=') ? part : `${part}=`));
  const sorted = named.map((part) => ({ part, name: part.split('=', 1)[0] })).sort((a, b) => ordinal(a.name, b.name));
  return sorted.length === 0 ? path.slice(0, start) : `${path.slice(0, start)}?${sorted.map(({ part }) => part).join('&')}`;
}

/** Claims that are lists written with spaces are read as lists. */
function normalized(claims: Claims, { spaceDelimitedClaims = [] }: JwtRule): Claims {
  const lists = ['scope', 'permission', ...spaceDelimitedClaims].filter((name) => typeof claims[name] === 'string');
  return lists.length === 0 ? claims : { ...claims, ...Object.fromEntries(lists.map((name) => [name, (claims[name] as string).split(' ')])) };
}
