import { edgePaths } from '../../src/model/edge';
import type { PathPattern } from '../../src/model/traffic';

const path = (kind: PathPattern['kind'], value: string): PathPattern => ({ kind, value });
const told = (patterns: readonly (PathPattern | undefined)[]) => edgePaths(patterns).map(({ kind, value }) => `${kind} ${value}`);

test.each<[name: string, patterns: (PathPattern | undefined)[], paths: string[]]>([
  ['whole paths and whole segments stay as they are', [path('exact', '/a'), path('subtree', '/b/c')], ['exact /a', 'subtree /b/c']],
  ['a beginning by letters is widened to its segments', [path('prefix', '/v1/ord')], ['subtree /v1']],
  ['a beginning that ends a segment stays within it', [path('prefix', '/v1/')], ['subtree /v1']],
  ['what begins in the first segment may be anywhere', [path('prefix', '/ord')], ['subtree /']],
  ['an expression is known by how it begins', [path('regex', '/v1/orders/[0-9]+')], ['subtree /v1/orders']],
  ['an expression that may begin with anything', [path('regex', '.*/orders')], ['subtree /']],
  ['every path', [path('exact', '/a'), undefined], ['subtree /']],
  ['letters that some decode first are left to the gateway', [path('exact', '/a/b%20c/d'), path('subtree', '/x/y;z')], ['subtree /a', 'subtree /x']],
  ['what is covered is not said', [path('exact', '/a/b'), path('subtree', '/a'), path('subtree', '/a/b'), path('subtree', '/a')], ['subtree /a']],
  ['a path is not covered by its own beginning', [path('exact', '/ab'), path('subtree', '/a')], ['subtree /a', 'exact /ab']],
  ['nothing', [], []],
])('%s', (_, patterns, paths) => {
  expect(told(patterns)).toEqual(paths);
  expect(told([...patterns].reverse())).toEqual(paths);
});
