import { defineRule } from '../rule';

export const accessLogWithoutProvider = defineRule({
  code: 'MSH290',
  name: 'access-log-without-provider',
  severity: 'warning',
  summary: 'access log that names no provider, in a mesh without a default one',
  fix: 'Name a provider, such as `envoy`, or say in the MeshContext that the mesh has a default one.',
  upstream: ['IST0157'],
  reads: ['telemetry.istio.io/Telemetry'],
  messages: {
    none: 'nobody is named to write the log, and the mesh has no default: nothing is written, unless a wider Telemetry names somebody',
  },
  check: (manifests, report) => {
    if (manifests.surroundings.defaultProviders.accessLogging) return;
    for (const telemetry of manifests.ofKind('telemetry.istio.io/Telemetry')) {
      (telemetry.spec.accessLogging ?? []).forEach(({ providers = [], disabled }, index) => {
        if (disabled !== true && providers.length === 0) report(telemetry, `spec.accessLogging[${index}]`, 'none');
      });
    }
  },
});
