import { deprecatedAnnotation } from '../../../src/analysis/rules/deprecated-annotation';
import { objects, pods } from '../objects';
import { ruleTest } from '../rule-test';

const inject = 'sidecar.istio.io/inject';
const annotated = (annotations: object, labels: object = { app: 'web' }) => objects(pods('web', {}, { labels, annotations }));

ruleTest(deprecatedAnnotation, {
  valid: [
    { name: 'one in use', objects: annotated({ 'proxy.istio.io/config': '{}' }) },
    { name: 'the label beside it', objects: annotated({ [inject]: 'true' }, { [inject]: 'true' }) },
  ],
  invalid: [{ name: 'the annotation alone', objects: annotated({ [inject]: 'true' }), findings: [{ at: `Deployment shop/web spec.template.metadata.annotations[${inject}]`, message: 'deprecated', data: { name: inject } }] }],
});
