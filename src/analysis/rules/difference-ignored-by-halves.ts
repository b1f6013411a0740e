import { fieldsAt, listOf, textListOf, textOf } from '../../support/fields';
import { defineRule } from '../rule';

export const differenceIgnoredByHalves = defineRule({
  code: 'MSH337',
  name: 'difference-ignored-by-halves',
  severity: 'warning',
  summary: 'difference that Argo CD ignores until it synchronizes',
  fix: 'Add `RespectIgnoreDifferences=true` to `spec.syncPolicy.syncOptions`.',
  reads: ['argoproj.io/Application'],
  messages: {
    overwritten: 'the difference of {kind} is not shown, and overwritten by each synchronization: weights of a release in progress are reset',
  },
  check: (manifests, report) => {
    for (const application of manifests.ofKind('argoproj.io/Application')) {
      if (textListOf(fieldsAt(application.spec, 'syncPolicy').syncOptions).includes('RespectIgnoreDifferences=true')) continue;
      listOf(application.spec?.ignoreDifferences).forEach(({ group, kind }, index) => {
        if (group === 'networking.istio.io') report(application, `spec.ignoreDifferences[${index}]`, 'overwritten', { kind: textOf(kind) ?? 'the object' });
      });
    }
  },
});
