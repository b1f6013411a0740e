import { millisecondsOf } from '../../support/duration';
import { defineRule } from '../rule';

export const faultWithRetries = defineRule({
  code: 'MSH243',
  name: 'fault-with-retries',
  severity: 'info',
  summary: 'fault on a route whose timeout or retries it is to test',
  fix: 'Inject the fault in another VirtualService: at the gateway, or at the callee that is called next.',
  reads: ['networking.istio.io/VirtualService'],
  messages: {
    untested: '{settings} of this route do not apply to its own fault: the caller sees the fault as it is',
  },
  check: (manifests, report) => {
    for (const virtualService of manifests.ofKind('networking.istio.io/VirtualService')) {
      (virtualService.spec.http ?? []).forEach(({ fault, timeout, retries }, index) => {
        const delay = millisecondsOf(fault?.delay?.fixedDelay ?? '') ?? 0;
        const isCut = (limit: string | undefined) => delay > 0 && delay >= (millisecondsOf(limit ?? '') || Infinity);
        const settings = [
          ...(isCut(timeout) ? ['timeout'] : []),
          ...(retries?.attempts && (fault?.abort !== undefined || isCut(retries.perTryTimeout)) ? ['retries'] : []),
        ];
        if (settings.length > 0) report(virtualService, `spec.http[${index}].fault`, 'untested', { settings: settings.join(' and ') });
      });
    }
  },
});
