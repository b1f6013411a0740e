import { ACKNOWLEDGE, acknowledgementsOf, isCode } from '../acknowledgement';
import { defineRule } from '../rule';

export const unknownAcknowledgement = defineRule({
  code: 'MSH154',
  name: 'unknown-acknowledgement',
  severity: 'error',
  summary: 'acknowledgement that says too little',
  fix: 'Write `cdk8s-istio/acknowledge-MSHnnn: the reason`, or `the reason (until 2027-01-31)`.',
  reads: [],
  messages: {
    code: '{code} is no code of a finding',
    reason: '{code} is acknowledged without a reason',
    date: '{code} is acknowledged until {until}, which is no day',
  },
  isLast: true,
  check: (manifests, report) => {
    for (const { code, manifest, hasReason, hasWrongDate, until } of acknowledgementsOf(manifests).values()) {
      const path = `metadata.annotations.${ACKNOWLEDGE}${code}`;
      if (!isCode(code)) report(manifest, path, 'code', { code });
      else if (!hasReason) report(manifest, path, 'reason', { code });
      else if (hasWrongDate) report(manifest, path, 'date', { code, until: until! });
    }
  },
});
