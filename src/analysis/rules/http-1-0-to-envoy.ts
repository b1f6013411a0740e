import { INGRESS, ingressesOf, leadsToGateway, NGINX } from '../../manifests/ingress';
import { defineRule } from '../rule';

const VERSION = `${NGINX}proxy-http-version`;

export const http10ToEnvoy = defineRule({
  code: 'MSH344',
  name: 'http-1-0-to-envoy',
  severity: 'error',
  summary: 'edge that speaks HTTP/1.0 to a gateway',
  fix: 'Remove the annotation: HTTP/1.1 is the default.',
  reads: [INGRESS, '/Service'],
  messages: {
    old: 'Envoy refuses HTTP/1.0: every request is answered with 426',
  },
  check: (manifests, report) => {
    for (const ingress of ingressesOf(manifests)) {
      if (ingress.metadata.annotations[VERSION] === '1.0' && leadsToGateway(manifests, ingress)) report(ingress, `metadata.annotations[${VERSION}]`, 'old');
    }
  },
});
