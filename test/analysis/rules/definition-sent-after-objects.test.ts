import { definitionSentAfterObjects } from '../../../src/analysis/rules/definition-sent-after-objects';
import { object, objects } from '../objects';
import { ruleTest } from '../rule-test';

const definition = { apiVersion: 'apiextensions.k8s.io/v1', kind: 'CustomResourceDefinition', metadata: { name: 'things.example.com' }, spec: { group: 'example.com', names: { kind: 'Thing' } } };
const thing = (name: string, version = 'example.com/v1') => object(version, 'Thing', name, { spec: {} });

ruleTest(definitionSentAfterObjects, {
  valid: [
    { name: 'the definition first', objects: objects(definition, thing('a')), judged: true },
    { name: 'no file says an order', objects: objects(thing('a'), definition) },
    { name: 'a kind of that name in another group', objects: objects(thing('a', 'example.org/v1'), definition), judged: true },
    { name: 'no definition', objects: objects(thing('a')), judged: true },
  ],
  invalid: [
    { name: 'objects first', objects: objects(thing('a'), thing('b'), definition), judged: true, findings: [{ at: 'CustomResourceDefinition things.example.com', message: 'after', data: { count: 2, first: 'Thing shop/a' } }] },
  ],
});
