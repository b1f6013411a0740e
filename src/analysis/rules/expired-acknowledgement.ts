import { ACKNOWLEDGE, acknowledgementsOf } from '../acknowledgement';
import { defineRule } from '../rule';

export const expiredAcknowledgement = defineRule({
  code: 'MSH156',
  name: 'expired-acknowledgement',
  severity: 'warning',
  summary: 'acknowledgement whose day is over',
  fix: 'Mend what was found and take the acknowledgement away, or acknowledge it again with a later day and the reason why it still stands.',
  reads: [],
  messages: {
    over: '{code} was acknowledged until {until}',
  },
  isLast: true,
  check: (manifests, report) => {
    for (const acknowledgement of acknowledgementsOf(manifests).values()) {
      const { code, manifest, until, hasWrongDate } = acknowledgement;
      if (!hasWrongDate && acknowledgement.isOver(manifests.surroundings.today)) report(manifest, `metadata.annotations.${ACKNOWLEDGE}${code}`, 'over', { code, until: until! });
    }
  },
});
