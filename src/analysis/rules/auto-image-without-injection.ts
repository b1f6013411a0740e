import { dataPlaneOf } from '../../manifests/data-plane';
import { defineRule } from '../rule';

export const autoImageWithoutInjection = defineRule({
  code: 'MSH296',
  name: 'auto-image-without-injection',
  severity: 'error',
  summary: 'proxy whose image nobody fills in',
  fix: 'Label the namespace or the pods so that they are injected, and let a Deployment make the pods.',
  upstream: ['IST0146', 'IST0147'],
  reads: ['/Namespace'],
  messages: {
    pod: 'image "auto" is filled in when a pod is made from a template: as it stands here it cannot be pulled',
    template: 'image "auto" is filled in by injection, which these pods do not get: it cannot be pulled',
  },
  check: (manifests, report) => {
    for (const workload of manifests.workloads) {
      const { manifest, path, pod } = workload;
      const index = (pod.containers ?? []).findIndex(({ name, image }) => name === 'istio-proxy' && image === 'auto');
      if (index < 0) continue;
      const mode = dataPlaneOf(manifests, workload);
      if (mode === 'none' || mode === 'ambient') report(manifest, [path, `spec.containers[${index}].image`].filter((part) => part !== '').join('.'), manifest.kind === 'Pod' ? 'pod' : 'template');
    }
  },
});
