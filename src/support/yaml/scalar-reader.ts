import { Cursor, COLON, HASH, isBlank, isGap, NEWLINE, SPACE } from './cursor';

const QUOTE = 34;
const APOSTROPHE = 39;
const BACKSLASH = 92;

const ESCAPES: Readonly<Record<string, string>> = {
  '0': '\0',
  'a': '\x07',
  'b': '\b',
  't': '\t',
  '\t': '\t',
  'n': '\n',
  'v': '\v',
  'f': '\f',
  'r': '\r',
  'e': '\x1b',
  ' ': ' ',
  '"': '"',
  '/': '/',
  '\\': '\\',
  'N': '\x85',
  '_': '\xa0',
  'L': '\u2028',
  'P': '\u2029',
};
const HEXADECIMAL: Readonly<Record<string, number>> = { x: 2, u: 4, U: 8 };

/** Reads texts: quoted, unquoted, and blocks. */
export class ScalarReader extends Cursor {
  /** Whether the last line of an unquoted text was followed by a comment, which ends it. */
  private commented = false;

  /** A quoted text; continued lines must be indented by more than `parent`. */
  protected quoted(parent: number): string {
    const quote = this.peek();
    const start = this.at;
    let text = '';
    for (this.at += 1; ;) {
      const from = this.at;
      let code = this.peek();
      while (code !== quote && code !== NEWLINE && !(code === BACKSLASH && quote === QUOTE)) {
        if (this.ended) this.fail('the quote is never closed', start);
        code = this.text.charCodeAt(++this.at);
      }
      const piece = this.text.slice(from, this.at);
      if (code === NEWLINE) {
        text += piece.replace(/[ \t]+$/, '') + this.folded(parent);
      } else if (code === BACKSLASH) {
        text += piece + this.escape(parent);
      } else if (quote === APOSTROPHE && this.peek(1) === APOSTROPHE) {
        text += `${piece}'`;
        this.at += 2;
      } else {
        this.at += 1;
        return text + piece;
      }
    }
  }

  /** A line break in a text stands for a blank, several for one less. */
  private folded(parent: number): string {
    let breaks = 0;
    while (this.peek() === NEWLINE) {
      breaks += 1;
      this.lineStart = ++this.at;
      while (isBlank(this.peek())) this.at += 1;
    }
    if (this.ended) this.fail('the quote is never closed');
    if (this.column <= parent && parent >= 0) this.fail('a text that goes on must be indented');
    return breaks === 1 ? ' ' : '\n'.repeat(breaks - 1);
  }

  private escape(parent: number): string {
    const sign = this.text[this.at + 1] ?? '';
    if (sign === '\n') {
      this.at += 1;
      const rest = this.folded(parent);
      return rest === ' ' ? '' : rest;
    }
    const digits = HEXADECIMAL[sign];
    if (digits === undefined) {
      if (ESCAPES[sign] === undefined) this.fail(`\\${sign} means nothing in a text`);
      this.at += 2;
      return ESCAPES[sign];
    }
    const hexadecimal = this.text.slice(this.at + 2, this.at + 2 + digits);
    const point = new RegExp(`^[0-9a-fA-F]{${digits}}$`).test(hexadecimal) ? parseInt(hexadecimal, 16) : Infinity;
    if (point > 0x10ffff) this.fail(`\\${sign}${hexadecimal} is no character`);
    this.at += 2 + digits;
    return String.fromCodePoint(point);
  }

  /** An unquoted text in a block, to the end of its last line. */
  protected plain(parent: number): string {
    let text = this.plainLine();
    let breaks = 0;
    for (;;) {
      if (this.commented || this.peek() !== NEWLINE) return text;
      const [at, lineStart] = [this.at, this.lineStart];
      while (this.peek() === NEWLINE) {
        breaks += 1;
        this.lineStart = ++this.at;
        while (this.peek() === SPACE) this.at += 1;
        if (this.column > parent) while (isBlank(this.peek())) this.at += 1;
      }
      if (this.ended || this.column <= parent || this.peek() === HASH) {
        this.at = at;
        this.lineStart = lineStart;
        return text;
      }
      const line = this.plainLine();
      text += (breaks === 1 ? ' ' : '\n'.repeat(breaks - 1)) + line;
      breaks = 0;
    }
  }

  /** One line of it; what follows `: ` would be the value of a key that cannot be here. */
  private plainLine(): string {
    const { text } = this;
    const from = this.at;
    const end = this.lineEnd();
    this.commented = false;
    for (let at = from; at < end; at += 1) {
      const code = text.charCodeAt(at);
      if (code === HASH && at > from && isBlank(text.charCodeAt(at - 1))) {
        this.commented = true;
        this.at = end;
        return trimmedEnd(text, from, at);
      }
      if (code === COLON && isGap(text.charCodeAt(at + 1))) this.fail('a key is not expected here', at);
    }
    this.at = end;
    return trimmedEnd(text, from, end);
  }

  /** A text in lines of its own: `|` keeps them, `>` makes paragraphs. */
  protected block(parent: number): string {
    const folds = this.text[this.at] === '>';
    const head = /^[|>](?:([-+])([1-9])?|([1-9])([-+])?)?(?=[ \t\n]|$)/.exec(this.text.slice(this.at, this.at + 4));
    if (head === null) this.fail('this head of a text block is not understood');
    const chomp = head[1] ?? head[4] ?? '';
    const given = head[2] ?? head[3];
    this.at += head[0].length;
    if (!this.skipBlanks()) this.fail('a text block begins on the next line');
    const lines = this.blockLines(parent, given === undefined ? undefined : Math.max(parent, 0) + Number(given));
    let last = lines.length;
    while (last > 0 && lines[last - 1] === '') last -= 1;
    const body = folds ? foldLines(lines.slice(0, last)) : lines.slice(0, last).join('\n');
    if (chomp === '+') return (last > 0 ? `${body}\n` : '') + '\n'.repeat(lines.length - last);
    return chomp === '-' || last === 0 ? body : `${body}\n`;
  }

  /** The lines that are indented by `indent`, or by as much as the first that is not blank. */
  private blockLines(parent: number, indent: number | undefined): string[] {
    const { text } = this;
    const lines: string[] = [];
    while (this.at < text.length) {
      const start = this.at + 1;
      if (start >= text.length) break;
      let at = start;
      while (text.charCodeAt(at) === SPACE && (indent === undefined || at - start < indent)) at += 1;
      const end = text.indexOf('\n', at) < 0 ? text.length : text.indexOf('\n', at);
      const blank = at === end;
      if (!blank && at - start <= parent) break;
      if (!blank && indent === undefined) indent = at - start;
      if (!blank && at - start < indent!) break;
      lines.push(text.slice(at, end));
      this.at = end;
      this.lineStart = start;
    }
    return lines;
  }
}

function trimmedEnd(text: string, from: number, end: number): string {
  while (end > from && isBlank(text.charCodeAt(end - 1))) end -= 1;
  return text.slice(from, end);
}

/** Lines of one paragraph become one; those that are indented further stay as they are. */
function foldLines(lines: readonly string[]): string {
  let text = '';
  let breaks = 0;
  let before: string | undefined;
  for (const line of lines) {
    if (line === '') {
      breaks += 1;
      continue;
    }
    const kept = before !== undefined && (isBlank(line.charCodeAt(0)) || isBlank(before.charCodeAt(0)));
    text += kept ? '\n'.repeat(breaks + 1) : breaks > 0 || before === undefined ? '\n'.repeat(breaks) : ' ';
    text += line;
    before = line;
    breaks = 0;
  }
  return text;
}
