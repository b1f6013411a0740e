import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse, parseAllDocuments, stringify } from 'yaml';
import { documentsOf, readDocument } from '../../../src/support/yaml/read-yaml';
import { YamlError } from '../../../src/support/yaml/yaml-error';
import { HOSTILE_TEXTS } from '../../testing/hostile-texts';
import { oneOf, randomOf } from '../../testing/random';

const ROOT = join(__dirname, '..', '..', '..');

function read(text: string): unknown[] {
  return [...documentsOf(text)].map((document) => readDocument(document));
}

function faultOf(text: string): string {
  try {
    read(text);
    return 'none';
  } catch (error) {
    if (!(error instanceof YamlError)) throw error;
    return error.message;
  }
}

describe('readDocument', () => {
  test('reads every manifest of the repository as the yaml package does', () => {
    const files = ['test/golden', 'examples', 'conformance'].flatMap((folder) => readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' }).map((name) => join(ROOT, folder, name)))
      .filter((name) => /\.ya?ml$/.test(name) && !name.includes('node_modules'));
    expect(files.length).toBeGreaterThan(40);
    for (const file of files) {
      const text = readFileSync(file, 'utf8');
      expect(read(text).filter(isSomething)).toEqual(parseAllDocuments(text).map((document) => document.toJS()).filter(isSomething));
    }
  });

  test('reads back what the yaml package writes, in all its styles', () => {
    const random = randomOf(3);
    let compared = 0;
    for (let round = 0; round < 1500; round += 1) {
      const value = { v: valueOf(random, 4) };
      const text = stringify(value, {
        version: '1.1',
        collectionStyle: oneOf(['any', 'flow'] as const, random),
        defaultStringType: oneOf(['PLAIN', 'QUOTE_DOUBLE', 'QUOTE_SINGLE', 'BLOCK_FOLDED', 'BLOCK_LITERAL'] as const, random),
        defaultKeyType: oneOf(['PLAIN', 'QUOTE_DOUBLE'] as const, random),
        lineWidth: oneOf([0, 20, 80], random),
        indent: 2,
        indentSeq: random() < 0.5,
      });
      // what the package writes wrongly, it does not read back either
      if (readByPackage(text) !== JSON.stringify(value)) continue;
      compared += 1;
      expect({ text, value: read(text)[0] ?? null }).toEqual({ text, value });
    }
    expect(compared).toBeGreaterThan(1200);
  });

  function readByPackage(text: string): string | undefined {
    try {
      return JSON.stringify(parse(text, { version: '1.1' }));
    } catch {
      return undefined;
    }
  }

  test.each<[string, string, unknown]>([
    ['words of YAML 1.1', 'a: [on, No, y, "yes", null, ~, yep]', { a: [true, false, true, 'yes', null, null, 'yep'] }],
    ['numbers as Go counts', 'a: [0644, 0o17, 0x1F, 0b11, 1_000, -5, 1e3, .5, 1.2.3, 1.31, 12:30]', { a: [420, 15, 31, 3, 1000, -5, 1000, 0.5, '1.2.3', 1.31, '12:30'] }],
    ['dates as texts', 'a: 2026-11-21', { a: '2026-11-21' }],
    ['keys as texts', '1: a\ntrue: b\n"c": d', { 1: 'a', true: 'b', c: 'd' }],
    ['names and merges', 'a: &x { b: 1 }\nc: *x\nd:\n  <<: *x\n  b: 2\n  e: 3', { a: { b: 1 }, c: { b: 1 }, d: { b: 2, e: 3 } }],
    ['types', 'a: !!str 1\nb: !!int "2"\nc: ! on\nd: !!binary aGk=\ne: !!timestamp 2026-11-21\nf: !!float 1', { a: '1', b: 2, c: 'on', d: 'aGk=', e: '2026-11-21', f: 1 }],
    ['blocks', 'a: |\n  x\n   y\n\nb: >-\n  x\n  y\n\n  z\nc: |+\n  x\n\n', { a: 'x\n y\n', b: 'x y\nz', c: 'x\n\n' }],
    ['texts of several lines', 'a: x\n  y\n\n  z\nb: "p\n  q\\\n  r"', { a: 'x y\nz', b: 'p qr' }],
    ['lists at the column of their key', 'a:\n- b\n- c: d\n  e: f\ng: h', { a: ['b', { c: 'd', e: 'f' }], g: 'h' }],
    ['lists in lists', '- - a\n  - b\n-\n  - c', [['a', 'b'], ['c']]],
    ['comments', '# x\na: b # c\n# d\ne: "#f" # g\n', { a: 'b', e: '#f' }],
    ['JSON', '{"a": [1, {"b": null}], "c":"d"}', { a: [1, { b: null }], c: 'd' }],
    ['names of prototypes as any other', '__proto__: { a: 1 }\nconstructor: x', JSON.parse('{ "__proto__": { "a": 1 }, "constructor": "x" }')],
    ['lines of Windows and a mark of the byte order', '\ufeffa:\r\n  - b\r\n', { a: ['b'] }],
  ])('reads %s', (_, text, value) => {
    expect(read(text)).toEqual([value]);
  });

  test.each([
    ['a:\n  b: c\n   d: e', 'line 3: bad indentation of a mapping entry'],
    ['a: b\n- c', 'line 2: end of the stream or a document separator is expected'],
    ['a: b: c', 'line 1: bad indentation of a mapping entry'],
    ['a:\n\tb: c', 'line 2: tab characters must not be used in indentation'],
    ['a: "b', 'line 1: unexpected end of the stream within a double quoted scalar'],
    ['a: [b,\n  c', 'line 2: unexpected end of the stream within a flow collection'],
    ['a: 1\nb: 2\na: 3', 'line 3: duplicated mapping key'],
    ['a: *b', 'line 1: unidentified alias "b"'],
    ['a: &b\n  c: *b', 'line 2: b contains itself'],
    ['a: !python/object x', 'line 1: unknown scalar tag !<!python/object>'],
    ['a: b\nc: !!int d', 'line 2: cannot resolve a node with !<tag:yaml.org,2002:int> explicit tag'],
    ['a: !!set { b }', 'line 1: unknown mapping tag !<tag:yaml.org,2002:set>'],
    ['a: "\\q"', 'line 1: unknown escape sequence'],
    ['{{ template }}', 'line 1: object-based map does not support complex keys'],
    ['a: @b', 'line 1: bad indentation of a mapping entry'],
    ['a: b\n---\nc: d\n  e: f', 'line 4: bad indentation of a mapping entry'],
    [`a: ${'['.repeat(5000)}`, 'line 1: nesting exceeded maxDepth (200)'],
    [Array.from({ length: 5000 }, (_, depth) => `${' '.repeat(depth)}a:`).join('\n'), 'line 200: nesting exceeded maxDepth (200)'],
  ])('says of %j what is wrong and where', (text, message) => {
    expect(faultOf(text)).toBe(message);
  });

  test('refuses references that are meant to exhaust memory', () => {
    const lines = ['a0: &a0 [x, x, x, x, x, x, x, x, x, x]', ...Array.from({ length: 9 }, (_, level) => `a${level + 1}: &a${level + 1} [${Array(10).fill(`*a${level}`).join(', ')}]`)];
    expect(faultOf(lines.join('\n'))).toMatch(/^line \d: repeats more than 100000 values$/);
  });

  test('answers or says a line, whatever it is given', () => {
    const random = randomOf(11);
    const signs = ['a', ':', ' ', '\n', '-', '[', ']', '{', '}', ',', '"', "'", '#', '&x', '*x', '!', '|', '>', '?', '%', '\t', '---', '0', '\\', '<<: '];
    for (const text of HOSTILE_TEXTS) faultOf(`a: ${text}`);
    for (let round = 0; round < 5000; round += 1) {
      const text = Array.from({ length: 1 + Math.floor(random() * 15) }, () => oneOf(signs, random)).join('');
      expect(faultOf(text)).toMatch(/^(none|line \d+: .+)$/);
    }
  });

  test('takes time in proportion to the text', () => {
    const lines = (count: number) => `a:\n${'  - name: value # comment\n    text: "quoted"\n'.repeat(count)}`;
    const time = (text: string) => {
      const start = process.cpuUsage().user;
      read(text);
      return process.cpuUsage().user - start;
    };
    time(lines(20_000));
    const [small, large] = [time(lines(10_000)), time(lines(80_000))];
    // eight times as much; twice that leaves room for a busy machine
    expect(large).toBeLessThan(16 * Math.max(small, 5000));
  });
});

describe('documentsOf', () => {
  test('splits at marks, and knows the line of each part', () => {
    const parts = [...documentsOf('# first\na: 1\n---\nb: |\n  ---\n--- # c\nc: 3\n...\n---\nd: 4\n')];
    expect(parts.map((part) => [part.line, readDocument(part)])).toEqual([[1, { a: 1 }], [3, { b: '---\n' }], [6, { c: 3 }], [9, { d: 4 }]]);
  });
});

function isSomething(value: unknown): boolean {
  return value !== null && value !== undefined;
}

const TEXTS = ['', 'a', 'on', '12', '1.5', '- a', 'a: b', 'a #b', '#a', ' a', 'a ', 'line\nline', 'line\n\nline\n', '  indented\nline', 'line\n  more\n\nline\n\n', "it's", '"q"', '\\', '[a', '{', '&a', '*a', '!a', '%a', '@a', '`a', '~', 'null', '0x1f', '2026-01-01', 'ä', '\u2028', 'a'.repeat(100), 'word '.repeat(30).trim(), '---', '...', ':', 'a:', '?', '-', '<<', '=', 'a\tb'];

function valueOf(random: () => number, depth: number): unknown {
  const kind = random();
  if (depth === 0 || kind < 0.5) return kind < 0.1 ? oneOf([0, 1, -5, 1.5, true, false, null], random) : oneOf(TEXTS, random);
  const count = Math.floor(random() * 4);
  if (kind < 0.7) return Array.from({ length: count }, () => valueOf(random, depth - 1));
  return Object.fromEntries(Array.from({ length: count }, () => [oneOf(TEXTS.filter((text) => !text.includes('\n') && text.length < 90 && text !== '<<'), random), valueOf(random, depth - 1)]));
}
