import { annotationsOfIstio } from '../../manifests/annotated';
import { istioAnnotation } from '../../manifests/istio-annotations';
import { defineRule } from '../rule';

export const unknownAnnotation = defineRule({
  code: 'MSH308',
  name: 'unknown-annotation',
  severity: 'warning',
  summary: 'annotation of Istio that Istio does not know',
  fix: 'Correct the name; some words of Istio are labels, not annotations.',
  upstream: ['IST0108'],
  reads: [],
  messages: {
    unknown: 'nobody reads {name}',
  },
  check: (manifests, report) => {
    for (const { manifest, path, name } of annotationsOfIstio(manifests)) {
      if (istioAnnotation(name) === undefined) report(manifest, path, 'unknown', { name });
    }
  },
});
