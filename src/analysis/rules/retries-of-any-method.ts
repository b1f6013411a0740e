import type { HttpMatch } from '../../manifests/kinds/virtual-service';
import { doesMatchUnsafe, isTakenEarlier, unsafeConditions } from '../../manifests/unsafe-retries';
import { defineRule } from '../rule';

export const retriesOfAnyMethod = defineRule({
  code: 'MSH255',
  name: 'retries-of-any-method',
  severity: 'warning',
  summary: 'retries that do not tell reading from writing',
  fix: 'Retry on these conditions in a route that matches GET, and leave writes to a route that retries on `connect-failure,refused-stream,reset-before-request`.',
  reads: ['networking.istio.io/VirtualService'],
  messages: {
    any: 'the route takes every method, and sends requests again on {conditions}: a POST may be carried out twice',
  },
  check: (manifests, report) => {
    for (const virtualService of manifests.ofKind('networking.istio.io/VirtualService')) {
      const earlier: HttpMatch[] = [];
      (virtualService.spec.http ?? []).forEach((rule, index) => {
        const matches = rule.match?.length ? rule.match : [{}];
        const conditions = unsafeConditions(rule);
        const isNamed = matches.some((match) => doesMatchUnsafe(match) === 'named');
        if (conditions.length > 0 && !isNamed && matches.some((match) => doesMatchUnsafe(match) === 'possible' && !isTakenEarlier(match, earlier))) {
          report(virtualService, `spec.http[${index}].retries.retryOn`, 'any', { conditions: conditions.join(', ') });
        }
        if (rule.delegate === undefined) earlier.push(...matches);
      });
    }
  },
});
