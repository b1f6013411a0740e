import { escapablePaths } from '../../manifests/escapable-paths';
import { settingOf } from '../../manifests/surroundings';
import { defineRule } from '../rule';

export const pathEscapedBySpelling = defineRule({
  code: 'MSH368',
  name: 'path-escaped-by-spelling',
  severity: 'warning',
  summary: 'policy that closes a path which has other spellings',
  fix: 'Allow the paths that are open by name, instead of closing others; or set `pathNormalization` of the mesh to MERGE_SLASHES, or to DECODE_AND_MERGE_SLASHES.',
  reads: ['security.istio.io/AuthorizationPolicy'],
  messages: {
    escaped: 'the mesh normalizes paths by {normalization} only: /{value} is another path to the proxy, and often the same one to the application',
  },
  check: (manifests, report) => {
    const normalization = settingOf(manifests.surroundings, 'pathNormalization');
    if (normalization !== 'NONE' && normalization !== 'BASE') return;
    for (const { policy, path, value } of escapablePaths(manifests)) report(policy, path, 'escaped', { normalization, value });
  },
});
