import { type Condition, ConditionError, parseCondition } from './condition';
import { checksIn } from './condition-parts';
import { fail } from '../errors';

/** A condition as Falco reads it, of the Falco that the library writes for. */
export function readCondition(text: string, of: string): Condition {
  const condition = parsed(text, of);
  const gone = checksIn(condition).find(({ field }) => field === 'evt.dir');
  if (gone === undefined) return condition;
  return fail(undefined, 'MSH505', {
    what: `the condition of ${of} asks for evt.dir, and Falco no longer tells the beginning of a system call from its end`, got: text, fix: 'leave the comparison out: every event is an end',
  });
}

function parsed(text: string, of: string): Condition {
  try {
    return parseCondition(String(text));
  } catch (error) {
    if (!(error instanceof ConditionError)) throw error;
    return fail(undefined, 'MSH502', { what: `Falco cannot read the condition of ${of}: ${error.message}`, got: text, fix: 'write it as Falco does: fields, operators, values, macros, `and`, `or`, `not` and brackets' });
  }
}
