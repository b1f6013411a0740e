import { snippetOfNginx } from '../../../src/analysis/rules/snippet-of-nginx';
import { ingress } from '../delivery-objects';
import { objects } from '../objects';
import { ruleTest } from '../rule-test';

const annotation = 'nginx.ingress.kubernetes.io/configuration-snippet';

ruleTest(snippetOfNginx, {
  valid: [{ name: 'another annotation', objects: objects(ingress('shop', { annotations: { 'nginx.ingress.kubernetes.io/limit-rps': '5' } })) }],
  invalid: [
    {
      name: 'a snippet',
      objects: objects(ingress('shop', { annotations: { [annotation]: 'more_set_headers "a: b";' } })),
      findings: [{ at: `Ingress shop/shop metadata.annotations[${annotation}]`, message: 'snippet' }],
    },
  ],
});
