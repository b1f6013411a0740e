import { INGRESS, ingressesOf, NGINX } from '../../manifests/ingress';
import { textOf } from '../../support/fields';
import { defineRule } from '../rule';

export const retiredIngressNginx = defineRule({
  code: 'MSH340',
  name: 'retired-ingress-nginx',
  severity: 'warning',
  summary: 'entrance by the retired ingress-nginx',
  fix: 'Let an Istio Gateway or one of the Gateway API be the entrance.',
  reads: [INGRESS, 'networking.k8s.io/IngressClass'],
  messages: {
    annotation: '{annotation} is for the community\'s ingress-nginx, which has had no security fixes since March 2026',
    controller: 'this class is served by the community\'s ingress-nginx, which has had no security fixes since March 2026',
  },
  check: (manifests, report) => {
    for (const ingress of ingressesOf(manifests)) {
      const annotation = Object.keys(ingress.metadata.annotations).find((name) => name.startsWith(NGINX));
      if (annotation !== undefined) report(ingress, `metadata.annotations[${annotation}]`, 'annotation', { annotation });
    }
    for (const ingressClass of manifests.ofKind('networking.k8s.io/IngressClass')) {
      if (textOf(ingressClass.spec?.controller) === 'k8s.io/ingress-nginx') report(ingressClass, 'spec.controller', 'controller');
    }
  },
});
