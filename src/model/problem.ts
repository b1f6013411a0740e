import type { Origin } from './origin';
import type { Code } from '../support/codes';
import { explain, type Fault, type Problem } from '../support/errors';

/** What is wrong, at the declaration that says it. */
export function problem(origin: Origin, code: Code, fault: Fault): Problem {
  return { code, path: origin.path, message: explain(fault) };
}

/** How a message names another declaration. */
export function named(origin: Origin): string {
  return `${origin.call} of ${origin.path}`;
}
