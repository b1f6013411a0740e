import { INGRESS, ingressesOf, NGINX } from '../../manifests/ingress';
import { defineRule } from '../rule';

export const snippetOfNginx = defineRule({
  code: 'MSH346',
  name: 'snippet-of-nginx',
  severity: 'warning',
  summary: 'configuration of nginx in an annotation',
  fix: 'Use the annotation made for the purpose, or a filter of the gateway.',
  reads: [INGRESS],
  messages: {
    snippet: 'whoever may write this annotation may read every secret of nginx: the controller refuses it unless it was told otherwise',
  },
  check: (manifests, report) => {
    for (const ingress of ingressesOf(manifests)) {
      for (const name of Object.keys(ingress.metadata.annotations)) {
        if (name.startsWith(NGINX) && name.endsWith('-snippet')) report(ingress, `metadata.annotations[${name}]`, 'snippet');
      }
    }
  },
});
