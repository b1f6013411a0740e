import { defineRule } from '../rule';

const KINDS = ['configuration.konghq.com/KongPlugin', 'configuration.konghq.com/KongClusterPlugin'];

export const kongPluginWithSpec = defineRule({
  code: 'MSH349',
  name: 'kong-plugin-with-spec',
  severity: 'error',
  summary: 'plugin of Kong whose fields are under `spec`',
  fix: 'Write `plugin` and `config` beside `metadata`: this kind has no spec.',
  reads: KINDS,
  messages: {
    spec: 'the API server drops or refuses spec: the plugin does nothing, and what it was to protect is open',
  },
  check: (manifests, report) => {
    for (const kind of KINDS) for (const manifest of manifests.ofKind(kind)) if (Object.keys(manifest.spec ?? {}).length > 0) report(manifest, 'spec', 'spec');
  },
});
