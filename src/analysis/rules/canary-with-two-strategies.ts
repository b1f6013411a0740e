import { canariesOf } from '../../manifests/flagger';
import { fieldsOf } from '../../support/fields';
import { defineRule } from '../rule';

const WEIGHTS = ['stepWeight', 'stepWeights'];

export const canaryWithTwoStrategies = defineRule({
  code: 'MSH322',
  name: 'canary-with-two-strategies',
  severity: 'error',
  summary: 'Canary with two ways of moving traffic',
  fix: 'Keep `iterations`, and all traffic moves at once, or the weights, and it moves in steps.',
  reads: ['flagger.app/Canary'],
  messages: {
    several: '{weights} says that traffic moves in steps, and iterations that it moves at once: the API server takes one of them',
  },
  check: (manifests, report) => {
    for (const { manifest } of canariesOf(manifests)) {
      const analysis = fieldsOf(manifest.spec.analysis);
      const weights = WEIGHTS.filter((name) => analysis[name] !== undefined);
      if (analysis.iterations !== undefined && weights.length > 0) report(manifest, `spec.analysis.${weights[0]}`, 'several', { weights: weights.join(', ') });
    }
  },
});
