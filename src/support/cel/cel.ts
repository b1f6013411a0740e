/**
 * Evaluates the rules that the schemas of custom resources hold (`x-kubernetes-validations`), as far as Istio's and the Gateway API's use CEL.
 * @see https://kubernetes.io/docs/reference/using-api/cel/
 */
import { CelError, FUNCTIONS, need } from './cel-functions';
import { type Token, tokensOf } from './cel-tokens';
import { sameContent } from '../compare';

type Scope = Readonly<Record<string, unknown>>;
type Evaluate = (scope: Scope) => unknown;

const RULES = new Map<string, Evaluate>();

/** Whether a rule holds for a value. One that cannot be evaluated (it reads a field that is not there) does not, as in the API server. */
export function ruleHolds(rule: string, self: unknown): boolean {
  let evaluate = RULES.get(rule);
  if (evaluate === undefined) {
    evaluate = new Parser(tokensOf(rule)).parse();
    RULES.set(rule, evaluate);
  }
  try {
    return evaluate({ self }) === true;
  } catch (error) {
    if (error instanceof CelError || error instanceof TypeError) return false;
    throw error;
  }
}

/** For each access to a field, the question whether the field is there. */
const PRESENCES = new WeakMap<Evaluate, Evaluate>();

const COMPARISONS: Readonly<Record<string, (a: any, b: any) => boolean>> = {
  '==': (a, b) => same(a, b),
  '!=': (a, b) => !same(a, b),
  '<': (a, b) => a < b,
  '<=': (a, b) => a <= b,
  '>': (a, b) => a > b,
  '>=': (a, b) => a >= b,
  'in': (a, b) => (Array.isArray(b) ? b.some((one) => same(a, one)) : Object.prototype.hasOwnProperty.call(b, a)),
};

function same(a: unknown, b: unknown): boolean {
  return a === b || (typeof a === 'object' && typeof b === 'object' && sameContent(a, b));
}

/** Turns an expression into a function, once. */
class Parser {
  private at = 0;

  constructor(private readonly tokens: readonly Token[]) {}

  parse(): Evaluate {
    const whole = this.choice();
    if (this.token.kind !== 'end') this.fail();
    return whole;
  }

  private get token(): Token {
    return this.tokens[this.at];
  }

  private fail(): never {
    throw new Error(`not understood: ${this.token.text}`);
  }

  private take(sign: string): boolean {
    const found = this.token.text === sign && (this.token.kind === 'sign' || this.token.kind === 'name');
    if (found) this.at += 1;
    return found;
  }

  private expect(sign: string): void {
    if (!this.take(sign)) this.fail();
  }

  private choice(): Evaluate {
    const condition = this.either();
    if (!this.take('?')) return condition;
    const yes = this.choice();
    this.expect(':');
    const no = this.choice();
    return (scope) => (isTrue(condition(scope)) ? yes(scope) : no(scope));
  }

  private either(): Evaluate {
    let left = this.both();
    while (this.take('||')) left = junction(left, this.both(), true);
    return left;
  }

  private both(): Evaluate {
    let left = this.comparison();
    while (this.take('&&')) left = junction(left, this.comparison(), false);
    return left;
  }

  private comparison(): Evaluate {
    let left = this.sum();
    for (;;) {
      const operator = COMPARISONS[this.token.text];
      if (operator === undefined || this.token.kind === 'string') return left;
      this.at += 1;
      const [before, right] = [left, this.sum()];
      left = (scope) => operator(before(scope), right(scope));
    }
  }

  private sum(): Evaluate {
    let left = this.unary();
    while (this.token.kind === 'sign' && this.token.text === '+') {
      this.at += 1;
      const [before, right] = [left, this.unary()];
      left = (scope) => (before(scope) as number) + (right(scope) as number);
    }
    return left;
  }

  private unary(): Evaluate {
    if (this.take('!')) {
      const value = this.unary();
      return (scope) => !isTrue(value(scope));
    }
    return this.member();
  }

  private member(): Evaluate {
    let value = this.primary();
    for (;;) {
      if (this.take('.')) {
        value = this.field(value);
      } else if (this.take('[')) {
        const [of, index] = [value, this.choice()];
        this.expect(']');
        value = (scope) => elementOf(of(scope), index(scope));
      } else {
        return value;
      }
    }
  }

  private field(of: Evaluate): Evaluate {
    const name = this.name();
    if (!this.take('(')) {
      const key = unescaped(name);
      const value: Evaluate = (scope) => elementOf(of(scope), key);
      PRESENCES.set(value, (scope) => fieldOf(of(scope), key) !== undefined);
      return value;
    }
    if (MACROS[name] === undefined) return this.call(name, [of]);
    const variable = this.name();
    this.expect(',');
    const condition = this.choice();
    this.expect(')');
    return (scope) => MACROS[name](itemsOf(of(scope)), (item) => condition({ ...scope, [variable]: item }));
  }

  private call(name: string, given: readonly Evaluate[]): Evaluate {
    const values = [...given];
    while (!this.take(')')) {
      values.push(this.choice());
      if (!this.take(',') && this.token.text !== ')') this.fail();
    }
    const run = FUNCTIONS[name];
    if (run === undefined) throw new Error(`function ${name} is not known`);
    return (scope) => run(...values.map((value) => value(scope)));
  }

  private name(): string {
    if (this.token.kind !== 'name') this.fail();
    return this.tokens[this.at++].text;
  }

  private primary(): Evaluate {
    const { kind, text } = this.token;
    this.at += 1;
    if (kind === 'number') return () => Number(text);
    if (kind === 'string') return () => text;
    if (kind === 'name') return this.named(text);
    if (text === '(') {
      const inner = this.choice();
      this.expect(')');
      return inner;
    }
    if (text === '[') return this.listed();
    if (text === '{' && this.take('}')) return () => ({});
    this.at -= 1;
    return this.fail();
  }

  private named(name: string): Evaluate {
    if (name === 'true' || name === 'false') return () => name === 'true';
    if (!this.take('(')) return (scope) => elementOf(scope, name);
    return name === 'has' ? this.presence() : this.call(name, []);
  }

  /** `has(a.b)`: whether a has a field b. */
  private presence(): Evaluate {
    const field = PRESENCES.get(this.member());
    if (field === undefined) return this.fail();
    this.expect(')');
    return field;
  }

  private listed(): Evaluate {
    const items: Evaluate[] = [];
    while (!this.take(']')) {
      items.push(this.choice());
      if (!this.take(',') && this.token.text !== ']') this.fail();
    }
    return (scope) => items.map((item) => item(scope));
  }
}

/** Either side may decide alone, even where the other cannot be evaluated. */
function junction(left: Evaluate, right: Evaluate, decisive: boolean): Evaluate {
  return (scope) => {
    let undecided: unknown;
    try {
      if (isTrue(left(scope)) === decisive) return decisive;
    } catch (error) {
      undecided = error;
    }
    if (isTrue(right(scope)) === decisive) return decisive;
    if (undecided !== undefined) throw undecided;
    return !decisive;
  };
}

const MACROS: Readonly<Record<string, (items: readonly unknown[], condition: (item: unknown) => unknown) => unknown>> = {
  all: (items, condition) => !some(items, condition, false),
  exists: (items, condition) => some(items, condition, true),
  exists_one: (items, condition) => items.filter((item) => isTrue(condition(item))).length === 1,
  filter: (items, condition) => items.filter((item) => isTrue(condition(item))),
};

function some(items: readonly unknown[], condition: (item: unknown) => unknown, sought: boolean): boolean {
  let undecided: unknown;
  for (const item of items) {
    try {
      if (isTrue(condition(item)) === sought) return true;
    } catch (error) {
      undecided = error;
    }
  }
  if (undecided !== undefined) throw undecided;
  return false;
}

function isTrue(value: unknown): boolean {
  need(typeof value === 'boolean', 'no truth value');
  return value as boolean;
}

/** The items of a list, or the keys of a map. */
function itemsOf(value: unknown): readonly unknown[] {
  if (Array.isArray(value)) return value;
  if (typeof value === 'object' && value !== null) return Object.keys(value);
  throw new CelError('no list');
}

function elementOf(value: unknown, key: unknown): unknown {
  const element = fieldOf(value, key);
  need(element !== undefined, `no ${String(key)}`);
  return element;
}

function fieldOf(value: unknown, key: unknown): unknown {
  if (typeof value !== 'object' || value === null) throw new CelError('no fields');
  return Object.prototype.hasOwnProperty.call(value, key as string) ? (value as Record<string, unknown>)[key as string] : undefined;
}

/** Fields whose names are words of the language are written with underscores. */
function unescaped(name: string): string {
  return /^__[a-z]+__$/.test(name) ? name.slice(2, -2) : name;
}
