import { idOf, titleOf } from '../../manifests/manifest';
import { ACKNOWLEDGE, acknowledgementsOf } from '../acknowledgement';
import { defineRule } from '../rule';

export const unusedAcknowledgement = defineRule({
  code: 'MSH155',
  name: 'unused-acknowledgement',
  severity: 'warning',
  summary: 'acknowledgement of what is not found',
  fix: 'Take the acknowledgement away: it would hide the fault when it comes back.',
  reads: [],
  messages: {
    unused: '{code} is acknowledged, but not found here',
  },
  isLast: true,
  check: (manifests, report, found) => {
    const acknowledgements = acknowledgementsOf(manifests);
    if (acknowledgements.size === 0) return;
    const keys = new Set(found.map(({ code, object }) => `${code} ${titleOf(object)}`));
    for (const acknowledgement of acknowledgements.values()) {
      const { code, manifest, isReadable } = acknowledgement;
      // what is over is found for that
      if (acknowledgement.isOver(manifests.surroundings.today)) continue;
      if (isReadable && !keys.has(`${code} ${titleOf(idOf(manifest))}`)) report(manifest, `metadata.annotations.${ACKNOWLEDGE}${code}`, 'unused', { code });
    }
  },
});
