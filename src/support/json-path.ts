import { fail } from './errors';
import { isPrintable } from './plain-text';

const LONGEST = 1024;

/** Names of fields of JSON, from the outermost in, with dots between them. */
export function checkJsonPath(value: string, what: string): string[] {
  const names = typeof value === 'string' && value.length <= LONGEST && isPrintable(value) ? value.split('.') : [];
  if (names.length > 0 && names.every((name) => name !== '' && name.trim() === name && !/[*[\]]/.test(name))) return names;
  return fail(undefined, 'MSH436', {
    what: `${what} is not the path of a field of JSON`,
    got: value,
    allowed: 'names with dots between them, such as card.number; lists on the way are walked through by themselves',
  });
}
