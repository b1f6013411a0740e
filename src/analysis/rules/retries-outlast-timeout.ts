import { durationText, millisecondsOf } from '../../support/duration';
import { defineRule } from '../rule';

export const retriesOutlastTimeout = defineRule({
  code: 'MSH241',
  name: 'retries-outlast-timeout',
  severity: 'warning',
  summary: 'retries that do not fit into the timeout of the route',
  fix: 'Let the timeout be at least (1 + attempts) × perTryTimeout, or lower attempts or perTryTimeout.',
  reads: ['networking.istio.io/VirtualService'],
  messages: {
    cut: '{tries} tries of {perTry} take {needed}, but the route has {timeout}: the last ones are cut off or never made',
  },
  check: (manifests, report) => {
    for (const virtualService of manifests.ofKind('networking.istio.io/VirtualService')) {
      (virtualService.spec.http ?? []).forEach(({ timeout, retries }, index) => {
        const { attempts, perTryTimeout } = retries ?? {};
        const limit = timeout === undefined ? undefined : millisecondsOf(timeout);
        const perTry = perTryTimeout === undefined ? undefined : millisecondsOf(perTryTimeout);
        if (!limit || !perTry || !attempts || (1 + attempts) * perTry <= limit) return;
        report(virtualService, `spec.http[${index}].retries`, 'cut', {
          tries: 1 + attempts, perTry: perTryTimeout!, needed: durationText((1 + attempts) * perTry), timeout: timeout!,
        });
      });
    }
  },
});
