import { identityRuleOpenToPlaintext } from '../../../src/analysis/rules/identity-rule-open-to-plaintext';
import { authorizationPolicy, deployment, namespace, objects, peerAuthentication } from '../objects';
import { ruleTest } from '../rule-test';

const from = (action: string, source: object) => authorizationPolicy('web', { action, rules: [{ from: [{ source }] }] });
const mode = (name: string) => peerAuthentication('default', { mtls: { mode: name } });
const web = objects(deployment('web'), namespace('shop', { 'istio-injection': 'enabled' }));
const evil = from('DENY', { principals: ['cluster.local/ns/shop/sa/evil'] });
const AT = 'AuthorizationPolicy shop/web spec.rules[0].from[0].source';

ruleTest(identityRuleOpenToPlaintext, {
  valid: [
    { name: 'mutual TLS required', objects: `${objects(evil, mode('STRICT'))}\n---\n${web}` },
    { name: 'what may be required elsewhere', objects: `${objects(evil)}\n---\n${web}` },
    { name: 'callers allowed by name', objects: `${objects(from('ALLOW', { namespaces: ['web'] }), mode('PERMISSIVE'))}\n---\n${web}` },
    { name: 'all but one of a namespace', objects: `${objects(from('ALLOW', { namespaces: ['web'], notPrincipals: ['cluster.local/ns/web/sa/evil'] }), mode('PERMISSIVE'))}\n---\n${web}` },
    { name: 'all but one denied', objects: `${objects(from('DENY', { notNamespaces: ['web'] }), mode('PERMISSIVE'))}\n---\n${web}` },
    { name: 'a question to another authority', objects: `${objects(authorizationPolicy('web', { action: 'AUDIT', rules: [{ from: [{ source: { notNamespaces: ['web'] } }] }] }), mode('PERMISSIVE'))}\n---\n${web}` },
    { name: 'pods without a proxy, which another rule looks at', objects: objects(evil, mode('PERMISSIVE'), deployment('web'), namespace('shop', { 'istio-injection': 'disabled' })) },
  ],
  invalid: [
    { name: 'one denied', objects: `${objects(evil, mode('PERMISSIVE'))}\n---\n${web}`, findings: [{ at: `${AT}.principals`, message: 'escapes', data: { workload: 'shop/web', attribute: 'source.principals' } }] },
    { name: 'all others allowed, and nothing said', objects: `${objects(from('ALLOW', { notNamespaces: ['web'] }))}\n---\n${web}`, surroundings: { complete: true }, findings: [{ at: `${AT}.notNamespaces`, message: 'escapes' }] },
  ],
});
