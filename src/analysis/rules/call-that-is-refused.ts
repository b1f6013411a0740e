import { mayBeAdmitted } from '../../manifests/admission';
import { calleesOf } from '../../manifests/callees';
import { dataPlaneOf } from '../../manifests/data-plane';
import { isEmptySelector } from '../../manifests/selectors';
import { defineRule } from '../rule';

export const callThatIsRefused = defineRule({
  code: 'MSH306',
  name: 'call-that-is-refused',
  severity: 'warning',
  summary: 'Sidecar that shows a service whose policies never let these pods in',
  fix: 'Allow the service account of the pods in an AuthorizationPolicy of the service, or take the host out of the Sidecar.',
  reads: ['networking.istio.io/Sidecar', 'networking.istio.io/ServiceEntry', 'security.istio.io/AuthorizationPolicy', '/Namespace', '/Service'],
  messages: {
    refused: '{host} is shown to {caller}, but no ALLOW policy there could mean its account {account}: every call is refused',
  },
  check: (manifests, report) => {
    if (manifests.ofKind('security.istio.io/AuthorizationPolicy').length === 0) return;
    for (const sidecar of manifests.ofKind('networking.istio.io/Sidecar')) {
      const labels = sidecar.spec.workloadSelector?.labels;
      if (isEmptySelector(labels)) continue;
      const callers = manifests.selected(sidecar.metadata.namespace, labels);
      (sidecar.spec.egress ?? []).forEach(({ hosts }, index) => hosts.forEach((entry, place) => {
        const host = entry.slice(entry.indexOf('/') + 1);
        const callee = host.includes('*') || entry.startsWith('~') ? undefined : calleesOf(manifests, host)[0];
        if (callee === undefined || dataPlaneOf(manifests, callee) !== 'sidecar') return;
        const refused = callers.filter(({ namespace, serviceAccountName: account }) => !mayBeAdmitted(manifests, callee, { namespace, account }));
        // a Sidecar for several workloads shows each of them what one of them needs
        if (callers.length === 0 || refused.length < callers.length) return;
        const [{ namespace, name, serviceAccountName: account }] = refused;
        report(sidecar, `spec.egress[${index}].hosts[${place}]`, 'refused', { host, caller: `${namespace}/${name}`, account });
      }));
    }
  },
});
