import { defineRule } from '../rule';

/** What brings pods of a namespace into the mesh, or says that they stay out of it. */
const LABELS = ['istio-injection', 'istio.io/rev', 'istio.io/dataplane-mode'];

export const namespaceWithoutInjection = defineRule({
  code: 'MSH260',
  name: 'namespace-without-injection',
  severity: 'info',
  summary: 'namespace that says nothing about the mesh',
  fix: 'Label it `istio-injection: enabled`, `istio.io/rev`, or `istio.io/dataplane-mode: ambient`; to keep it out on purpose, `istio-injection: disabled`.',
  upstream: ['IST0102'],
  reads: ['/Namespace'],
  messages: {
    none: 'pods of namespace {namespace} get no proxy: no policy protects them, and nothing encrypts their connections',
  },
  check: (manifests, report) => {
    for (const namespace of manifests.ofKind('/Namespace')) {
      const { name, labels } = namespace.metadata;
      if (name === manifests.surroundings.rootNamespace || LABELS.some((label) => labels[label])) continue;
      report(namespace, 'metadata.labels', 'none', { namespace: name });
    }
  },
});
