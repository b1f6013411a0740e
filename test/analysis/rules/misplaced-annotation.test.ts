import { misplacedAnnotation } from '../../../src/analysis/rules/misplaced-annotation';
import { object, objects, pods } from '../objects';
import { ruleTest } from '../rule-test';

const annotated = (kind: string, annotations: object, apiVersion = 'v1') => objects(object(apiVersion, kind, 'web', { metadata: { name: 'web', namespace: 'shop', annotations } }));

ruleTest(misplacedAnnotation, {
  valid: [
    { name: 'a template', objects: objects(pods('web', {}, { labels: { app: 'web' }, annotations: { 'proxy.istio.io/config': '{}' } })) },
    { name: 'a Service', objects: annotated('Service', { 'networking.istio.io/exportTo': '.' }) },
    { name: 'anywhere', objects: annotated('Service', { 'galley.istio.io/analyze-suppress': 'IST0108' }) },
    { name: 'what Istio writes itself', objects: annotated('Service', { 'istio.io/rev': 'default' }) },
    { name: 'annotations of others, and unknown ones', objects: annotated('Service', { 'example.com/a': 'b', 'a.istio.io/b': 'c' }) },
    { name: 'kinds of others', objects: annotated('Thing', { 'proxy.istio.io/config': '{}' }, 'example.com/v1') },
  ],
  invalid: [
    { name: 'a Deployment', objects: annotated('Deployment', { 'sidecar.istio.io/proxyCPU': '1' }, 'apps/v1'), findings: [{ at: 'Deployment shop/web metadata.annotations[sidecar.istio.io/proxyCPU]', message: 'misplaced', data: { name: 'sidecar.istio.io/proxyCPU', kinds: 'Pod', kind: 'Deployment' } }] },
    { name: 'a class on a Service', objects: annotated('Service', { 'kubernetes.io/ingress.class': 'istio' }), findings: [{ at: 'Service shop/web metadata.annotations[kubernetes.io/ingress.class]', message: 'misplaced' }] },
    { name: 'on a template', objects: objects(pods('web', {}, { labels: { app: 'web' }, annotations: { 'networking.istio.io/exportTo': '.' } })), findings: [{ at: 'Deployment shop/web spec.template.metadata.annotations[networking.istio.io/exportTo]', message: 'misplaced' }] },
  ],
});
