import { type Schema, SchemaWalk } from './schema-walk';
import { type Condition, parseCondition } from '../../src/support/falco/condition';
import { checksIn, macrosIn, restrictsEventType } from '../../src/support/falco/condition-parts';

const text: Schema = { type: 'string', minLength: 1 };
const texts: Schema = { type: 'array', minItems: 1, items: text };
const flag: Schema = { type: 'boolean' };
const item = (required: Record<string, Schema>, optional: Record<string, Schema> = {}): Schema =>
  ({ type: 'object', properties: { ...required, ...optional }, required: Object.keys(required) });

/**
 * The items of a rules file. Falco's own schema (falcosecurity/falco, userspace/engine/rule_json_schema.h, 0.45) says which fields there are;
 * which belong together, its loader (rule_loader_reader.cpp) and https://falco.org/docs/concepts/rules/basic-elements.
 */
const ITEMS: Readonly<Record<string, Schema>> = {
  required_engine_version: item({ required_engine_version: { ...text, pattern: '^\\d+\\.\\d+\\.\\d+$' } }),
  required_plugin_versions: item({
    required_plugin_versions: { type: 'array', minItems: 1, items: item({ name: text, version: { ...text, pattern: '^\\d+\\.\\d+\\.\\d+$' } }) },
  }),
  list: item({ list: { ...text, pattern: '^[A-Za-z][A-Za-z0-9_]*$' }, items: texts }),
  macro: item({ macro: { ...text, pattern: '^[A-Za-z][A-Za-z0-9_]*$' }, condition: text }),
  rule: item({
    rule: text,
    desc: text,
    condition: text,
    output: text,
    priority: { type: 'string', enum: ['EMERGENCY', 'ALERT', 'CRITICAL', 'ERROR', 'WARNING', 'NOTICE', 'INFO', 'INFORMATIONAL', 'DEBUG'] },
  }, { tags: texts, enabled: flag, source: { type: 'string', enum: ['syscall'] } }),
};

/** What Falco would say against a file of rules that stands for itself: structure, names, order, syntax, and conditions about every system call. */
export function falcoProblems(items: readonly any[]): string[] {
  const structure = items.flatMap((one, index) => {
    const kinds = Object.keys(ITEMS).filter((kind) => kind in Object(one));
    if (kinds.length !== 1) return [`[${index}]: is ${kinds.join(' and ') || 'nothing'} that a file of rules holds`];
    const walk = new SchemaWalk();
    walk.judge(ITEMS[kinds[0]], one, `[${index}]`);
    return walk.problems;
  });
  return structure.length > 0 ? structure : meaning(items);
}

function meaning(items: readonly any[]): string[] {
  const problems: string[] = [];
  const taken = new Map<string, Set<string>>([['list', new Set()], ['macro', new Set()], ['rule', new Set()]]);
  const restricting = new Set<string>();
  const named = new Set<string>();
  if (items[0]?.required_engine_version === undefined) problems.push('the first item does not say which engine is needed');
  for (const one of items) {
    const kind = ['list', 'macro', 'rule'].find((name) => name in one);
    if (kind === undefined) continue;
    const name: string = one[kind];
    if (taken.get(kind)!.has(name)) problems.push(`${kind} ${name} is there twice`);
    taken.get(kind)!.add(name);
    if (kind === 'list') {
      for (const member of one.items) named.add(member);
      continue;
    }
    let condition: Condition;
    try {
      condition = parseCondition(one.condition);
    } catch (error) {
      problems.push(`${kind} ${name}: ${(error as Error).message}`);
      continue;
    }
    const unknown = [
      ...macrosIn(condition).filter((macro) => macro === name || !taken.get('macro')!.has(macro)),
      ...checksIn(condition).flatMap(({ list }) => (list === undefined || taken.get('list')!.has(list) ? [] : [list])),
      // a list that is not there is a text to Falco, with which nothing is equal
      ...checksIn(condition).flatMap(({ values, operator }) => (['in', 'pmatch'].includes(operator) ? values.filter((value) => /_/.test(value) && !taken.get('list')!.has(value)) : [])),
    ];
    if (unknown.length > 0) problems.push(`${kind} ${name} names ${unknown.join(', ')}, which nothing before it is`);
    for (const word of one.condition.match(/\w+/g)) named.add(word);
    if (checksIn(condition).some(({ field }) => field === 'evt.dir')) problems.push(`${kind} ${name} asks for evt.dir`);
    const restricted = restrictsEventType(condition, restricting);
    if (restricted) restricting.add(name);
    if (kind === 'rule' && !restricted) problems.push(`rule ${name} is about every system call`);
  }
  for (const kind of ['list', 'macro']) {
    for (const name of taken.get(kind)!) if (!named.has(name)) problems.push(`${kind} ${name} is named by nobody`);
  }
  return problems;
}
