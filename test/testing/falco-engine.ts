import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { type Check, type Condition, parseCondition } from '../../src/support/falco/condition';

/** The reader of conditions that Falco has in it, where it is: sysdig is made of the same libraries. */
export const SYSDIG = ['/usr/bin/sysdig', '/usr/local/bin/sysdig'].find(existsSync);

/** What Falco's own reader says against a condition that names no macros and lists: nothing where it would load it. */
export function refusedBySysdig(condition: string): string {
  // Debian's is older than the brackets of this field, which the newer plugin requires
  const spelled = condition.replace(/k8s\.pod\.label\[([^\]]+)\]/g, 'k8s.pod.label.$1');
  const { stderr } = spawnSync(SYSDIG!, ['-r', '/dev/null', spelled], { encoding: 'utf8' });
  // conditions come before the file of events, of which there is none
  return stderr.includes('Could not initialize reader') ? '' : stderr.trim();
}

/** What happened, by Falco's names of fields. What is not there is not known. */
export type Happening = Readonly<Record<string, string | number | boolean>>;

/** The rules file as it works: which of its rules report something that happened. */
export class FalcoEngine {
  private readonly lists = new Map<string, string[]>();
  private readonly macros = new Map<string, string>();
  private readonly rules = new Map<string, string>();

  public constructor(items: readonly any[]) {
    for (const item of items) {
      if (item.list !== undefined) this.lists.set(item.list, item.items.flatMap((one: string) => this.lists.get(one) ?? [one]));
      if (item.macro !== undefined) this.macros.set(item.macro, this.expanded(item.condition));
      if (item.rule !== undefined && item.enabled !== false) this.rules.set(item.rule, this.expanded(item.condition));
    }
  }

  /** By rule, without macros and lists. */
  public get conditions(): ReadonlyMap<string, string> {
    return this.rules;
  }

  public reports(happened: Happening): string[] {
    return [...this.rules].filter(([, condition]) => holds(parseCondition(condition), happened)).map(([rule]) => rule);
  }

  private expanded(condition: string): string {
    return condition.replace(/(?<![\w.])[A-Za-z]\w*(?![\w.[])/g, (word) => {
      const macro = this.macros.get(word);
      return macro === undefined ? this.lists.get(word)?.join(', ') ?? word : `(${macro})`;
    });
  }
}

function holds(condition: Condition, happened: Happening): boolean {
  switch (condition.kind) {
    case 'and': return condition.parts.every((part) => holds(part, happened));
    case 'or': return condition.parts.some((part) => holds(part, happened));
    case 'not': return !holds(condition.part, happened);
    case 'macro': throw new Error(`nobody declares ${condition.name}`);
    case 'check': return compares(condition, happened);
  }
}

/** What is not known is equal to nothing, and unequal to nothing, too. */
function compares({ field, argument, operator, values }: Check, happened: Happening): boolean {
  // the network of an address is asked of the address
  const known = happened[field === 'fd.snet' ? 'fd.sip' : argument === undefined ? field : `${field}[${argument}]`];
  if (known === undefined) return false;
  const text = String(known);
  const [value] = values;
  if (field === 'fd.snet' && operator === '=') return value === '127.0.0.0/8' && text.startsWith('127.');
  switch (operator) {
    case 'exists': return true;
    case '=': return text === value;
    case '!=': return text !== value;
    case '>=': return Number(known) >= Number(value);
    case 'in': return values.includes(text);
    case 'startswith': return text.startsWith(value);
    case 'pmatch': return values.some((path) => text === path || text.startsWith(`${path}/`));
    default: throw new Error(`${field} ${operator} is not known here`);
  }
}
