import { servicesDemanding } from '../../manifests/data-classes';
import { idOf, titleOf } from '../../manifests/manifest';
import { acceptedTls } from '../../manifests/mutual-tls';
import { targetPortOf } from '../../manifests/workload';
import { defineRule } from '../rule';

export const plaintextToProtectedData = defineRule({
  code: 'MSH393',
  name: 'plaintext-to-protected-data',
  severity: 'error',
  summary: 'plaintext is let in to a service with data that must be encrypted',
  fix: 'Let the PeerAuthentication say `STRICT` for its pods, and bring callers without a proxy into the mesh.',
  reads: ['/Service', 'security.istio.io/PeerAuthentication'],
  messages: {
    plaintext: '{service} works with {classes} data, and its port {port} takes plaintext ({mode})',
  },
  check: (manifests, report) => {
    for (const { service, classes, workloads } of servicesDemanding(manifests, 'encrypted')) {
      for (const { port, targetPort } of service.spec.ports ?? []) {
        const accepted = workloads.flatMap((workload) => acceptedTls(manifests, workload, targetPortOf(targetPort ?? port, workload) ?? port) ?? []);
        for (const policy of new Set(accepted.filter(({ mode }) => mode !== 'STRICT').map((one) => one.policy))) {
          // what lies outside may say STRICT for the whole mesh
          if (policy === undefined && !manifests.surroundings.complete) continue;
          const mode = policy === undefined ? 'as Istio does by default' : accepted.find((one) => one.policy === policy)!.mode;
          report(policy ?? service, policy === undefined ? '' : 'spec', 'plaintext', { service: titleOf(idOf(service)), classes: classes.join(' and '), port, mode });
        }
      }
    }
  },
});
