import { dataPlaneOf, isGatewayPod } from '../../manifests/data-plane';
import { defineRule } from '../rule';

const VERSIONS = ['service.istio.io/canonical-revision', 'app.kubernetes.io/version', 'version'];

export const podWithoutVersionLabel = defineRule({
  code: 'MSH372',
  name: 'pod-without-version-label',
  severity: 'info',
  summary: 'one of several versions of a service, without a label that says which',
  fix: 'Label the pod template `version`, or `app.kubernetes.io/version`.',
  reads: ['/Service', '/Namespace'],
  messages: {
    none: 'Service {service} leads to {other}, too: metrics and graphs call the version of these pods `latest`, and no subset can mean them alone',
  },
  check: (manifests, report) => {
    for (const service of manifests.ofKind('/Service')) {
      const { selector } = service.spec;
      const workloads = selector === undefined || selector === null ? [] : manifests.selected(service.metadata.namespace, selector);
      if (workloads.length < 2) continue;
      for (const workload of workloads) {
        const mode = dataPlaneOf(manifests, workload);
        if ((mode !== 'sidecar' && mode !== 'ambient') || isGatewayPod(workload) || VERSIONS.some((name) => workload.labels[name] !== undefined)) continue;
        const other = workloads.find((one) => one !== workload)!;
        report(workload.manifest, [workload.path, 'metadata.labels'].filter((part) => part !== '').join('.'), 'none', { service: service.metadata.name, other: other.name });
      }
    }
  },
});
