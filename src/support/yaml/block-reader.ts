import { COLON, DASH, HASH, isBlank, isGap, NEWLINE } from './cursor';
import { FlowReader, type Properties } from './flow-reader';

const QUESTION = 63;

/** Reads one document of YAML. */
export class BlockReader extends FlowReader {
  public document(): unknown {
    this.directives();
    if (!this.atContent()) return null;
    const value = this.node(-1, this.column);
    if (this.atContent()) this.fail('nothing is expected here');
    return value;
  }

  private directives(): void {
    while (this.text.startsWith('%', this.at)) {
      this.skipLine();
      this.at += 1;
      this.lineStart = this.at;
    }
    if (/^---(?=\s|$)/.test(this.text.slice(this.at, this.at + 4))) this.at += 3;
  }

  /** To the first sign that says something, of this line or a later one. */
  private atContent(): boolean {
    return !this.skipBlanks() || this.nextContent();
  }

  /** A value that begins where its line does, at a column. */
  private node(parent: number, column: number): unknown {
    const properties = this.properties();
    if (properties !== undefined && this.skipBlanks()) return this.onNextLine(parent, properties, false);
    this.announce(properties);
    if (this.isDash()) {
      if (properties !== undefined) this.fail('the list must begin on a line of its own');
      return this.nested(() => this.list(column));
    }
    if (this.isKey()) return this.nested(() => this.map(column, properties));
    return this.inline(parent, properties);
  }

  /** What stands on the lines after a key, a dash or a type. */
  private onNextLine(parent: number, properties: Properties | undefined, listMayStart: boolean): unknown {
    this.announce(properties);
    const size = this.sizeSoFar;
    const dashes = this.nextContent() && listMayStart && this.column === parent && this.isDash();
    if (this.ended || (this.column <= parent && !dashes)) {
      // back to the end of the line, where the empty value stood
      return this.named(this.scalar('', properties), properties, size);
    }
    const value = dashes ? this.nested(() => this.list(parent)) : this.node(parent, this.column);
    return this.named(value, properties, size);
  }

  private isDash(): boolean {
    return this.peek() === DASH && isGap(this.peek(1));
  }

  /** Whether this line begins with a key: a text with a colon behind it. */
  private isKey(): boolean {
    const first = this.peek();
    if (this.isLongKey()) return true;
    if (first === 34 || first === 39) return KEY_IN_QUOTES.test(this.text.slice(this.at, this.lineEnd()));
    if (first === 91 || first === 123 || first === 124 || first === 62) return false;
    const { text } = this;
    for (let at = this.at; ; at += 1) {
      const code = text.charCodeAt(at);
      if (code === COLON && isGap(text.charCodeAt(at + 1))) return true;
      if (code === NEWLINE || code !== code || (code === HASH && isBlank(text.charCodeAt(at - 1)))) return false;
    }
  }

  private list(column: number): unknown[] {
    const list: unknown[] = [];
    for (;;) {
      this.place(list, list.length);
      this.at += 1;
      list.push(this.item(column));
      if (!this.goesOn(column)) return list;
      if (!this.isDash()) {
        // the next key of the map that this list, at the column of its key, is a value of
        return list;
      }
    }
  }

  private item(column: number): unknown {
    if (this.skipBlanks()) return this.onNextLine(column, undefined, false);
    if (this.peek(-1) === 9) this.fail('tabs cannot indent');
    return this.node(column, this.column);
  }

  /** Whether the next line belongs to the same list or map. */
  private goesOn(column: number): boolean {
    if (!this.atContent()) return false;
    if (this.column > column) this.fail(this.at > this.lineStart && this.onlyIndented() ? 'indented further than what it follows' : 'nothing is expected here');
    return this.column === column;
  }

  private onlyIndented(): boolean {
    return this.text.slice(this.lineStart, this.at).trim() === '';
  }

  private map(column: number, ofFirstKey: Properties | undefined): Record<string, unknown> {
    const map: Record<string, unknown> = {};
    let merged: unknown[] | undefined;
    for (let first = true; ; first = false) {
      const properties = first ? ofFirstKey : this.properties();
      const at = this.at;
      const key = this.key(properties);
      this.place(map, key, at);
      const value = this.value(column);
      if (key === '<<' && this.text.charCodeAt(at) === 60) (merged ??= []).push(value);
      else this.put(map, key, value, at);
      if (!this.goesOn(column)) break;
      if (this.isDash()) this.fail('a list is not expected here');
      if (!this.isKey() && !this.isKeyAfterProperties()) this.fail('expected a key and a colon');
    }
    if (merged !== undefined) this.merge(map, merged);
    return map;
  }

  private isKeyAfterProperties(): boolean {
    return this.peek() === 38 || this.peek() === 33;
  }

  private isLongKey(): boolean {
    return this.peek() === QUESTION && isGap(this.peek(1));
  }

  /** `? key` on a line, and `: value` on the next: writers do so for keys that are long. */
  private longKey(): string {
    const { column } = this;
    this.at += 1;
    const key = this.keyOf(this.item(column));
    if (this.atContent() && this.column === column && this.peek() === COLON && isGap(this.peek(1))) this.at += 1;
    else this.fail('expected a colon after the key');
    return key;
  }

  private key(properties: Properties | undefined): string {
    if (this.isLongKey()) return this.longKey();
    const first = this.peek();
    const size = this.sizeSoFar;
    let key: unknown;
    if (first === 34 || first === 39) key = this.quotedScalar(this.quoted(-1), properties);
    else if (first === 42) key = this.alias();
    else key = this.scalar(this.plainKey(), properties);
    while (isBlank(this.peek())) this.at += 1;
    if (this.peek() !== COLON) this.fail('expected a colon after the key');
    this.at += 1;
    // a number is a name like any other, written as it was
    return this.keyOf(this.named(key, properties, size));
  }

  private plainKey(): string {
    const { text } = this;
    const from = this.at;
    if ('%@`,]}|>'.includes(text[from])) this.fail(`${text[from]} cannot begin a text`);
    let at = from;
    while (!(text.charCodeAt(at) === COLON && isGap(text.charCodeAt(at + 1)))) {
      if (text.charCodeAt(at) === NEWLINE || at >= text.length) this.fail('expected a key and a colon');
      at += 1;
    }
    this.at = at;
    while (at > from && isBlank(text.charCodeAt(at - 1))) at -= 1;
    return text.slice(from, at);
  }

  /** What follows the colon of a key at a column. */
  private value(column: number): unknown {
    if (this.skipBlanks()) return this.onNextLine(column, undefined, true);
    const properties = this.properties();
    if (properties !== undefined && this.skipBlanks()) return this.onNextLine(column, properties, true);
    this.announce(properties);
    if (this.isDash()) this.fail('the list must begin on a line of its own');
    return this.inline(column, properties);
  }

  /** A value that begins in the midst of a line. */
  private inline(parent: number, properties: Properties | undefined): unknown {
    const size = this.sizeSoFar;
    return this.named(this.inlineValue(parent, properties), properties, size);
  }

  private inlineValue(parent: number, properties: Properties | undefined): unknown {
    switch (this.peek()) {
      case 124: case 62: return this.quotedScalar(this.block(parent), properties);
      case 34: case 39: return this.endOfLine(this.quotedScalar(this.quoted(parent), properties));
      case 91: case 123: return this.endOfLine(this.flow(parent));
      case 42: return this.endOfLine(this.alias());
      case 37: case 64: case 96: case 93: case 125: case 44: return this.fail(`${this.text[this.at]} cannot begin a text`);
      case 38: case 33: return this.fail('the name or type of a value is not understood');
      default: return this.scalar(this.plain(parent), properties);
    }
  }

  private endOfLine<Value>(value: Value): Value {
    if (!this.skipBlanks()) this.fail('nothing is expected behind this value');
    return value;
  }
}

const KEY_IN_QUOTES = /^(?:"(?:[^"\\]|\\.)*"|'(?:[^']|'')*')[ \t]*:(?=\s|$)/;
