import { pathEscapedBySpelling } from '../../../src/analysis/rules/path-escaped-by-spelling';
import { authorizationPolicy, objects } from '../objects';
import { ruleTest } from '../rule-test';

const policy = (action: string, operation: object) => objects(authorizationPolicy('a', { action, rules: [{ to: [{ operation }] }] }));
const at = 'AuthorizationPolicy shop/a spec.rules[0].to[0].operation';

ruleTest(pathEscapedBySpelling, {
  valid: [
    { name: 'nothing is known of the mesh', objects: policy('DENY', { paths: ['/admin'] }) },
    { name: 'slashes are merged', objects: policy('DENY', { paths: ['/admin'] }), surroundings: { pathNormalization: 'MERGE_SLASHES', complete: true } },
    { name: 'paths that are open by name', objects: policy('ALLOW', { paths: ['/admin'] }), surroundings: { pathNormalization: 'NONE' } },
    { name: 'patterns for every spelling', objects: policy('DENY', { paths: ['*', '/*', '/', '*/admin'] }), surroundings: { pathNormalization: 'BASE' } },
    { name: 'another authority, and what is only watched', objects: policy('CUSTOM', { paths: ['/admin'] }), surroundings: { pathNormalization: 'BASE' } },
  ],
  invalid: [
    {
      name: 'a path denied',
      objects: policy('DENY', { paths: ['/admin', '/root/*'] }),
      surroundings: { pathNormalization: 'BASE' },
      findings: [
        { at: `${at}.paths[0]`, message: 'escaped', data: { normalization: 'BASE', value: '/admin' } },
        { at: `${at}.paths[1]`, message: 'escaped', data: { normalization: 'BASE', value: '/root/*' } },
      ],
    },
    { name: 'all others allowed, in a mesh that is Istio as it comes', objects: policy('ALLOW', { notPaths: ['/admin'] }), surroundings: { complete: true }, findings: [{ at: `${at}.notPaths[0]`, message: 'escaped' }] },
    { name: 'no normalization', objects: policy('DENY', { paths: ['/admin'] }), surroundings: { pathNormalization: 'NONE' }, findings: [{ at: `${at}.paths[0]`, message: 'escaped', data: { normalization: 'NONE', value: '/admin' } }] },
  ],
});
