import { namespaceSentAfterObjects } from '../../../src/analysis/rules/namespace-sent-after-objects';
import { deployment, namespace, objects, service } from '../objects';
import { ruleTest } from '../rule-test';

ruleTest(namespaceSentAfterObjects, {
  valid: [
    { name: 'the namespace first', objects: objects(namespace('shop'), service('web')), judged: true },
    { name: 'no file says an order', objects: objects(service('web'), namespace('shop')) },
    { name: 'objects of other namespaces', objects: objects(service('bank/web'), namespace('shop')), judged: true },
  ],
  invalid: [
    { name: 'in the midst', objects: objects(service('web'), deployment('web'), namespace('shop'), service('orders')), judged: true, findings: [{ at: 'Namespace shop', message: 'after', data: { count: 2, first: 'Service shop/web' } }] },
  ],
});
