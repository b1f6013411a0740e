import { clientAddresses } from '../../manifests/client-addresses';
import { defineRule } from '../rule';

export const clientAddressLost = defineRule({
  code: 'MSH373',
  name: 'client-address-lost',
  severity: 'warning',
  summary: 'policy about addresses of clients that the gateway does not see',
  fix: 'Behind proxies, use `remoteIpBlocks` and set `numTrustedProxies`; behind nodes, set `externalTrafficPolicy: Local` on the Service of the gateway.',
  reads: ['security.istio.io/AuthorizationPolicy', '/Service'],
  messages: {
    proxy: 'connections come from the last of the proxies in front of the gateway: this is compared with its address, not with that of the client',
    node: 'connections come from a node, which sends them on to the gateway: this is compared with its address, not with that of the client',
  },
  check: (manifests, report) => {
    for (const { policy, path, seen } of clientAddresses(manifests)) {
      if (seen === 'proxy' || seen === 'node') report(policy, path, seen);
    }
  },
});
