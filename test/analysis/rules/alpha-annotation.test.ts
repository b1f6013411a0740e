import { alphaAnnotation } from '../../../src/analysis/rules/alpha-annotation';
import { objects, pods, service } from '../objects';
import { ruleTest } from '../rule-test';

const annotated = (name: string, value = 'true') => pods('web', {}, { labels: { app: 'web' }, annotations: { [name]: value } });

ruleTest(alphaAnnotation, {
  valid: [
    { name: 'annotations that stay', objects: objects(annotated('proxy.istio.io/config', '{}')) },
    { name: 'deprecated ones, which are found for that', objects: objects(annotated('sidecar.istio.io/extraStatTags')) },
    { name: 'misplaced ones, which are found for that', objects: objects({ ...service('web'), metadata: { name: 'web', namespace: 'shop', annotations: { 'sidecar.istio.io/proxyCPU': '1' } } }) },
    { name: 'those of others, and unknown ones', objects: objects(annotated('prometheus.io/scrape'), annotated('sidecar.istio.io/unknown')) },
  ],
  invalid: [
    { name: 'on pods', objects: objects(annotated('sidecar.istio.io/proxyCPU', '100m')), findings: [{ at: 'Deployment shop/web spec.template.metadata.annotations[sidecar.istio.io/proxyCPU]', message: 'alpha', data: { name: 'sidecar.istio.io/proxyCPU' } }] },
    {
      name: 'on a Service',
      objects: objects({ ...service('web'), metadata: { name: 'web', namespace: 'shop', annotations: { 'networking.istio.io/exportTo': '.' } } }),
      findings: [{ at: 'Service shop/web metadata.annotations[networking.istio.io/exportTo]', message: 'alpha' }],
    },
  ],
});
