import type { TelemetrySection } from '../../manifests/kinds/policies';
import { defineRule } from '../rule';

export const unknownExtensionProvider = defineRule({
  code: 'MSH291',
  name: 'unknown-extension-provider',
  severity: 'error',
  summary: 'provider that the mesh does not have',
  fix: 'Add it to `extensionProviders` of the mesh, or correct the name; say in the MeshContext which there are.',
  reads: ['security.istio.io/AuthorizationPolicy', 'telemetry.istio.io/Telemetry'],
  messages: {
    denies: 'the mesh has no provider {provider}: every request to these pods is denied',
    ignored: 'the mesh has no provider {provider}: nothing is sent there',
  },
  check: (manifests, report) => {
    const { complete, extensionProviders } = manifests.surroundings;
    if (!complete) return;
    const isUnknown = (name: string | undefined): name is string => name !== undefined && !extensionProviders.includes(name);
    for (const policy of manifests.ofKind('security.istio.io/AuthorizationPolicy')) {
      const name = policy.spec.provider?.name;
      if (policy.spec.action === 'CUSTOM' && isUnknown(name)) report(policy, 'spec.provider.name', 'denies', { provider: name });
    }
    for (const telemetry of manifests.ofKind('telemetry.istio.io/Telemetry')) {
      for (const field of ['metrics', 'tracing', 'accessLogging'] as const) {
        (telemetry.spec[field] ?? []).forEach(({ providers = [] }: TelemetrySection, index) => {
          providers.forEach(({ name }, place) => {
            if (isUnknown(name)) report(telemetry, `spec.${field}[${index}].providers[${place}].name`, 'ignored', { provider: name });
          });
        });
      }
    }
  },
});
