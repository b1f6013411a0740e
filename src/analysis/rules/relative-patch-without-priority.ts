import { patchesOf } from '../../manifests/envoy-patches';
import { defineRule } from '../rule';

export const relativePatchWithoutPriority = defineRule({
  code: 'MSH293',
  name: 'relative-patch-without-priority',
  severity: 'warning',
  summary: 'patch whose effect hangs on others, without a priority',
  fix: 'Give the EnvoyFilter a `priority`, or use INSERT_FIRST, ADD or MERGE.',
  upstream: ['IST0151'],
  reads: ['networking.istio.io/EnvoyFilter'],
  messages: {
    order: 'what this patch stands beside may not be there yet, or no more: without a priority the order of EnvoyFilters is that of their creation',
  },
  check: (manifests, report) => {
    for (const { filter, path, isRelative } of patchesOf(manifests)) {
      if (isRelative) report(filter, path, 'order');
    }
  },
});
