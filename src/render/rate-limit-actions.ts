import { given } from './given';
import { internal, required } from './internal';
import { type Gateway, httpHosts } from '../model/gateway';
import type { MeshModel } from '../model/model';
import { withoutSlash } from '../model/path-pattern';
import { nameOf, type RateLimit, type RateLimitKey, type RateLimitRule } from '../model/rate-limit';
import { normalized } from '../model/route-match';
import type { PathPattern, RouteMatch, StringMatch } from '../model/traffic';
import { re2Quote } from '../support/re2-quote';

/** How a proxy tells what a request is counted as: one action gives one entry, or none, and then it is not counted by this limit. */
export type Action = object;

/** What a request is counted as. No value: every value of the request is counted apart. */
export interface Entry {
  readonly key: string;
  readonly value?: string;
}

/** One way in which requests can be counted by a limit. */
export interface Descriptor {
  readonly actions: readonly Action[];
  readonly entries: readonly Entry[];
}

/** As what a request is counted that has no such header or claim: all of them together, so that leaving it out is no way around a limit. */
export const NONE = '(none)';

/** Where Istio's proxies keep the claims of the token that they have validated. */
const CLAIMS = { key: 'envoy.filters.http.jwt_authn', path: [{ key: 'payload' }] };

/** Every way in which requests of a scope can be counted by one limit: with and without each of the headers. */
export function descriptorsOf(limit: RateLimitRule, scope: Descriptor): Descriptor[] {
  const name = { key: 'limit', value: `${limit.requests} per ${limit.unit.toLowerCase()}${limit.burst === limit.requests ? '' : `, ${limit.burst} at once`}` };
  const named = { actions: [{ generic_key: { descriptor_key: name.key, descriptor_value: name.value } }], entries: [name] };
  const all = [scope, named, matched(normalized(limit.match))].reduce(join);
  return limit.keys.reduce<Descriptor[]>((so, key) => so.flatMap((far) => counted(key).map((apart) => join(far, apart))), [all]);
}

/** The same where one counts for all, who must be told whose requests they are. */
export function globalDescriptorsOf(model: MeshModel, limit: RateLimit): Descriptor[] {
  const { subject } = limit;
  return descriptorsOf(limit, subject.kind === 'gateway'
    ? requestsTo(required(model.gateways.get(subject.gateway), `gateway ${subject.gateway}`))
    : { actions: [{ generic_key: { descriptor_key: 'service', descriptor_value: subject.service } }], entries: [{ key: 'service', value: subject.service }] });
}

function join(a: Descriptor, b: Descriptor): Descriptor {
  return { actions: [...a.actions, ...b.actions], entries: [...a.entries, ...b.entries] };
}

function counted(key: RateLimitKey): Descriptor[] {
  const descriptor_key = nameOf(key);
  switch (key.kind) {
    case 'header':
      return [
        { actions: [{ request_headers: { header_name: key.name, descriptor_key } }], entries: [{ key: descriptor_key }] },
        {
          actions: [{ header_value_match: { descriptor_key, descriptor_value: NONE, headers: [{ name: key.name, present_match: false }] } }],
          entries: [{ key: descriptor_key, value: NONE }],
        },
      ];
    case 'claim': {
      const metadata_key = { ...CLAIMS, path: [...CLAIMS.path, ...key.path.map((part) => ({ key: part }))] };
      return [{ actions: [{ metadata: { descriptor_key, metadata_key, default_value: NONE } }], entries: [{ key: descriptor_key }] }];
    }
  }
}

/** Only requests that match are counted. */
function matched(match: RouteMatch): Descriptor {
  const { query, ...rest } = match;
  const headers = headerMatchers(rest);
  const value = wordsOf(match);
  const parameters = Object.entries(query ?? {}).map(([name, condition]) => ({ name, ...valueMatch(condition) }));
  const actions = [
    ...(headers.length === 0 ? [] : [{ header_value_match: { descriptor_key: 'match', descriptor_value: value, headers } }]),
    ...(parameters.length === 0 ? [] : [{ query_parameter_value_match: { descriptor_key: 'query', descriptor_value: value, query_parameters: parameters } }]),
  ];
  return {
    actions,
    entries: [...(headers.length === 0 ? [] : [{ key: 'match', value }]), ...(parameters.length === 0 ? [] : [{ key: 'query', value }])],
  };
}

function headerMatchers({ path, methods, headers = {}, withoutHeaders = {}, authority }: RouteMatch): object[] {
  return [
    ...(authority === undefined ? [] : [{ name: ':authority', string_match: regex(authorityExpression(authority)) }]),
    ...(methods === undefined ? [] : [{ name: ':method', string_match: regex(methods.map(re2Quote).join('|')) }]),
    ...(path === undefined ? [] : [{ name: ':path', string_match: regex(`${pathExpression(path)}`) }]),
    ...Object.entries(headers).map(([name, condition]) => ({ name, ...valueMatch(condition) })),
    ...Object.entries(withoutHeaders).map(([name, condition]) => given({
      name,
      ...valueMatch(condition),
      invert_match: true,
      // as Istio excludes values: a header that is not there is none of them
      treat_missing_header_as_empty: condition.kind === 'present' ? undefined : true,
    })),
  ];
}

function valueMatch(condition: StringMatch) {
  switch (condition.kind) {
    case 'present': return { present_match: true };
    case 'regex': return { string_match: regex(condition.value) };
    default: return { string_match: { [condition.kind]: condition.value } };
  }
}

function regex(expression: string) {
  return { safe_regex: { regex: expression } };
}

/** Of what a client sends: the query is part of it. */
function pathExpression(path: PathPattern): string {
  switch (path.kind) {
    case 'exact': return `${re2Quote(path.value)}(\\?.*)?`;
    case 'prefix': return `${re2Quote(path.value)}.*`;
    case 'subtree': return `${re2Quote(withoutSlash(path.value))}([/?].*)?`;
    case 'regex': return `(?:${path.value})(\\?.*)?`;
  }
}

function authorityExpression(authority: StringMatch): string {
  switch (authority.kind) {
    case 'present': return '.*';
    case 'exact': return hostExpression([authority.value]);
    case 'prefix': return `(?i)${re2Quote(authority.value)}.*`;
    case 'regex': return `(?i)(?:${authority.value})`;
  }
}

/** All requests of a proxy. */
export const EVERYTHING: Descriptor = { actions: [], entries: [] };

/** Those to the hosts of a gateway. */
export function requestsTo({ key, servers }: Pick<Gateway, 'key' | 'servers'>): Descriptor {
  const hosts = httpHosts(servers);
  if (hosts.length === 0) internal(`${key} has a rate limit and reads no request`);
  const headers = [{ name: ':authority', string_match: regex(hostExpression(hosts)) }];
  return { actions: [{ header_value_match: { descriptor_key: 'gateway', descriptor_value: key, headers } }], entries: [{ key: 'gateway', value: key }] };
}

/** Whatever way a client writes a host that a proxy takes for this one: in any case, with any port. */
function hostExpression(hosts: readonly string[]): string {
  const expressions = hosts.map((host) => (host.startsWith('*') ? `.*${re2Quote(host.slice(1))}` : re2Quote(host)));
  return `(?i)(?:${expressions.join('|')})\\.?(?::.*)?`;
}

/** One text for one match, for people to read. */
function wordsOf({ path, methods, headers = {}, withoutHeaders = {}, query = {}, authority }: RouteMatch): string {
  const condition = (of: StringMatch) => (of.kind === 'present' ? 'present' : `${of.kind} ${of.value}`);
  const each = (what: string, conditions: Readonly<Record<string, StringMatch>>) => Object.entries(conditions).map(([name, of]) => `${what} ${name} ${condition(of)}`);
  return [
    ...(methods === undefined ? [] : [methods.join('|')]),
    ...(path === undefined ? [] : [`${path.kind} ${path.value}`]),
    ...(authority === undefined ? [] : [`authority ${condition(authority)}`]),
    ...each('header', headers),
    ...each('without header', withoutHeaders),
    ...each('query', query),
  ].join(', ');
}
