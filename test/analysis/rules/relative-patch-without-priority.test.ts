import { relativePatchWithoutPriority } from '../../../src/analysis/rules/relative-patch-without-priority';
import { envoyFilter, objects } from '../objects';
import { ruleTest } from '../rule-test';

const patch = (operation: string, applyTo = 'HTTP_FILTER', more: object = {}) => envoyFilter('web', { configPatches: [{ applyTo, patch: { operation } }], ...more });

ruleTest(relativePatchWithoutPriority, {
  valid: [
    { name: 'a priority', objects: objects(patch('INSERT_BEFORE', 'HTTP_FILTER', { priority: 10 })) },
    { name: 'first of all', objects: objects(patch('INSERT_FIRST')) },
    { name: 'what has no effect, which another rule looks at', objects: objects(patch('REMOVE', 'HTTP_ROUTE'), patch('REPLACE', 'CLUSTER')) },
  ],
  invalid: [
    { name: 'before another', objects: objects(patch('INSERT_BEFORE')), findings: [{ at: 'EnvoyFilter shop/web spec.configPatches[0]', message: 'order', data: {} }] },
    { name: 'removed', objects: objects(patch('REMOVE')), findings: [{ at: 'EnvoyFilter shop/web spec.configPatches[0]', message: 'order' }] },
    { name: 'replaced', objects: objects(patch('REPLACE', 'VIRTUAL_HOST', { priority: 0 })), findings: [{ at: 'EnvoyFilter shop/web spec.configPatches[0]', message: 'order' }] },
  ],
});
