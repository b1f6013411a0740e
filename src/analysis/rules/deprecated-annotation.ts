import { annotationsOfIstio } from '../../manifests/annotated';
import { istioAnnotation } from '../../manifests/istio-annotations';
import { defineRule } from '../rule';

export const deprecatedAnnotation = defineRule({
  code: 'MSH309',
  name: 'deprecated-annotation',
  severity: 'info',
  summary: 'deprecated annotation of Istio',
  fix: 'Use what took its place: the label `sidecar.istio.io/inject`, `proxy.istio.io/config`, or Telemetry.',
  upstream: ['IST0135'],
  reads: [],
  messages: {
    deprecated: '{name} is deprecated as an annotation',
  },
  check: (manifests, report) => {
    for (const { manifest, path, name, labels } of annotationsOfIstio(manifests)) {
      // who has the label as well keeps the annotation for older versions
      if (istioAnnotation(name)?.isDeprecated === true && labels[name] === undefined) report(manifest, path, 'deprecated', { name });
    }
  },
});
