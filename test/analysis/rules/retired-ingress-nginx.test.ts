import { retiredIngressNginx } from '../../../src/analysis/rules/retired-ingress-nginx';
import { ingress, ingressClass } from '../delivery-objects';
import { objects } from '../objects';
import { ruleTest } from '../rule-test';

const annotation = 'nginx.ingress.kubernetes.io/ssl-redirect';

ruleTest(retiredIngressNginx, {
  valid: [
    { name: 'another controller', objects: objects(ingress('shop', { annotations: { 'nginx.org/redirect-to-https': 'true' } }), ingressClass('nginx', 'nginx.org/ingress-controller')) },
  ],
  invalid: [
    {
      name: 'its annotation',
      objects: objects(ingress('shop', { annotations: { [annotation]: 'true' } })),
      findings: [{ at: `Ingress shop/shop metadata.annotations[${annotation}]`, message: 'annotation', data: { annotation } }],
    },
    { name: 'its class', objects: objects(ingressClass('nginx', 'k8s.io/ingress-nginx')), findings: [{ at: 'IngressClass nginx spec.controller', message: 'controller' }] },
  ],
});
