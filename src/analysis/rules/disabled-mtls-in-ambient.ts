import { dataPlaneOf } from '../../manifests/data-plane';
import { workloadsOf } from '../../manifests/policies';
import { defineRule } from '../rule';

export const disabledMtlsInAmbient = defineRule({
  code: 'MSH287',
  name: 'disabled-mtls-in-ambient',
  severity: 'warning',
  summary: 'mutual TLS disabled for pods behind the proxy of their node, which ignores that',
  fix: 'Use PERMISSIVE: callers outside the mesh get through, and those in it stay encrypted.',
  reads: ['security.istio.io/PeerAuthentication', '/Namespace'],
  messages: {
    ignored: 'the proxy of the node has no DISABLE: connections to {workload} within the mesh stay encrypted',
  },
  check: (manifests, report) => {
    for (const policy of manifests.ofKind('security.istio.io/PeerAuthentication')) {
      const { mtls, portLevelMtls = {} } = policy.spec;
      const [port] = Object.entries(portLevelMtls).find(([, { mode }]) => mode === 'DISABLE') ?? [];
      const path = mtls?.mode === 'DISABLE' ? 'spec.mtls.mode' : port === undefined ? undefined : `spec.portLevelMtls[${port}].mode`;
      if (path === undefined) continue;
      const ambient = workloadsOf(manifests, policy).find((workload) => dataPlaneOf(manifests, workload) === 'ambient');
      if (ambient !== undefined) report(policy, path, 'ignored', { workload: `${ambient.namespace}/${ambient.name}` });
    }
  },
});
