import { COLON, COMMA, HASH, isGap, NEWLINE } from './cursor';
import { plainScalar } from './plain-scalar';
import { ScalarReader } from './scalar-reader';

const OPEN_LIST = 91;
const CLOSE_LIST = 93;
const OPEN_MAP = 123;
const CLOSE_MAP = 125;
/** Deeper than anything that is written, and than what readers of it can bear. */
const DEEPEST = 200;
/** References that repeat more than this are meant to exhaust memory. */
const MOST_REPEATED = 100_000;

interface Anchored {
  readonly value: unknown;
  /** How many values it is made of, repeated ones counted as often as they appear. */
  readonly size: number;
}

/** What stands before a value: the name by which it can be repeated, and its type. */
export interface Properties {
  readonly anchor?: string;
  readonly tag?: string;
}

/** Where each field of a value is written. */
export type Places = Map<object, Map<string | number, number>>;

/** Reads lists and maps in brackets, and everything that is the same in and out of them. */
export class FlowReader extends ScalarReader {
  private readonly anchors = new Map<string, Anchored | undefined>();
  private size = 0;
  private repeated = 0;
  private depth = 0;

  /** @param places Filled, if given: reading takes longer then. */
  public constructor(text: string, firstLine: number, private readonly places?: Places) {
    super(text, firstLine);
  }

  protected flow(parent: number): unknown {
    return this.nested(() => (this.peek() === OPEN_LIST ? this.flowList(parent) : this.flowMap(parent)));
  }

  protected nested<Value>(read: () => Value): Value {
    this.depth += 1;
    if (this.depth > DEEPEST) this.fail(`nested deeper than ${DEEPEST} levels`);
    const value = read();
    this.depth -= 1;
    return value;
  }

  private flowList(parent: number): unknown[] {
    const start = this.at;
    const list: unknown[] = [];
    this.at += 1;
    for (;;) {
      this.flowGap(parent, start);
      if (this.peek() === CLOSE_LIST) break;
      this.place(list, list.length);
      const item = this.flowValue(parent);
      this.flowGap(parent, start);
      if (this.peek() === COLON) {
        const pair = {};
        this.at += 1;
        this.flowGap(parent, start);
        this.put(pair, this.keyOf(item), this.isFlowEnd() ? null : this.flowValue(parent));
        list.push(pair);
        this.flowGap(parent, start);
      } else {
        list.push(item);
      }
      this.flowComma(CLOSE_LIST, start);
    }
    this.at += 1;
    return list;
  }

  private flowMap(parent: number): Record<string, unknown> {
    const start = this.at;
    const map: Record<string, unknown> = {};
    const merged: unknown[] = [];
    this.at += 1;
    for (;;) {
      this.flowGap(parent, start);
      if (this.peek() === CLOSE_MAP) break;
      const at = this.at;
      const isMerge = this.text.startsWith('<<', at);
      const key = this.keyOf(this.flowValue(parent), at);
      this.place(map, key, at);
      this.flowGap(parent, start);
      let value: unknown = null;
      if (this.peek() === COLON) {
        this.at += 1;
        this.flowGap(parent, start);
        if (!this.isFlowEnd()) value = this.flowValue(parent);
        this.flowGap(parent, start);
      }
      if (isMerge && key === '<<') merged.push(value);
      else this.put(map, key, value, at);
      this.flowComma(CLOSE_MAP, start);
    }
    this.at += 1;
    this.merge(map, merged);
    return map;
  }

  private isFlowEnd(): boolean {
    const code = this.peek();
    return code === COMMA || code === CLOSE_LIST || code === CLOSE_MAP;
  }

  private flowComma(close: number, start: number): void {
    if (this.peek() === COMMA) this.at += 1;
    else if (this.peek() !== close) this.fail(this.ended ? 'the bracket is never closed' : `expected , or ${String.fromCharCode(close)}`, this.ended ? start : this.at);
  }

  /** White space, line breaks and comments between the parts of a list or map. */
  private flowGap(parent: number, start: number): void {
    while (this.skipBlanks()) {
      if (!this.nextContent()) this.fail('the bracket is never closed', start);
      const closes = this.peek() === CLOSE_LIST || this.peek() === CLOSE_MAP;
      if (parent >= 0 && this.column <= parent && !closes) this.fail('what goes on must be indented');
    }
  }

  private flowValue(parent: number): unknown {
    const properties = this.properties();
    if (properties !== undefined && this.skipBlanks()) this.nextContent();
    const from = this.size;
    const code = this.peek();
    const value = code === OPEN_LIST || code === OPEN_MAP ? this.flow(parent)
      : code === 42 ? this.alias()
        : code === 34 || code === 39 ? this.quotedScalar(this.quoted(parent), properties)
          : this.isFlowEnd() || (code === COLON && this.isFlowGap(1)) ? this.scalar('', properties)
            : this.scalar(this.flowPlain(parent), properties);
    return this.named(value, properties, from);
  }

  private isFlowGap(ahead: number): boolean {
    const code = this.peek(ahead);
    return isGap(code) || code === COMMA || code === CLOSE_LIST || code === CLOSE_MAP;
  }

  private flowPlain(parent: number): string {
    const first = this.text[this.at];
    if ('?%@`&!|>#'.includes(first) && !(first === '?' && !isGap(this.peek(1)))) this.fail(`${first} cannot begin a text`);
    let text = '';
    for (;;) {
      const from = this.at;
      while (!this.isFlowPlainEnd(from)) this.at += 1;
      text += this.text.slice(from, this.at).replace(/[ \t]+$/, '');
      if (this.peek() !== NEWLINE) return text;
      let breaks = 0;
      while (this.peek() === NEWLINE) {
        breaks += 1;
        this.lineStart = ++this.at;
        while (this.peek() === 32 || this.peek() === 9) this.at += 1;
      }
      if (this.isFlowPlainEnd(this.at)) return text;
      if (parent >= 0 && this.column <= parent) this.fail('what goes on must be indented');
      text += breaks === 1 ? ' ' : '\n'.repeat(breaks - 1);
    }
  }

  private isFlowPlainEnd(from: number): boolean {
    const code = this.peek();
    if (code === NEWLINE || this.ended || this.isFlowEnd() || code === OPEN_LIST || code === OPEN_MAP) return true;
    if (code === COLON) return this.isFlowGap(1);
    return code === HASH && (this.at === from || isGap(this.peek(-1)));
  }

  /** `&name` and `!type` before a value. */
  protected properties(): Properties | undefined {
    let found: { anchor?: string; tag?: string } | undefined;
    for (;;) {
      const match = /^(?:&([^\s,[\]{}]+)|(!(?:<[^>\s]*>|[^\s,[\]{}]*)))(?=[\s,[\]{}]|$)/.exec(this.peek() === 38 || this.peek() === 33 ? this.text.slice(this.at, this.at + 300) : '');
      if (match === null) return found;
      found ??= {};
      if (match[1] !== undefined) found.anchor = match[1];
      else found.tag = match[2];
      this.at += match[0].length;
      while (this.peek() === 32 || this.peek() === 9) this.at += 1;
    }
  }

  protected alias(): unknown {
    const start = this.at;
    const name = /^\*([^\s,[\]{}]+)/.exec(this.text.slice(this.at, this.at + 300))?.[1];
    if (name === undefined) return this.fail('* must be followed by the name of a value');
    this.at += name.length + 1;
    const anchored = this.anchors.get(name);
    if (anchored === undefined) return this.fail(this.anchors.has(name) ? `${name} contains itself` : `no value before is named ${name}`, start);
    this.repeated += anchored.size;
    this.size += anchored.size;
    if (this.repeated > MOST_REPEATED) this.fail(`repeats more than ${MOST_REPEATED} values`, start);
    return anchored.value;
  }

  /** A name means something once its value is complete: none can contain itself. */
  protected announce(properties: Properties | undefined): void {
    if (properties?.anchor !== undefined) this.anchors.set(properties.anchor, undefined);
  }

  protected named(value: unknown, properties: Properties | undefined, sizeBefore: number): unknown {
    this.size += 1;
    if (properties?.anchor !== undefined) this.anchors.set(properties.anchor, { value, size: this.size - sizeBefore });
    return value;
  }

  protected get sizeSoFar(): number {
    return this.size;
  }

  protected scalar(text: string, properties: Properties | undefined): unknown {
    switch (shortTag(properties?.tag)) {
      case undefined: return plainScalar(text);
      case '!!str': case '!': return text;
      case '!!int': case '!!float': case '!!bool': case '!!null': return plainScalar(text);
      case '!!binary': case '!!timestamp': return text;
      default: return this.fail(`type ${properties!.tag} is not known`);
    }
  }

  protected quotedScalar(text: string, properties: Properties | undefined): unknown {
    const tag = shortTag(properties?.tag);
    return tag === undefined || tag === '!!str' || tag === '!' ? text : this.scalar(text, properties);
  }

  protected keyOf(key: unknown, at = this.at): string {
    if (typeof key === 'object' && key !== null) this.fail('a key must be a text', at);
    return String(key);
  }

  protected put(map: Record<string, unknown>, key: string, value: unknown, at = this.at): void {
    if (Object.prototype.hasOwnProperty.call(map, key)) this.fail(`key ${key} is given twice`, at);
    if (key === '__proto__') Object.defineProperty(map, key, { value, enumerable: true, configurable: true, writable: true });
    else map[key] = value;
  }

  /** Fields of other maps, where the map itself says nothing. */
  protected merge(map: Record<string, unknown>, merged: readonly unknown[]): void {
    for (const source of merged.flat()) {
      if (typeof source !== 'object' || source === null) this.fail('<< takes maps only');
      for (const [key, value] of Object.entries(source)) if (!Object.prototype.hasOwnProperty.call(map, key)) this.put(map, key, value);
    }
  }

  protected place(container: object, key: string | number, at = this.at): void {
    if (this.places === undefined) return;
    const known = this.places.get(container);
    if (known === undefined) this.places.set(container, new Map([[key, this.lineOf(at)]]));
    else known.set(key, this.lineOf(at));
  }
}

function shortTag(tag: string | undefined): string | undefined {
  return tag?.replace(/^!<tag:yaml\.org,2002:(.*)>$/, '!!$1');
}
