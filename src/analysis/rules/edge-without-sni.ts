import { INGRESS, ingressesOf, leadsToGateway, NGINX } from '../../manifests/ingress';
import { defineRule } from '../rule';

const PROTOCOL = `${NGINX}backend-protocol`;

export const edgeWithoutSni = defineRule({
  code: 'MSH345',
  name: 'edge-without-sni',
  severity: 'error',
  summary: 'edge that speaks TLS to a gateway without naming the host',
  fix: 'Add the annotations `proxy-ssl-server-name: "on"` and `proxy-ssl-name` with a host of the Gateway.',
  reads: [INGRESS, '/Service'],
  messages: {
    unnamed: 'the gateway chooses its certificate by the name in the TLS handshake, and nginx sends none: connections are reset',
  },
  check: (manifests, report) => {
    for (const ingress of ingressesOf(manifests)) {
      const { annotations } = ingress.metadata;
      const isTls = ['HTTPS', 'GRPCS'].includes((annotations[PROTOCOL] ?? '').toUpperCase());
      if (isTls && annotations[`${NGINX}proxy-ssl-server-name`] !== 'on' && leadsToGateway(manifests, ingress)) report(ingress, `metadata.annotations[${PROTOCOL}]`, 'unnamed');
    }
  },
});
