import type { HttpRoute, VirtualServiceSpec } from '../../manifests/kinds/virtual-service';
import { conditionsOf, covers } from '../../manifests/match-cover';
import { canonical, sameContent } from '../../support/compare';
import { defineRule } from '../rule';

export const repeatedMatch = defineRule({
  code: 'MSH213',
  name: 'repeated-match',
  severity: 'info',
  summary: 'match that an earlier one repeats',
  fix: 'Remove the match, or make it ask for something else.',
  upstream: ['IST0131'],
  reads: ['networking.istio.io/VirtualService'],
  messages: {
    repeated: 'the match is never used: {earlier} asks for the same',
    covered: 'the match adds nothing: {earlier} of the same route takes all of its requests',
  },
  check: (manifests, report) => {
    for (const virtualService of manifests.ofKind('networking.istio.io/VirtualService')) {
      for (const { path, earlier } of coveredMatches(virtualService.spec.http ?? [])) report(virtualService, path, 'covered', { earlier });
      for (const protocol of ['http', 'tls', 'tcp'] as const) {
        const seen = new Map<string, string>();
        for (const matches of repetitions(virtualService.spec, protocol, seen)) {
          // where all matches of a route are repeated, the whole route is never reached, which another rule says
          if (matches.some(({ earlier }) => earlier === undefined)) {
            for (const { path, earlier } of matches) if (earlier !== undefined) report(virtualService, path, 'repeated', { earlier });
          }
        }
      }
    }
  },
});

/** The matches of each route, with the path of the earlier one that asks for the same. */
function repetitions(spec: VirtualServiceSpec, protocol: 'http' | 'tls' | 'tcp', seen: Map<string, string>): { path: string; earlier: string | undefined }[][] {
  const rules: readonly { readonly match?: readonly object[]; readonly delegate?: object }[] = spec[protocol] ?? [];
  const catchAll = rules.findIndex(({ match = [] }) => match.length === 0);
  return (catchAll < 0 ? rules : rules.slice(0, catchAll)).map(({ match = [], delegate }, index) => match.map((one, place) => {
    const path = `spec.${protocol}[${index}].match[${place}]`;
    const conditions = canonical(conditionsOf(one as Readonly<Record<string, unknown>>));
    const earlier = seen.get(conditions);
    if (earlier === undefined && delegate === undefined) seen.set(conditions, path);
    return { path, earlier };
  }));
}

/** Matches that another match of the same route makes superfluous; they do no harm. */
function coveredMatches(rules: readonly HttpRoute[]): { path: string; earlier: string }[] {
  return rules.flatMap(({ match = [] }, index) => match.flatMap((later, place) => {
    const earlier = match.slice(0, place).findIndex((one) =>
      covers(one, later) && !sameContent(conditionsOf({ ...one }), conditionsOf({ ...later })));
    return earlier < 0 ? [] : [{ path: `spec.http[${index}].match[${place}]`, earlier: `match[${earlier}]` }];
  }));
}
