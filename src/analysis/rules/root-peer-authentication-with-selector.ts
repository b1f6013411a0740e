import { isEmptySelector } from '../../manifests/selectors';
import { defineRule } from '../rule';

export const rootPeerAuthenticationWithSelector = defineRule({
  code: 'MSH285',
  name: 'root-peer-authentication-with-selector',
  severity: 'error',
  summary: 'PeerAuthentication with a selector in the root namespace',
  fix: 'Move it to the namespace of the pods, or remove the selector to mean the whole mesh.',
  reads: ['security.istio.io/PeerAuthentication'],
  messages: {
    ignored: 'in the root namespace {namespace}, a PeerAuthentication with a selector is for no pods at all',
  },
  check: (manifests, report) => {
    const { rootNamespace } = manifests.surroundings;
    for (const policy of manifests.inNamespace('security.istio.io/PeerAuthentication', rootNamespace)) {
      if (!isEmptySelector(policy.spec.selector?.matchLabels)) report(policy, 'spec.selector', 'ignored', { namespace: rootNamespace });
    }
  },
});
