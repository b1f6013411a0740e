import type { HttpMatch, HttpRoute } from '../../manifests/kinds/virtual-service';
import { conditionsOf, covers } from '../../manifests/match-cover';
import { sameContent } from '../../support/compare';
import { defineRule } from '../rule';

export const shadowedMatch = defineRule({
  code: 'MSH254',
  name: 'shadowed-match',
  severity: 'warning',
  summary: 'match whose requests an earlier one takes',
  fix: 'Put the narrower match first.',
  upstream: ['IST0131'],
  reads: ['networking.istio.io/VirtualService'],
  messages: {
    match: 'the match is never used: {earlier} takes all of its requests',
    rest: 'no request gets here: {earlier} takes all of them',
  },
  check: (manifests, report) => {
    for (const virtualService of manifests.ofKind('networking.istio.io/VirtualService')) {
      const earlier: { match: HttpMatch; path: string }[] = [];
      for (const [index, { match = [], delegate }] of untilCatchAll(virtualService.spec.http ?? []).entries()) {
        const own = (match.length === 0 ? [{}] : match).map((one, place) => ({ match: one, path: `spec.http[${index}].match[${place}]` }));
        for (const { match: later, path } of own) {
          const taker = earlier.find((one) => covers(one.match, later) && !sameContent(conditionsOf({ ...one.match }), conditionsOf({ ...later })));
          if (taker === undefined) continue;
          if (match.length === 0) report(virtualService, `spec.http[${index}]`, 'rest', { earlier: taker.path });
          else report(virtualService, path, 'match', { earlier: taker.path });
        }
        if (delegate === undefined) earlier.push(...own.filter(() => match.length > 0));
      }
    }
  },
});

/** What comes after a route without matches is another rule's. */
function untilCatchAll(rules: readonly HttpRoute[]): readonly HttpRoute[] {
  const last = rules.findIndex(({ match = [], delegate }) => match.length === 0 && delegate === undefined);
  return last < 0 ? rules : rules.slice(0, last + 1);
}
