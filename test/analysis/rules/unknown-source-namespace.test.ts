import { unknownSourceNamespace } from '../../../src/analysis/rules/unknown-source-namespace';
import { authorizationPolicy, deployment, namespace, objects } from '../objects';
import { ruleTest } from '../rule-test';

const from = (source: object) => authorizationPolicy('web', { rules: [{ from: [{ source }] }] });
const complete = { complete: true };

ruleTest(unknownSourceNamespace, {
  valid: [
    { name: 'a declared namespace', objects: objects(from({ namespaces: ['web'] }), namespace('web')), surroundings: complete },
    { name: 'a namespace of pods', objects: objects(from({ namespaces: ['web', 'istio-system'] }), deployment('web/web')), surroundings: complete },
    { name: 'wildcards', objects: objects(from({ namespaces: ['w*', '*eb', '*'] }), namespace('web')), surroundings: complete },
    { name: 'what may lie outside', objects: objects(from({ namespaces: ['wbe'] }), namespace('web')) },
  ],
  invalid: [
    { name: 'a typing error', objects: objects(from({ namespaces: ['web', 'wbe'] }), namespace('web')), surroundings: complete, findings: [{ at: 'AuthorizationPolicy shop/web spec.rules[0].from[0].source.namespaces[1]', message: 'unknown', data: { namespace: 'wbe' } }] },
    { name: 'a wildcard that nothing fits', objects: objects(from({ notNamespaces: ['x*', '*x'] }), namespace('web')), surroundings: complete, findings: [{ at: 'AuthorizationPolicy shop/web spec.rules[0].from[0].source.notNamespaces[0]', message: 'unknown' }, { at: 'AuthorizationPolicy shop/web spec.rules[0].from[0].source.notNamespaces[1]', message: 'unknown' }] },
  ],
});
