import { policyLostByRelease } from '../../../src/analysis/rules/policy-lost-by-release';
import { canary } from '../delivery-objects';
import { authorizationPolicy, deployment, object, objects } from '../objects';
import { ruleTest } from '../rule-test';

const allow = (name: string, matchLabels: Readonly<Record<string, string>>) => authorizationPolicy(name, { selector: { matchLabels }, rules: [{}] });
const data = { label: 'app', value: 'cart', canary: 'cart', kind: 'AuthorizationPolicy' };

ruleTest(policyLostByRelease, {
  valid: [
    { name: 'by a label of both', objects: objects(canary('cart'), deployment('cart'), allow('cart', { tier: 'front' })) },
    { name: 'one for each', objects: objects(canary('cart'), deployment('cart'), allow('cart', { app: 'cart' }), allow('primary', { app: 'cart-primary' })) },
    { name: 'of other pods', objects: objects(canary('cart'), deployment('cart'), allow('other', { app: 'other' })) },
    { name: 'of the namespace', objects: objects(canary('cart'), deployment('cart'), authorizationPolicy('deny', {})) },
    { name: 'of another namespace', objects: objects(canary('cart'), deployment('cart'), allow('depot/cart', { app: 'cart' })) },
    { name: 'of what is not known', objects: objects(canary('cart', { targetRef: { kind: 'DaemonSet', name: 'cart' } }), allow('cart', { app: 'cart' })) },
  ],
  invalid: [
    {
      name: 'by the label that changes',
      objects: objects(canary('cart'), deployment('cart'), allow('cart', { app: 'cart' })),
      findings: [{ at: 'AuthorizationPolicy shop/cart spec.selector.matchLabels[app]', message: 'lost', data }],
    },
    {
      name: 'a NetworkPolicy',
      objects: objects(canary('cart'), deployment('cart'), object('networking.k8s.io/v1', 'NetworkPolicy', 'cart', { spec: { podSelector: { matchLabels: { app: 'cart' } } } })),
      findings: [{ at: 'NetworkPolicy shop/cart spec.podSelector.matchLabels[app]', message: 'lost', data: { ...data, kind: 'NetworkPolicy' } }],
    },
  ],
});
