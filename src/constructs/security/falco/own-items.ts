import type { FalcoRuleSet } from '../../../model/falco';
import { CALLS, CIRCUMSTANCES } from '../../../render/falco/shared-macros';
import { wordOf } from '../../../render/falco/watch';
import { fail, type Placed } from '../../../support/errors';
import { type Condition, parseCondition } from '../../../support/falco/condition';
import { checksIn, macrosIn, restrictsEventType } from '../../../support/falco/condition-parts';

/** Of two items of one name Falco takes the later, also where the earlier is a derived one. */
export function checkNames(at: Placed, { name, lists, macros, rules }: FalcoRuleSet): void {
  const prefix = wordOf(name, '');
  const words = [...lists, ...macros].map((item) => item.name);
  const derived = words.find((word) => word.startsWith(prefix)) ?? rules.find((rule) => rule.name.endsWith(`(${name})`))?.name;
  if (derived !== undefined) {
    fail(at, 'MSH506', { what: 'names that begin or end like this are those of derived items', got: derived, fix: `choose a name without ${prefix}… and …(${name})` });
  }
  for (const names of [words, rules.map((rule) => rule.name)]) {
    const twice = names.find((one, index) => names.indexOf(one) !== index);
    if (twice !== undefined) fail(at, 'MSH506', { what: 'two Falco items have one name, and Falco would take the later', got: twice, fix: 'give one of the two another name' });
  }
}

/** Every macro and list is there before whoever names it, and every rule is about some system calls only. */
export function checkReferences(at: Placed, set: FalcoRuleSet, elsewhere: readonly string[]): void {
  const restricting = new Set(CALLS.map((macro) => wordOf(set.name, macro)));
  const known = new Set([...elsewhere, ...restricting, ...CIRCUMSTANCES.map((macro) => wordOf(set.name, macro))]);
  const lists = new Set([...elsewhere, ...set.lists.map(({ name }) => name), wordOf(set.name, 'namespaces')]);
  for (const { name, condition } of set.macros) {
    const read = parseCondition(condition);
    checkKnown(at, `macro ${name}`, read, known, lists);
    known.add(name);
    if (restrictsEventType(read, restricting)) restricting.add(name);
  }
  for (const { name, condition } of set.rules) {
    const read = parseCondition(condition);
    checkKnown(at, `rule '${name}'`, read, known, lists);
    if (restrictsEventType(read, restricting)) continue;
    fail(at, 'MSH503', {
      what: `the condition of rule '${name}' does not say which system calls it is about, and Falco would ask it about every one`,
      got: condition,
      fix: 'begin with evt.type in (…), or with a macro of these rules that does',
    });
  }
}

function checkKnown(at: Placed, of: string, condition: Condition, macros: ReadonlySet<string>, lists: ReadonlySet<string>): void {
  const macro = macrosIn(condition).find((name) => !macros.has(name));
  if (macro !== undefined) {
    fail(at, 'MSH504', { what: `${of} names a macro that nobody declares before it`, got: macro, allowed: [...macros].join(', '), fix: 'declare it in macros, or name it in declaredElsewhere where another file has it' });
  }
  const list = checksIn(condition).find((check) => check.list !== undefined && !lists.has(check.list))?.list;
  if (list !== undefined) {
    fail(at, 'MSH504', { what: `${of} names a list that nobody declares`, got: list, allowed: [...lists].join(', '), fix: 'declare it in lists, or name it in declaredElsewhere where another file has it' });
  }
}
