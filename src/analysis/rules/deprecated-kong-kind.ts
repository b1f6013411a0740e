import { defineRule } from '../rule';

const KINDS = ['KongIngress', 'TCPIngress', 'UDPIngress'].map((kind) => `configuration.konghq.com/${kind}`);

export const deprecatedKongKind = defineRule({
  code: 'MSH348',
  name: 'deprecated-kong-kind',
  severity: 'warning',
  summary: 'kind of Kong that is deprecated',
  fix: 'Use a KongUpstreamPolicy, annotations, or routes of the Gateway API.',
  reads: KINDS,
  messages: {
    deprecated: '{kind} is deprecated since version 3.5 of the controller',
  },
  check: (manifests, report) => {
    for (const kind of KINDS) for (const manifest of manifests.ofKind(kind)) report(manifest, 'kind', 'deprecated', { kind: manifest.kind });
  },
});
