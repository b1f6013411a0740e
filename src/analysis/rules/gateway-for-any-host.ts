import { serverHost } from '../../manifests/gateways';
import { defineRule } from '../rule';

export const gatewayForAnyHost = defineRule({
  code: 'MSH240',
  name: 'gateway-for-any-host',
  severity: 'warning',
  summary: 'Gateway that lets every namespace publish any host',
  fix: 'Name the hosts, and the namespace that may bind routes to them: `shop/shop.example.com`.',
  reads: ['networking.istio.io/Gateway'],
  messages: {
    open: 'a VirtualService of any namespace can publish any host here, and take over one of another team',
  },
  check: (manifests, report) => {
    for (const gateway of manifests.ofKind('networking.istio.io/Gateway')) {
      (gateway.spec.servers ?? []).forEach(({ hosts, tls }, index) => hosts.forEach((text, at) => {
        const { scope, name } = serverHost(text);
        // a server that only redirects, and one that passes on to what it finds in the SNI, publish nothing
        if (name === '*' && scope === '*' && tls?.httpsRedirect !== true && tls?.mode !== 'AUTO_PASSTHROUGH') report(gateway, `spec.servers[${index}].hosts[${at}]`, 'open');
      }));
    }
  },
});
