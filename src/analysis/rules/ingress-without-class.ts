import { classOf, INGRESS, ingressesOf } from '../../manifests/ingress';
import { defineRule } from '../rule';

export const ingressWithoutClass = defineRule({
  code: 'MSH341',
  name: 'ingress-without-class',
  severity: 'warning',
  summary: 'Ingress that does not say who serves it',
  fix: 'Say `ingressClassName`.',
  reads: [INGRESS, 'networking.k8s.io/IngressClass'],
  messages: {
    none: 'the default class of the cluster serves it, or nobody does',
  },
  check: (manifests, report) => {
    const hasDefault = manifests.ofKind('networking.k8s.io/IngressClass').some(({ metadata }) => metadata.annotations['ingressclass.kubernetes.io/is-default-class'] === 'true');
    if (hasDefault) return;
    for (const ingress of ingressesOf(manifests)) if (classOf(ingress) === undefined) report(ingress, 'spec', 'none');
  },
});
