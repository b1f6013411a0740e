import { opennessOfNamespaces } from '../../manifests/open-workloads';
import { defineRule } from '../rule';

export const namespaceLeftOpen = defineRule({
  code: 'MSH375',
  name: 'namespace-left-open',
  severity: 'info',
  summary: 'namespace of the mesh without an AuthorizationPolicy',
  fix: 'Add an AuthorizationPolicy without rules, which allows nothing, and one for the callers of each service.',
  upstream: ['KIA1301'],
  reads: ['/Service', '/Namespace', 'security.istio.io/AuthorizationPolicy'],
  messages: {
    open: 'no AuthorizationPolicy is for any pods of namespace {namespace}: everybody who reaches them may ask for everything ({count} workloads)',
  },
  check: (manifests, report) => {
    for (const { namespace, covered, open } of opennessOfNamespaces(manifests)) {
      // what the policies of namespaces outside say is not known
      if (covered.length > 0 || manifests.surroundings.namespaces[namespace] !== undefined) continue;
      report(manifests.find('/Namespace', '', namespace) ?? open[0].manifest, '', 'open', { namespace, count: open.length });
    }
  },
});
