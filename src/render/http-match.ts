import { given, listed } from './given';
import type { Spec } from './spec';
import type { VirtualServiceSpecHttpMatch } from '../../imports/networking.istio.io';
import { isEveryPath, withoutSlash } from '../model/path-pattern';
import { normalized } from '../model/route-match';
import type { PathPattern, RouteMatch, StringMatch } from '../model/traffic';
import { re2Quote } from '../support/re2-quote';

type MatchSpec = Spec<VirtualServiceSpecHttpMatch>;
type StringMatchSpec = NonNullable<MatchSpec['uri']>;

/** The match blocks of an entry, of which one must fit; undefined where every request does. */
export function matchBlocks(match: RouteMatch, port: number | undefined): readonly MatchSpec[] | undefined {
  const { path, methods, headers, withoutHeaders, query, authority } = normalized(match);
  const blocks = uris(path).map((uri) => given<MatchSpec>({
    uri,
    method: methods && methodMatch(methods),
    headers: headers && conditions(headers),
    withoutHeaders: withoutHeaders && conditions(withoutHeaders),
    queryParams: query && conditions(query),
    authority: authority && stringMatch(authority),
    port,
  }));
  return listed(blocks.filter((block) => Object.keys(block).length > 0));
}

export function stringMatch(match: StringMatch): StringMatchSpec {
  // without a value Istio asks whether there is one
  return match.kind === 'present' ? {} : { [match.kind]: match.value };
}

function uris(path: PathPattern | undefined): readonly (StringMatchSpec | undefined)[] {
  if (path === undefined || isEveryPath(path)) return [undefined];
  if (path.kind !== 'subtree') return [{ [path.kind]: path.value }];
  // a prefix of Istio knows no segments: /users alone would take /usersfoo too
  return [{ exact: path.value }, { prefix: `${withoutSlash(path.value)}/` }];
}

function methodMatch(methods: readonly string[]): StringMatchSpec {
  return methods.length === 1 ? { exact: methods[0] } : { regex: methods.map(re2Quote).join('|') };
}

function conditions(of: Readonly<Record<string, StringMatch>>): Record<string, StringMatchSpec> {
  return Object.fromEntries(Object.entries(of).map(([name, match]) => [name, stringMatch(match)]));
}
