import type { PlaceOf } from './placed-finding';
import type { Analysis } from '../analysis/analyze';
import type { Finding } from '../analysis/finding';

/** What a program reads. Fields are only ever added. */
export function formatJson(analysis: Analysis, placeOf: PlaceOf): string {
  const { findings, acknowledged, objects, unjudged } = analysis;
  return JSON.stringify({
    findings: findings.map((finding) => placed(finding, placeOf)),
    acknowledged: acknowledged.map(({ finding, reason, until }) => ({ ...placed(finding, placeOf), reason, until })),
    objects,
    unjudged,
  }, undefined, 2) + '\n';
}

function placed({ origin, ...finding }: Finding, placeOf: PlaceOf): object {
  return { ...finding, ...placeOf({ origin, ...finding }) };
}
