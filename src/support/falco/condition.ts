/** A condition of Falco, read: what is compared with what. */
export type Condition =
  | { readonly kind: 'and' | 'or'; readonly parts: readonly Condition[] }
  | { readonly kind: 'not'; readonly part: Condition }
  | { readonly kind: 'macro'; readonly name: string }
  | Check;

/** A comparison. `values` is empty for `exists`; `list` is the name of one, written without brackets. */
export interface Check {
  readonly kind: 'check';
  readonly field: string;
  /** What stands in brackets behind the field. */
  readonly argument?: string;
  readonly operator: string;
  readonly values: readonly string[];
  readonly list?: string;
}

/** Why a text is no condition, and where. */
export class ConditionError extends Error {}

/** As deep as Falco's own reader goes. */
const DEEPEST = 100;

const BLANK = /[ \t\r\n\b]*/y;
const IDENTIFIER = /(?!(?:and|or|not)\b)[A-Za-z][A-Za-z0-9_]*/y;
const FIELD = /[A-Za-z][A-Za-z0-9_]*(?:\.[A-Za-z][A-Za-z0-9_]*)+/y;
const ARGUMENT = /\[(?:"[^"]*"|'[^']*'|[^\s[\]"']+)\]/y;
const TRANSFORMER = /(?:tolower|toupper|b64|basename|len)\(/y;
const WORD_OPERATOR = /(?:exists|icontains|bcontains|contains|bstartswith|startswith|endswith|iglob|glob|regex|intersects|pmatch|in)(?![A-Za-z0-9_.])/y;
const SIGN_OPERATOR = /==|=|!=|<=|>=|<|>/y;
const QUOTED = /"(?:\\[^]|[^"\\])*"|'(?:\\[^]|[^'\\])*'/y;
const BARE = /[^\s(),="']+/y;
const NUMBER = /[+-]?[0-9]+(?:\.[0-9]*)?/y;

const LISTS = ['in', 'intersects', 'pmatch'];
const NUMBERS = ['<', '<=', '>', '>='];

/**
 * Reads a condition as Falco does. Throws a ConditionError for what Falco would refuse, and for a list without members, which never holds.
 *
 * @see https://falco.org/docs/concepts/rules/conditions/
 */
export function parseCondition(text: string): Condition {
  return new Reader(text).whole();
}

class Reader {
  private at = 0;
  private depth = 0;

  public constructor(private readonly text: string) {}

  public whole(): Condition {
    const condition = this.or();
    this.take(BLANK);
    if (this.at < this.text.length) this.refuse('the end, `and` or `or`');
    return condition;
  }

  private or(): Condition {
    if (++this.depth > DEEPEST) throw new ConditionError(`more than ${DEEPEST} brackets in each other`);
    const parts = [this.and()];
    while (this.word('or')) parts.push(this.and());
    this.depth--;
    return parts.length === 1 ? parts[0] : { kind: 'or', parts };
  }

  private and(): Condition {
    const parts = [this.not()];
    while (this.word('and')) parts.push(this.not());
    return parts.length === 1 ? parts[0] : { kind: 'and', parts };
  }

  private not(): Condition {
    if (!this.word('not')) return this.check();
    if (++this.depth > DEEPEST) throw new ConditionError(`more than ${DEEPEST} negations in each other`);
    const part = this.not();
    this.depth--;
    return { kind: 'not', part };
  }

  private check(): Condition {
    this.take(BLANK);
    if (this.take(/\(/y) !== undefined) {
      const inner = this.or();
      this.expect(/\)/y, '`)`');
      return inner;
    }
    if (this.take(TRANSFORMER) !== undefined) {
      const field = this.field() ?? this.refuse('a field');
      this.expect(/\)/y, '`)`');
      return this.comparison(field);
    }
    const field = this.field();
    if (field !== undefined) return this.comparison(field);
    return { kind: 'macro', name: this.take(IDENTIFIER) ?? this.refuse('a field, a macro or `(`') };
  }

  private field(): Pick<Check, 'field' | 'argument'> | undefined {
    this.take(BLANK);
    const field = this.take(FIELD);
    if (field === undefined) return undefined;
    const argument = this.take(ARGUMENT);
    return argument === undefined ? { field } : { field, argument: unquoted(argument.slice(1, -1)) };
  }

  private comparison(field: Pick<Check, 'field' | 'argument'>): Check {
    this.take(BLANK);
    const operator = this.take(WORD_OPERATOR) ?? this.take(SIGN_OPERATOR) ?? this.refuse('an operator');
    const check = { kind: 'check' as const, ...field, operator };
    if (operator === 'exists') return { ...check, values: [] };
    this.take(BLANK);
    if (LISTS.includes(operator)) return { ...check, ...this.members() };
    if (NUMBERS.includes(operator)) return { ...check, values: [this.take(NUMBER) ?? this.refuse('a number')] };
    return { ...check, values: [this.value()] };
  }

  private members(): Pick<Check, 'values' | 'list'> {
    if (this.take(/\(/y) === undefined) return { values: [], list: this.take(IDENTIFIER) ?? this.refuse('`(` or the name of a list') };
    const values: string[] = [];
    do {
      this.take(BLANK);
      values.push(this.value());
      this.take(BLANK);
    } while (this.take(/,/y) !== undefined);
    this.expect(/\)/y, '`,` or `)`');
    return { values };
  }

  private value(): string {
    const quoted = this.take(QUOTED);
    return quoted === undefined ? this.take(BARE) ?? this.refuse('a value') : unquoted(quoted);
  }

  /** A word that a bracket or blank ends: `and_more` is a macro. */
  private word(word: string): boolean {
    this.take(BLANK);
    return this.take(new RegExp(`${word}(?=[\\s(])`, 'y')) !== undefined;
  }

  private expect(token: RegExp, what: string): void {
    this.take(BLANK);
    if (this.take(token) === undefined) this.refuse(what);
  }

  private take(token: RegExp): string | undefined {
    token.lastIndex = this.at;
    const found = token.exec(this.text)?.[0];
    this.at += found?.length ?? 0;
    return found;
  }

  private refuse(wanted: string): never {
    const rest = this.text.slice(this.at, this.at + 20);
    throw new ConditionError(`${wanted} is missing at character ${this.at + 1}${rest === '' ? '' : `, before '${rest}'`}`);
  }
}

function unquoted(text: string): string {
  return /^["']/.test(text) ? text.slice(1, -1).replace(/\\([^])/g, '$1') : text;
}
