import { canariesOf, renamedLabel, SELECTOR_LABELS, targetOf } from '../../manifests/flagger';
import { defineRule } from '../rule';

export const canaryWithoutLabel = defineRule({
  code: 'MSH326',
  name: 'canary-without-label',
  severity: 'error',
  summary: 'Canary whose pods Flagger cannot tell apart',
  fix: 'Select the pods by one of the labels that Flagger knows, or name yours in its flag `-selector-labels` and acknowledge this.',
  reads: ['flagger.app/Canary', 'apps/Deployment', 'apps/DaemonSet'],
  messages: {
    none: '{kind} {name} selects its pods by none of {labels}: Flagger refuses to release it',
  },
  check: (manifests, report) => {
    for (const canary of canariesOf(manifests)) {
      const { manifest, namespace, target } = canary;
      if (targetOf(manifests, namespace, target) !== undefined && renamedLabel(manifests, canary) === undefined) {
        report(manifest, 'spec.targetRef', 'none', { ...target, labels: SELECTOR_LABELS.join(', ') });
      }
    }
  },
});
