import { canaryWithoutLabel } from '../../../src/analysis/rules/canary-without-label';
import { canary } from '../delivery-objects';
import { deployment, object, objects } from '../objects';
import { ruleTest } from '../rule-test';

const daemonSet = object('apps/v1', 'DaemonSet', 'cart', { spec: { selector: { matchLabels: { tier: 'front' } }, template: { metadata: { labels: { tier: 'front' } }, spec: { containers: [] } } } });

ruleTest(canaryWithoutLabel, {
  valid: [
    { name: 'app', objects: objects(canary('cart'), deployment('cart')) },
    { name: 'the recommended label', objects: objects(canary('cart'), deployment('cart', { 'app.kubernetes.io/name': 'cart' })) },
    { name: 'a target that is not known', objects: objects(canary('cart')) },
  ],
  invalid: [
    {
      name: 'another label',
      objects: objects(canary('cart'), deployment('cart', { service: 'cart' })),
      findings: [{ at: 'Canary shop/cart spec.targetRef', message: 'none', data: { kind: 'Deployment', name: 'cart', labels: 'app, name, app.kubernetes.io/name' } }],
    },
    {
      name: 'of a DaemonSet',
      objects: objects(canary('cart', { targetRef: { kind: 'DaemonSet', name: 'cart' } }), daemonSet),
      findings: [{ at: 'Canary shop/cart spec.targetRef', message: 'none' }],
    },
  ],
});
