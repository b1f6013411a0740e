import { fail, type Placed } from './errors';

/** What is loosened says why, in words that end up on the object and in the report. */
export function checkReason(at: Placed | undefined, reason: string | undefined, loosened: string): string {
  const text = typeof reason === 'string' ? reason.trim() : '';
  if (text !== '' && !/[\u0000-\u001f\u007f]/.test(text)) return text;
  return fail(at, 'MSH053', {
    what: `${loosened} needs a reason`,
    got: reason,
    allowed: 'one line of text',
    fix: 'say in `reason` why this is acceptable; it is written on the object',
  });
}
