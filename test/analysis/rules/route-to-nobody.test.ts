import { routeToNobody } from '../../../src/analysis/rules/route-to-nobody';
import { httpRoute } from '../delivery-objects';
import { objects } from '../objects';
import { ruleTest } from '../rule-test';

const ruled = (rule: object) => objects(httpRoute('cart', { rules: [rule] }));

ruleTest(routeToNobody, {
  valid: [
    { name: 'a backend', objects: ruled({ backendRefs: [{ name: 'cart', port: 80 }] }) },
    { name: 'one of several', objects: ruled({ backendRefs: [{ name: 'cart', port: 80, weight: 0 }, { name: 'basket', port: 80, weight: 1 }] }) },
    { name: 'a redirect', objects: ruled({ filters: [{ type: 'RequestRedirect', requestRedirect: { scheme: 'https' } }] }) },
  ],
  invalid: [
    { name: 'no backend', objects: ruled({ filters: [{ type: 'RequestHeaderModifier' }] }), findings: [{ at: 'HTTPRoute shop/cart spec.rules[0]', message: 'none' }] },
    { name: 'no weight', objects: ruled({ backendRefs: [{ name: 'cart', port: 80, weight: 0 }] }), findings: [{ at: 'HTTPRoute shop/cart spec.rules[0].backendRefs', message: 'zero' }] },
  ],
});
