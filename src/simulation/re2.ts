import { readRe2 } from '../support/re2-syntax';

/** What the classes of POSIX stand for inside of a class. */
const POSIX: Readonly<Record<string, string>> = {
  alnum: '0-9A-Za-z',
  alpha: 'A-Za-z',
  ascii: '\\x00-\\x7F',
  blank: '\\t ',
  cntrl: '\\x00-\\x1F\\x7F',
  digit: '0-9',
  graph: '!-~',
  lower: 'a-z',
  print: ' -~',
  punct: '!-\\/:-@\\[-`{-~',
  space: '\\t\\n\\v\\f\\r ',
  upper: 'A-Z',
  word: '0-9A-Za-z_',
  xdigit: '0-9A-Fa-f',
};

const SPACE = '[\\t\\n\\f\\r ]';

/** An expression of RE2 as one of JavaScript that finds the same; undefined for what only RE2 can say. */
export function toRegExp(expression: string, { whole, all = false }: { readonly whole: boolean; readonly all?: boolean }): RegExp | undefined {
  try {
    readRe2(expression);
    const translator = new Translator(expression);
    const body = translator.translate();
    return new RegExp(whole ? `^(?:${body})$` : body, `u${translator.flags}${all ? 'g' : ''}`);
  } catch {
    return undefined;
  }
}

class Translator {
  flags = '';
  private at = 0;

  constructor(private text: string) {}

  translate(): string {
    const flags = /^\(\?([is]+)\)/.exec(this.text);
    if (flags !== null) {
      this.flags = [...new Set(flags[1])].join('');
      this.at = flags[0].length;
    }
    let out = '';
    while (this.at < this.text.length) out += this.next();
    return out;
  }

  private next(): string {
    const char = String.fromCodePoint(this.text.codePointAt(this.at)!);
    if (char === '\\') return this.escape(false);
    if (char === '[') return this.charClass();
    this.at += char.length;
    if (char === '(' && this.text[this.at] === '?') return this.group();
    // Without flags, these mean the ends of the whole text in both.
    if (char === '{' && !/^\d+(,\d*)?\}/.test(this.text.slice(this.at))) return '\\{';
    if (char === '}' && !/\{\d+(,\d*)?$/.test(this.text.slice(0, this.at - 1))) return '\\}';
    return char === ']' ? '\\]' : char;
  }

  private group(): string {
    const head = /^\?(?:P?<(\w+)>|:)/.exec(this.text.slice(this.at));
    if (head === null) throw new Error('flags within the expression');
    this.at += head[0].length;
    return head[1] === undefined ? '(?:' : `(?<${head[1]}>`;
  }

  private charClass(): string {
    let out = '[';
    this.at++;
    if (this.text[this.at] === '^') out += this.text[this.at++];
    for (let first = true; first || this.text[this.at] !== ']'; first = false) {
      const posix = /^\[:(\^?)(\w+):\]/.exec(this.text.slice(this.at));
      if (posix !== null) {
        if (posix[1] !== '') throw new Error('the opposite of a POSIX class');
        out += POSIX[posix[2]];
        this.at += posix[0].length;
      } else if (this.text[this.at] === '\\') {
        out += this.escape(true);
      } else {
        const char = String.fromCodePoint(this.text.codePointAt(this.at)!);
        out += '[]{}()|/'.includes(char) ? `\\${char}` : char;
        this.at += char.length;
      }
    }
    this.at++;
    return `${out}]`;
  }

  private escape(inClass: boolean): string {
    const char = String.fromCodePoint(this.text.codePointAt(this.at + 1)!);
    this.at += 1 + char.length;
    if (char === 's') return inClass ? '\\t\\n\\f\\r ' : SPACE;
    if (char === 'S' && !inClass) return '[^\\t\\n\\f\\r ]';
    if ('dDwWbB'.includes(char)) return `\\${char}`;
    if (char === 'A') return '^';
    if (char === 'z') return '$';
    if (char === 'Q') return this.quoted();
    if ('tnrfv'.includes(char)) return `\\${char}`;
    if (char === 'x') return this.hex();
    if (/[A-Za-z0-9]/.test(char)) throw new Error(`\\${char}`);
    return '^$\\.*+?()[]{}|/'.includes(char) || (inClass && char === '-') ? `\\${char}` : char;
  }

  private hex(): string {
    const [whole, long, short] = /^(?:\{([0-9A-Fa-f]+)\}|([0-9A-Fa-f]{2}))/.exec(this.text.slice(this.at))!;
    this.at += whole.length;
    return `\\u{${long ?? short}}`;
  }

  private quoted(): string {
    const end = this.text.indexOf('\\E', this.at);
    const text = this.text.slice(this.at, end < 0 ? undefined : end);
    this.at = end < 0 ? this.text.length : end + 2;
    return text.replace(/[\\.+*?()|[\]{}^$/]/g, '\\$&');
  }
}
