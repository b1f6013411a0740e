import { YamlError } from './yaml-error';

export const NEWLINE = 10;
export const SPACE = 32;
export const TAB = 9;
export const COLON = 58;
export const HASH = 35;
export const DASH = 45;
export const COMMA = 44;

/** A place in a text that is read from the front to the end. */
export class Cursor {
  protected at = 0;
  /** Where the line of `at` begins. */
  protected lineStart = 0;

  /** @param text Lines that end with `\n`. @param firstLine Number of its first line, for messages. */
  public constructor(protected readonly text: string, protected readonly firstLine: number) {}

  protected get column(): number {
    return this.at - this.lineStart;
  }

  protected get ended(): boolean {
    return this.at >= this.text.length;
  }

  protected peek(ahead = 0): number {
    return this.text.charCodeAt(this.at + ahead);
  }

  protected fail(reason: string, at = this.at): never {
    throw new YamlError(reason, this.lineOf(at));
  }

  protected lineOf(at: number): number {
    let line = this.firstLine;
    for (let next = this.text.indexOf('\n'); next >= 0 && next < at; next = this.text.indexOf('\n', next + 1)) line += 1;
    return line;
  }

  /** Past blanks and a comment of this line; true at its end. */
  protected skipBlanks(): boolean {
    const before = this.at;
    let code = this.peek();
    while (code === SPACE || code === TAB) code = this.text.charCodeAt(++this.at);
    if (code === HASH && (this.at === this.lineStart || this.at > before || isBlank(this.peek(-1)))) {
      const end = this.text.indexOf('\n', this.at);
      this.at = end < 0 ? this.text.length : end;
      return true;
    }
    return code === NEWLINE || this.ended;
  }

  /** From the end of a line to the first sign of the next line that says something; false where there is none. */
  protected nextContent(): boolean {
    const { text } = this;
    for (;;) {
      if (this.at >= text.length) return false;
      let code = text.charCodeAt(this.at);
      if (code === NEWLINE) {
        this.lineStart = ++this.at;
        code = text.charCodeAt(this.at);
      }
      while (code === SPACE) code = text.charCodeAt(++this.at);
      if (code === TAB) this.skipBlankLine();
      else if (code === HASH) this.skipLine();
      else if (code !== NEWLINE && this.at < text.length) return true;
    }
  }

  /** A tab is nothing at the end of a line, and must not be in front of anything. */
  private skipBlankLine(): void {
    const tab = this.at;
    if (!this.skipBlanks()) this.fail('tabs cannot indent', tab);
  }

  protected skipLine(): void {
    const end = this.text.indexOf('\n', this.at);
    this.at = end < 0 ? this.text.length : end;
  }

  protected lineEnd(): number {
    const end = this.text.indexOf('\n', this.at);
    return end < 0 ? this.text.length : end;
  }
}

export function isBlank(code: number): boolean {
  return code === SPACE || code === TAB;
}

/** White space, or the end of the text. */
export function isGap(code: number): boolean {
  return code === SPACE || code === NEWLINE || code === TAB || code !== code;
}
