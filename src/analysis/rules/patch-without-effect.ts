import { defineRule } from '../rule';

export const patchWithoutEffect = defineRule({
  code: 'MSH292',
  name: 'patch-without-effect',
  severity: 'error',
  summary: 'operation of an EnvoyFilter that is passed over for what it applies to',
  fix: 'Use an operation that exists there: MERGE for routes and their configuration, REPLACE for filters and virtual hosts.',
  upstream: ['IST0152', 'IST0153', 'IST0154'],
  reads: ['networking.istio.io/EnvoyFilter'],
  messages: {
    add: 'ADD is passed over for {applyTo}',
    remove: 'REMOVE is passed over for {applyTo}',
    replace: 'REPLACE is for filters and virtual hosts only, not for {applyTo}',
  },
  check: (manifests, report) => {
    for (const filter of manifests.ofKind('networking.istio.io/EnvoyFilter')) {
      (filter.spec.configPatches ?? []).forEach(({ applyTo = '', patch }, index) => {
        const fault = faultOf(patch?.operation, applyTo);
        if (fault !== undefined) report(filter, `spec.configPatches[${index}].patch.operation`, fault, { applyTo });
      });
    }
  },
});

function faultOf(operation: string | undefined, applyTo: string): 'add' | 'remove' | 'replace' | undefined {
  const isRoute = applyTo === 'ROUTE_CONFIGURATION' || applyTo === 'HTTP_ROUTE';
  if (operation === 'ADD') return isRoute ? 'add' : undefined;
  if (operation === 'REMOVE') return isRoute ? 'remove' : undefined;
  return operation === 'REPLACE' && !['NETWORK_FILTER', 'HTTP_FILTER', 'VIRTUAL_HOST'].includes(applyTo) ? 'replace' : undefined;
}
