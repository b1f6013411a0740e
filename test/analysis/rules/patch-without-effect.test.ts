import { patchWithoutEffect } from '../../../src/analysis/rules/patch-without-effect';
import { envoyFilter, objects } from '../objects';
import { ruleTest } from '../rule-test';

const patch = (operation: string, applyTo: string) => objects(envoyFilter('web', { configPatches: [{ applyTo, patch: { operation } }] }));
const AT = 'EnvoyFilter shop/web spec.configPatches[0].patch.operation';

ruleTest(patchWithoutEffect, {
  valid: [
    { name: 'a filter added', objects: patch('ADD', 'HTTP_FILTER') },
    { name: 'a filter replaced', objects: patch('REPLACE', 'NETWORK_FILTER') },
    { name: 'a virtual host replaced', objects: patch('REPLACE', 'VIRTUAL_HOST') },
    { name: 'a route merged', objects: patch('MERGE', 'HTTP_ROUTE') },
    { name: 'no patches', objects: objects(envoyFilter('web', {})) },
  ],
  invalid: [
    { name: 'a route added', objects: patch('ADD', 'HTTP_ROUTE'), findings: [{ at: AT, message: 'add', data: { applyTo: 'HTTP_ROUTE' } }] },
    { name: 'a configuration removed', objects: patch('REMOVE', 'ROUTE_CONFIGURATION'), findings: [{ at: AT, message: 'remove' }] },
    { name: 'a cluster replaced', objects: patch('REPLACE', 'CLUSTER'), findings: [{ at: AT, message: 'replace' }] },
  ],
});
