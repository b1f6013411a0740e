import { relativePatchBesideVersion } from '../../../src/analysis/rules/relative-patch-beside-version';
import { envoyFilter, objects } from '../objects';
import { ruleTest } from '../rule-test';

const patch = (name: string, operation: string, more: object = {}, value: object | undefined = { name: 'lua' }) =>
  envoyFilter(name, { configPatches: [{ applyTo: 'HTTP_FILTER', patch: { operation, value }, ...more }] });
const some = { match: { proxy: { proxyVersion: '^1\\.31.*' } } };

ruleTest(relativePatchBesideVersion, {
  valid: [
    { name: 'no version', objects: objects(patch('a', 'INSERT_FIRST'), patch('b', 'INSERT_AFTER')) },
    { name: 'the same version', objects: objects(patch('a', 'INSERT_FIRST', some), patch('b', 'INSERT_AFTER', some)) },
    { name: 'another filter', objects: objects(patch('a', 'INSERT_FIRST', some), patch('b', 'INSERT_AFTER', {}, { name: 'wasm' })) },
    { name: 'first of all', objects: objects(patch('a', 'INSERT_FIRST', some), patch('b', 'INSERT_FIRST')) },
  ],
  invalid: [
    { name: 'a version of the other', objects: objects(patch('a', 'INSERT_FIRST', some), patch('b', 'INSERT_AFTER')), findings: [{ at: 'EnvoyFilter shop/b spec.configPatches[0]', message: 'version', data: { name: 'lua', version: '^1\\.31.*' } }] },
    {
      name: 'a name in the match',
      objects: objects(patch('a', 'INSERT_FIRST', some), patch('b', 'INSERT_AFTER', { match: { listener: { filterChain: { filter: { name: 'lua' } } } } }, { typed_config: {} })),
      findings: [{ at: 'EnvoyFilter shop/b spec.configPatches[0]', message: 'version' }],
    },
  ],
});
