import { unknownAnnotation } from '../../../src/analysis/rules/unknown-annotation';
import { object, objects, pods } from '../objects';
import { ruleTest } from '../rule-test';

const annotated = (annotations: object) => objects(object('v1', 'Service', 'web', { metadata: { name: 'web', namespace: 'shop', annotations } }));

ruleTest(unknownAnnotation, {
  valid: [
    { name: 'a known one', objects: annotated({ 'networking.istio.io/exportTo': '.' }) },
    { name: 'one of others', objects: annotated({ 'example.com/a': 'b', 'istio.io': 'c' }) },
  ],
  invalid: [
    { name: 'a typing error', objects: annotated({ 'networking.istio.io/export-to': '.' }), findings: [{ at: 'Service shop/web metadata.annotations[networking.istio.io/export-to]', message: 'unknown', data: { name: 'networking.istio.io/export-to' } }] },
    { name: 'a template', objects: objects(pods('web', {}, { labels: { app: 'web' }, annotations: { 'sidecar.istio.io/injekt': 'true' } })), findings: [{ at: 'Deployment shop/web spec.template.metadata.annotations[sidecar.istio.io/injekt]', message: 'unknown' }] },
  ],
});
