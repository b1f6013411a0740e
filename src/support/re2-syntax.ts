/**
 * Reads a regular expression as RE2 does, which is what proxies run and what Istio's webhook checks: JavaScript's own reader accepts
 * lookaround and backreferences, and refuses `(?i)`, `(?P<name>…)` and `[[:alpha:]]`.
 * @see https://github.com/google/re2/wiki/Syntax
 */

/** What a sound expression holds. */
export interface Re2 {
  /** How many groups it captures. */
  readonly groups: number;
}

/** Why RE2 would not compile it. */
export class Re2Error extends Error {}

export function readRe2(pattern: string): Re2 {
  return new Reader([...pattern]).read();
}

/** RE2 unrolls repetitions; more than this is refused, also as the product of nested ones. */
const MOST_REPETITIONS = 1000;

const POSIX = /^\[:\^?(alnum|alpha|ascii|blank|cntrl|digit|graph|lower|print|punct|space|upper|word|xdigit):\]/;

class Reader {
  private at = 0;
  private groups = 0;
  private readonly names = new Set<string>();

  public constructor(private readonly text: readonly string[]) {}

  public read(): Re2 {
    this.alternatives();
    if (this.at < this.text.length) throw new Re2Error('unexpected )');
    return { groups: this.groups };
  }

  /** Each step returns how often its most repeated part may be repeated. */
  private alternatives(): number {
    let most = this.sequence();
    while (this.take('|')) most = Math.max(most, this.sequence());
    return most;
  }

  private sequence(): number {
    let most = 1;
    while (this.at < this.text.length && this.peek() !== '|' && this.peek() !== ')') {
      const atom = this.atom();
      most = Math.max(most, this.repeated(atom));
    }
    return most;
  }

  /** Undefined: nothing that could be repeated. */
  private atom(): number | undefined {
    if (this.repetition() !== undefined) throw new Re2Error('missing argument to repetition operator');
    const char = this.next();
    switch (char) {
      case '(': return this.group();
      case '[': this.charClass(); return 1;
      case '\\': return this.escape(false) === 'nothing' ? undefined : 1;
      default: return 1;
    }
  }

  private repeated(atom: number | undefined): number {
    const start = this.at;
    const times = this.repetition();
    if (times === undefined) return atom ?? 1;
    if (atom === undefined) throw new Re2Error('missing argument to repetition operator');
    const again = this.at;
    if (this.repetition() !== undefined) {
      throw new Re2Error(`invalid nested repetition operator ${this.text.slice(start, this.at).join('')}`);
    }
    this.at = again;
    const product = atom * Math.max(times, 1);
    if (product > MOST_REPETITIONS) throw new Re2Error(`more than ${MOST_REPETITIONS} repetitions`);
    return product;
  }

  /** Takes `*`, `+`, `?` or `{n,m}`, and the `?` after it; a brace that counts nothing is an ordinary character. */
  private repetition(): number | undefined {
    let times = 1;
    if (!this.take('*') && !this.take('+') && !this.take('?')) {
      const braces = /^\{(0|[1-9][0-9]*)(,(0|[1-9][0-9]*)?)?\}/.exec(this.rest(24));
      if (braces === null) return undefined;
      const least = Number(braces[1]);
      const most = braces[3] === undefined ? least : Number(braces[3]);
      if (Math.max(least, most) > MOST_REPETITIONS || most < least) throw new Re2Error(`invalid repeat count ${braces[0]}`);
      this.at += braces[0].length;
      times = most;
    }
    this.take('?');
    return times;
  }

  private group(): number | undefined {
    if (!this.take('?')) {
      this.groups++;
      return this.closed();
    }
    const rest = this.rest(300);
    if (/^(<?[=!])/.test(rest)) throw new Re2Error('lookahead and lookbehind do not exist');
    const name = /^P?<([A-Za-z0-9_]+)>/.exec(rest);
    if (name !== null) {
      if (this.names.has(name[1])) throw new Re2Error(`two groups are named ${name[1]}`);
      this.names.add(name[1]);
      this.groups++;
      this.at += name[0].length;
      return this.closed();
    }
    const flags = /^(?:[imsU]+(?:-[imsU]+)?|-[imsU]+)?([:)])/.exec(rest);
    if (flags === null || flags[0] === ')') throw new Re2Error(`unknown group (?${rest.slice(0, 3)}`);
    this.at += flags[0].length;
    return flags[1] === ')' ? undefined : this.closed();
  }

  private closed(): number {
    const most = this.alternatives();
    if (!this.take(')')) throw new Re2Error('missing closing )');
    return most;
  }

  private charClass(): void {
    this.take('^');
    let first = true;
    while (first || this.peek() !== ']') {
      if (this.at >= this.text.length) throw new Re2Error('missing closing ]');
      first = false;
      if (this.peek() === '[' && this.rest(2) === '[:' && this.rest(80).includes(':]')) {
        const posix = POSIX.exec(this.rest(80));
        if (posix === null) throw new Re2Error('unknown class [:…:]');
        this.at += posix[0].length;
        continue;
      }
      const low = this.classChar();
      if (low === 'set' || this.peek() !== '-' || this.text[this.at + 1] === undefined || this.text[this.at + 1] === ']') continue;
      this.at++;
      const high = this.classChar();
      if (high === 'set' || codeOf(high) < codeOf(low)) throw new Re2Error('invalid range of characters');
    }
    this.at++;
  }

  private classChar(): string {
    if (this.at >= this.text.length) throw new Re2Error('missing closing ]');
    const char = this.next();
    return char === '\\' ? this.escape(true) : char;
  }

  /** Returns the character meant, `set` for a class of characters, `empty` for an assertion, `quote` or `nothing` for what was quoted. */
  private escape(inClass: boolean): string {
    if (this.at >= this.text.length) throw new Re2Error('trailing backslash');
    const char = this.next();
    if ('dDsSwW'.includes(char)) return 'set';
    if (char === 'p' || char === 'P') return this.unicodeClass();
    if (!inClass && 'AbBz'.includes(char)) return 'empty';
    if (!inClass && char === 'Q') return this.quote();
    if ('aftnrv'.includes(char)) return { a: '\x07', f: '\f', t: '\t', n: '\n', r: '\r', v: '\v' }[char]!;
    if (char === 'x') return this.hex();
    if (/[0-7]/.test(char)) return this.octal(char);
    if (/[0-9]/.test(char)) throw new Re2Error(`backreference \\${char} does not exist`);
    if (char > '\x7E' || /[A-Za-z_]/.test(char)) throw new Re2Error(`unknown escape \\${char}`);
    return char;
  }

  private quote(): string {
    const start = this.at;
    while (this.at < this.text.length && this.rest(2) !== '\\E') this.at++;
    const quoted = this.at > start;
    this.at = Math.min(this.at + 2, this.text.length);
    return quoted ? 'quote' : 'nothing';
  }

  private hex(): string {
    const code = /^(?:\{([0-9A-Fa-f]{1,6})\}|([0-9A-Fa-f]{2}))/.exec(this.rest(8));
    const value = code === null ? NaN : parseInt(code[1] ?? code[2], 16);
    if (code === null || value > 0x10ffff) throw new Re2Error('\\x without a character');
    this.at += code[0].length;
    return String.fromCodePoint(value);
  }

  private octal(first: string): string {
    const more = /^[0-7]{0,2}/.exec(this.rest(2))![0];
    if (first !== '0' && more === '') throw new Re2Error(`backreference \\${first} does not exist`);
    this.at += more.length;
    return String.fromCodePoint(parseInt(first + more, 8));
  }

  private unicodeClass(): string {
    const name = /^(?:\{\^?([A-Za-z_]+)\}|([A-Z]))/.exec(this.rest(40));
    if (name === null || !isUnicodeClass(name[1] ?? name[2])) throw new Re2Error('unknown class \\p');
    this.at += name[0].length;
    return 'set';
  }

  private peek(): string | undefined {
    return this.text[this.at];
  }

  private next(): string {
    return this.text[this.at++];
  }

  private take(char: string): boolean {
    if (this.text[this.at] !== char) return false;
    this.at++;
    return true;
  }

  private rest(length: number): string {
    return this.text.slice(this.at, this.at + length).join('');
  }
}

function codeOf(char: string): number {
  return char.codePointAt(0)!;
}

/** `Any`, a category such as `Lu`, or a script such as `Greek`. */
function isUnicodeClass(name: string): boolean {
  if (name === 'Any') return true;
  try {
    new RegExp(/^[A-Z][a-z]?$/.test(name) ? `\\p{gc=${name}}` : `\\p{Script=${name}}`, 'u');
    return true;
  } catch {
    return false;
  }
}
