import type { Rule } from './rule';
import { danglingSubset } from './rules/dangling-subset';

/** Every rule, in the order of their codes. Numbers of rules that are gone are never used again. */
export const RULES: readonly Rule[] = [
  danglingSubset,
];
