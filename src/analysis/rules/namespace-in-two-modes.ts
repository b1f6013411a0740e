import { defineRule } from '../rule';

export const namespaceInTwoModes = defineRule({
  code: 'MSH261',
  name: 'namespace-in-two-modes',
  severity: 'warning',
  summary: 'namespace with several labels of which one counts',
  fix: 'Keep one of the labels.',
  upstream: ['IST0123'],
  reads: ['/Namespace'],
  messages: {
    several: 'of {labels}, only {counts} counts',
  },
  check: (manifests, report) => {
    for (const namespace of manifests.ofKind('/Namespace')) {
      const { name, labels } = namespace.metadata;
      if (name === manifests.surroundings.rootNamespace) continue;
      const injection = labels['istio-injection'];
      const said = ['istio-injection', 'istio.io/rev', 'istio.io/dataplane-mode'].filter((label) => labels[label] !== undefined);
      // who refuses injection may well be in the mesh by the proxy of the node, or say a revision for what is to come
      if (said.length < 2 || (injection !== undefined && injection !== 'enabled')) continue;
      report(namespace, `metadata.labels[${said[said.length - 1]}]`, 'several', { labels: said.map((label) => `${label}=${labels[label]}`).join(', '), counts: said[0] });
    }
  },
});
