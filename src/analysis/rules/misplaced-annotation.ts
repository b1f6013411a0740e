import { annotationsOfIstio } from '../../manifests/annotated';
import { istioAnnotation } from '../../manifests/istio-annotations';
import { defineRule } from '../rule';

export const misplacedAnnotation = defineRule({
  code: 'MSH307',
  name: 'misplaced-annotation',
  severity: 'warning',
  summary: 'annotation of Istio on an object where nobody reads it',
  fix: 'Put it where it is read: what is for pods belongs into the pod template.',
  upstream: ['IST0107'],
  reads: [],
  messages: {
    misplaced: '{name} is read on {kinds}, not on {kind}',
  },
  check: (manifests, report) => {
    for (const { manifest, kind, path, name } of annotationsOfIstio(manifests)) {
      const kinds = istioAnnotation(name)?.kinds;
      if (kinds !== undefined && !kinds.includes(kind)) report(manifest, path, 'misplaced', { name, kinds: kinds.join(', '), kind });
    }
  },
});
