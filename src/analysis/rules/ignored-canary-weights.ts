import { canariesOf } from '../../manifests/flagger';
import { fieldsOf, numberOf } from '../../support/fields';
import { defineRule } from '../rule';

const WEIGHTS = ['stepWeight', 'stepWeights', 'maxWeight'];

export const ignoredCanaryWeights = defineRule({
  code: 'MSH322',
  name: 'ignored-canary-weights',
  severity: 'warning',
  summary: 'weights of a Canary that Flagger ignores',
  fix: 'Keep `iterations`, and all traffic moves at once, or keep the weights, and it moves in steps.',
  reads: ['flagger.app/Canary'],
  messages: {
    ignored: '{weights} has no effect beside iterations: all traffic moves at once, at the end',
  },
  check: (manifests, report) => {
    for (const { manifest } of canariesOf(manifests)) {
      const analysis = fieldsOf(manifest.spec.analysis);
      const weights = WEIGHTS.filter((name) => analysis[name] !== undefined);
      if ((numberOf(analysis.iterations) ?? 0) > 0 && weights.length > 0) report(manifest, `spec.analysis.${weights[0]}`, 'ignored', { weights: weights.join(', ') });
    }
  },
});
