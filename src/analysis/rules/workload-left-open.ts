import { opennessOfNamespaces } from '../../manifests/open-workloads';
import { defineRule } from '../rule';

export const workloadLeftOpen = defineRule({
  code: 'MSH374',
  name: 'workload-left-open',
  severity: 'warning',
  summary: 'pods that no AuthorizationPolicy is for, where others have one',
  fix: 'Add an AuthorizationPolicy for the pods that names who may call them, or one of the namespace that allows nothing.',
  upstream: ['KIA1301'],
  reads: ['/Service', '/Namespace', 'security.istio.io/AuthorizationPolicy'],
  messages: {
    open: 'everybody who reaches these pods may ask for everything: no AuthorizationPolicy is for them, as there is for {other}',
  },
  check: (manifests, report) => {
    for (const { covered: [example], open } of opennessOfNamespaces(manifests)) {
      if (example !== undefined) for (const { manifest } of open) report(manifest, '', 'open', { other: `${example.namespace}/${example.name}` });
    }
  },
});
