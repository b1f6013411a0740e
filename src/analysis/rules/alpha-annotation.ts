import { annotationsOfIstio } from '../../manifests/annotated';
import { istioAnnotation } from '../../manifests/istio-annotations';
import { defineRule } from '../rule';

export const alphaAnnotation = defineRule({
  code: 'MSH376',
  name: 'alpha-annotation',
  severity: 'info',
  summary: 'annotation of Istio that is of alpha quality',
  fix: 'Look it up when Istio is upgraded: an annotation of alpha quality may change its meaning, or go away, with any version.',
  upstream: ['IST0136'],
  reads: [],
  messages: {
    alpha: '{name} is of alpha quality: it may change, or go away, with any version of Istio',
  },
  check: (manifests, report) => {
    for (const { manifest, kind, path, name } of annotationsOfIstio(manifests)) {
      const known = istioAnnotation(name);
      // what is deprecated, or read by nobody, is found for that
      const isRead = known !== undefined && !known.isDeprecated && (known.kinds === undefined || known.kinds.includes(kind));
      if (isRead && known.isAlpha) report(manifest, path, 'alpha', { name });
    }
  },
});
