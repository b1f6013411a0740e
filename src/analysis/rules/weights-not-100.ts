import { defineRule } from '../rule';

export const weightsNot100 = defineRule({
  code: 'MSH227',
  name: 'weights-not-100',
  severity: 'warning',
  summary: 'weights that do not sum to 100',
  fix: 'Let the weights of a route sum to 100, so that they are shares in percent.',
  upstream: ['KIA1104'],
  reads: ['networking.istio.io/VirtualService'],
  messages: {
    sum: 'the weights sum to {sum}: a destination of weight {weight} gets {share} % of the requests',
    single: 'weight {weight} has no effect: there is one destination, which gets every request',
  },
  check: (manifests, report) => {
    for (const virtualService of manifests.ofKind('networking.istio.io/VirtualService')) {
      for (const protocol of ['http', 'tls', 'tcp'] as const) {
        (virtualService.spec[protocol] ?? []).forEach(({ route = [] }, index) => {
          const weights = route.map(({ weight = 0 }) => weight);
          const sum = weights.reduce((a, b) => a + b, 0);
          if (sum === 0 || sum === 100) return;
          const path = `spec.${protocol}[${index}].route`;
          if (weights.length === 1) report(virtualService, `${path}[0].weight`, 'single', { weight: weights[0] });
          else report(virtualService, path, 'sum', { sum, weight: Math.max(...weights), share: Math.round(Math.max(...weights) * 1000 / sum) / 10 });
        });
      }
    }
  },
});
