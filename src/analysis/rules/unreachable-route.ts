import type { VirtualServiceSpec } from '../../manifests/kinds/virtual-service';
import { conditionsOf } from '../../manifests/match-cover';
import { canonical } from '../../support/compare';
import { defineRule } from '../rule';

export const unreachableRoute = defineRule({
  code: 'MSH212',
  name: 'unreachable-route',
  severity: 'warning',
  summary: 'route that is never reached',
  fix: 'Put the route before the one that takes its requests, or remove it.',
  upstream: ['IST0130', 'IST0131'],
  reads: ['networking.istio.io/VirtualService'],
  messages: {
    caught: 'no request gets here: {earlier} takes all of them',
    used: 'no request gets here: earlier routes have the same matches',
  },
  check: (manifests, report) => {
    for (const virtualService of manifests.ofKind('networking.istio.io/VirtualService')) {
      for (const protocol of ['http', 'tls', 'tcp'] as const) {
        const rules = rulesOf(virtualService.spec, protocol);
        const catchAll = rules.findIndex(({ match, delegate }) => match.length === 0 && !delegate);
        const seen = new Set<string>();
        rules.forEach(({ match, delegate }, index) => {
          const path = `spec.${protocol}[${index}]`;
          const matches = match.map((one) => canonical(conditionsOf(one)));
          if (catchAll >= 0 && catchAll < index) report(virtualService, path, 'caught', { earlier: `spec.${protocol}[${catchAll}]` });
          else if (matches.length > 0 && matches.every((one) => seen.has(one))) report(virtualService, path, 'used');
          if (!delegate) matches.forEach((one) => seen.add(one));
        });
      }
    }
  },
});

interface OrderedRule {
  readonly match: readonly Readonly<Record<string, any>>[];
  /** Routes of another object, which need not take all that they are given. */
  readonly delegate: boolean;
}

function rulesOf(spec: VirtualServiceSpec, protocol: 'http' | 'tls' | 'tcp'): OrderedRule[] {
  return protocol === 'http'
    ? (spec.http ?? []).map(({ match = [], delegate }) => ({ match, delegate: delegate !== undefined }))
    : (spec[protocol] ?? []).map(({ match = [] }) => ({ match, delegate: false }));
}
