import { UsageError } from './usage-error';
import type { CostQuestion } from '../report/cost';

/** What an estimate is counted with. */
export const COST_OPTIONS = { nodes: { type: 'string' }, requests: { type: 'string' } } as const;

export const COST_HELP = `      --nodes <number>                  nodes of the cluster (3, or as many as the pods need)
      --requests <number>               calls between services a second, all of them together (1000)
`;

export function costQuestionOf({ nodes, requests }: { readonly nodes?: string; readonly requests?: string }): CostQuestion {
  return { nodes: wholeNumber('--nodes', nodes, 1, 15_000), requestsPerSecond: wholeNumber('--requests', requests, 0, 1_000_000_000) };
}

function wholeNumber(option: string, value: string | undefined, least: number, most: number): number | undefined {
  if (value === undefined) return undefined;
  const number = /^\d{1,12}$/.test(value) ? Number(value) : NaN;
  if (number >= least && number <= most) return number;
  throw new UsageError(`${option} must be a whole number from ${least} to ${most}, not ${value}`);
}
