import { ingressWithoutClass } from '../../../src/analysis/rules/ingress-without-class';
import { ingress, ingressClass } from '../delivery-objects';
import { objects } from '../objects';
import { ruleTest } from '../rule-test';

ruleTest(ingressWithoutClass, {
  valid: [
    { name: 'a class', objects: objects(ingress('shop')) },
    { name: 'the old annotation', objects: objects(ingress('shop', { ingressClassName: null, annotations: { 'kubernetes.io/ingress.class': 'istio' } })) },
    {
      name: 'a default class',
      objects: objects(ingress('shop', { ingressClassName: null }), ingressClass('edge', 'example.com/edge', { 'ingressclass.kubernetes.io/is-default-class': 'true' })),
    },
  ],
  invalid: [{ name: 'none', objects: objects(ingress('shop', { ingressClassName: null }), ingressClass('edge', 'example.com/edge')), findings: [{ at: 'Ingress shop/shop spec', message: 'none' }] }],
});
