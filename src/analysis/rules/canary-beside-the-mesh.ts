import { canariesOf } from '../../manifests/flagger';
import { defineRule } from '../rule';

export const canaryBesideTheMesh = defineRule({
  code: 'MSH324',
  name: 'canary-beside-the-mesh',
  severity: 'warning',
  summary: 'Canary that callers in the mesh never see',
  fix: 'Add `mesh` to `spec.service.gateways`.',
  reads: ['flagger.app/Canary'],
  messages: {
    bypassed: 'only gateways follow its weights: callers in the mesh never get the new version, and its analysis never sees them',
  },
  check: (manifests, report) => {
    for (const { manifest, gateways, isForIstio, service } of canariesOf(manifests)) {
      if (isForIstio && gateways.length > 0 && !gateways.includes('mesh') && service.delegation !== true) report(manifest, 'spec.service.gateways', 'bypassed');
    }
  },
});
