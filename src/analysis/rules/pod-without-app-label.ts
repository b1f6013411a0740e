import { dataPlaneOf, isGatewayPod } from '../../manifests/data-plane';
import { defineRule } from '../rule';

const NAMES = ['service.istio.io/canonical-name', 'app.kubernetes.io/name', 'app'];

export const podWithoutAppLabel = defineRule({
  code: 'MSH300',
  name: 'pod-without-app-label',
  severity: 'info',
  summary: 'pods of the mesh without a label that says what they are',
  fix: 'Label the pod template `app`, or `app.kubernetes.io/name`; and `version`, if there are several.',
  reads: ['/Namespace'],
  messages: {
    none: 'metrics, logs and graphs call these pods {workload}, after the object that makes them',
  },
  check: (manifests, report) => {
    for (const workload of manifests.workloads) {
      if (NAMES.some((name) => workload.labels[name] !== undefined) || isGatewayPod(workload)) continue;
      const mode = dataPlaneOf(manifests, workload);
      if (mode === 'sidecar' || mode === 'ambient') report(workload.manifest, [workload.path, 'metadata.labels'].filter((part) => part !== '').join('.'), 'none', { workload: workload.name });
    }
  },
});
