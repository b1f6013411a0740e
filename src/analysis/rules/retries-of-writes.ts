import { doesMatchUnsafe, unsafeConditions } from '../../manifests/unsafe-retries';
import { defineRule } from '../rule';

export const retriesOfWrites = defineRule({
  code: 'MSH242',
  name: 'retries-of-writes',
  severity: 'error',
  summary: 'retries that may do twice what must be done once',
  fix: 'Retry such requests only where the callee cannot have seen them: `connect-failure,refused-stream,reset-before-request`.',
  reads: ['networking.istio.io/VirtualService'],
  messages: {
    twice: 'a POST or PATCH is sent again on {conditions}, when it may have been carried out already: a payment is made twice',
  },
  check: (manifests, report) => {
    for (const virtualService of manifests.ofKind('networking.istio.io/VirtualService')) {
      (virtualService.spec.http ?? []).forEach((rule, index) => {
        const conditions = unsafeConditions(rule);
        if (conditions.length === 0 || !(rule.match ?? []).some((match) => doesMatchUnsafe(match) === 'named')) return;
        report(virtualService, `spec.http[${index}].retries.retryOn`, 'twice', { conditions: conditions.join(', ') });
      });
    }
  },
});
