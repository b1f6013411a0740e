import { weightsNot100 } from '../../../src/analysis/rules/weights-not-100';
import { objects, to, virtualService } from '../objects';
import { ruleTest } from '../rule-test';

const weighed = (...weights: (number | undefined)[]) => objects(virtualService('reviews', {
  hosts: ['reviews'], http: [{ route: weights.map((weight, index) => ({ ...to('reviews', { subset: `v${index}` }), ...(weight === undefined ? {} : { weight }) })) }],
}));

ruleTest(weightsNot100, {
  valid: [
    { name: 'shares in percent', objects: weighed(90, 10) },
    { name: 'one destination', objects: weighed(undefined) },
    { name: 'one destination of weight 100', objects: weighed(100) },
    { name: 'all to one of them', objects: weighed(100, undefined) },
  ],
  invalid: [
    { name: 'less than 100', objects: weighed(60, 20), findings: [{ at: 'VirtualService shop/reviews spec.http[0].route', message: 'sum', data: { sum: 80, weight: 60, share: 75 } }] },
    { name: 'a share for one only', objects: weighed(20), findings: [{ at: 'VirtualService shop/reviews spec.http[0].route[0].weight', message: 'single', data: { weight: 20 } }] },
    {
      name: 'of TCP',
      objects: objects(virtualService('db', { hosts: ['db'], tcp: [{ route: [{ ...to('a'), weight: 1 }, { ...to('b'), weight: 2 }] }] })),
      findings: [{ at: 'VirtualService shop/db spec.tcp[0].route', message: 'sum', data: { sum: 3, weight: 2, share: 66.7 } }],
    },
  ],
});
