import { outcomeWords, stepWords, verdictOf } from './decision-words';
import type { Decision } from '../simulation/decision';
import { visible } from '../support/unprintable';

/** For a terminal: the answer, what comes of the request, and what decided on the way. */
export function formatDecisionText(decision: Decision): string {
  const lines = [
    verdictOf(decision).words,
    ...decision.outcomes.map((outcome) => `  ${outcomeWords(outcome)}`),
    ...decision.steps.length === 0 ? [] : ['', 'on the way'],
    ...decision.steps.map((step) => `  ${step.stage}: ${stepWords(step)}`),
    ...decision.notSimulated.length === 0 ? [] : ['', ...decision.notSimulated],
  ];
  return `${lines.map(visible).join('\n')}\n`;
}

export function formatDecisionJson(decision: Decision): string {
  const { outcomes, steps, notSimulated } = decision;
  return `${JSON.stringify({
    answer: verdictOf(decision).answer,
    outcomes: outcomes.map(({ share, by, status, location, reason, object, path, workload, port, hasMutualTls }) => ({
      share, by, status, location, reason, object, path, workload: workload && `${workload.namespace}/${workload.name}`, port, hasMutualTls,
    })),
    steps,
    notSimulated,
  }, undefined, 2)}\n`;
}
