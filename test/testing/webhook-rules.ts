import { webhookProblems as problemsOf } from '../../src/analysis/webhook/webhook-rules';

/**
 * What istiod's validating webhook says of an object beyond its schema, as `path: problem`; what only makes it warn begins with
 * `warning: `. The object's shape must be right: ask validateObject first.
 */
export function webhookProblems(object: any): string[] {
  const [group] = object.apiVersion.split('/');
  return problemsOf(`${group}/${object.kind}`, object).map(({ path, problem, isWarning }) => `${isWarning ? 'warning: ' : ''}${path}: ${problem}`);
}
