import { valuesOf } from '../../manifests/rule-attributes';
import { valueTest } from '../../manifests/value-test';
import { defineRule } from '../rule';

const ATTRIBUTES = ['source.namespaces', 'source.notNamespaces', 'when source.namespace'];

export const unknownSourceNamespace = defineRule({
  code: 'MSH265',
  name: 'unknown-source-namespace',
  severity: 'error',
  summary: 'policy about a namespace that does not exist',
  fix: 'Correct the name, or name the namespace in the MeshContext if it lies outside.',
  upstream: ['IST0101', 'KIA0101'],
  reads: ['security.istio.io/AuthorizationPolicy'],
  messages: {
    unknown: 'there is no namespace {namespace}: no caller comes from there',
  },
  check: (manifests, report) => {
    const { complete, namespaces, rootNamespace } = manifests.surroundings;
    if (!complete) return;
    const known = [...new Set([rootNamespace, ...Object.keys(namespaces), ...manifests.all.map(({ kind, metadata }) => (kind === 'Namespace' ? metadata.name : metadata.namespace))])];
    for (const policy of manifests.ofKind('security.istio.io/AuthorizationPolicy')) {
      for (const { attribute, path, values } of valuesOf(policy.spec.rules)) {
        if (!ATTRIBUTES.includes(attribute)) continue;
        values.forEach((namespace, index) => {
          if (!known.some(valueTest(namespace))) report(policy, `${path}[${index}]`, 'unknown', { namespace });
        });
      }
    }
  },
});
