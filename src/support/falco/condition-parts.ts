import type { Check, Condition } from './condition';

/** Every comparison in a condition, from left to right. */
export function checksIn(condition: Condition): Check[] {
  switch (condition.kind) {
    case 'check': return [condition];
    case 'macro': return [];
    case 'not': return checksIn(condition.part);
    default: return condition.parts.flatMap(checksIn);
  }
}

/** The macros that a condition names. */
export function macrosIn(condition: Condition): string[] {
  switch (condition.kind) {
    case 'check': return [];
    case 'macro': return [condition.name];
    case 'not': return macrosIn(condition.part);
    default: return condition.parts.flatMap(macrosIn);
  }
}

/**
 * Whether it holds for some system calls only. Falco asks the others not at all; without that, it asks for every call of every process.
 * `restricting` are the macros of which it is known.
 */
export function restrictsEventType(condition: Condition, restricting: ReadonlySet<string>): boolean {
  switch (condition.kind) {
    case 'check': return condition.field === 'evt.type' && (condition.operator === 'in' || condition.operator.startsWith('='));
    case 'macro': return restricting.has(condition.name);
    case 'not': return false;
    case 'and': return condition.parts.some((part) => restrictsEventType(part, restricting));
    case 'or': return condition.parts.every((part) => restrictsEventType(part, restricting));
  }
}
