import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseAllDocuments } from 'yaml';
import { analyze } from '../../src/analysis/analyze';
import { FieldLines } from '../../src/manifests/field-line';
import { ManifestReader } from '../../src/manifests/manifest-reader';
import { readManifests, TextReader } from '../../src/manifests/text-reader';
import { HOSTILE_TEXTS } from '../testing/hostile-texts';
import { oneOf, randomOf } from '../testing/random';

const GOLDEN = join(__dirname, '..', 'golden');
const VALUES = [null, 0, -1, 1.5, NaN, true, '', 'a', [], [null], [[]], {}, { a: null }, { '': '' }, ...HOSTILE_TEXTS];

/** With something else in one place, whatever was there. */
function spoilt(object: any, random: () => number): any {
  const copy = structuredClone(object);
  let at = copy;
  for (;;) {
    const key = oneOf(Object.keys(at), random);
    if (key === undefined) return copy;
    if (typeof at[key] === 'object' && at[key] !== null && Object.keys(at[key]).length > 0 && random() < 0.75) {
      at = at[key];
      continue;
    }
    at[key] = oneOf(VALUES, random);
    return copy;
  }
}

describe('what is read', () => {
  test('never makes reader or rules fail, whatever is where', () => {
    const random = randomOf(13);
    const apps = readdirSync(GOLDEN).flatMap((name) => {
      try {
        return [parseAllDocuments(readFileSync(join(GOLDEN, name, 'out.yaml'), 'utf8')).map((document) => document.toJS())];
      } catch {
        // a case that must be refused has no output
        return [];
      }
    });
    expect(apps.length).toBeGreaterThan(30);
    let refused = 0;
    for (let round = 0; round < 400; round += 1) {
      const objects = oneOf(apps, random).map((object: any) => (random() < 0.3 ? spoilt(object, random) : object));
      const reader = new ManifestReader();
      for (const object of objects) reader.addObject(object);
      const manifests = reader.manifests();
      refused += manifests.refused.length;
      expect(analyze(manifests).objects).toBeLessThanOrEqual(objects.length);
    }
    expect(refused).toBeGreaterThan(400);
  });

  test('may contain itself', () => {
    const object: any = { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'a' } };
    object.data = object;
    const reader = new ManifestReader();
    reader.addObject(object);
    expect(reader.manifests().refused).toMatchObject([{ why: 'strange', problems: [{ problem: 'nested too deep, or in itself' }] }]);
  });

  test('keeps of nulls what Kubernetes keeps', () => {
    const { all, refused } = readManifests('apiVersion: v1\nkind: Service\nmetadata: { name: a, labels: null }\nspec: { clusterIP: None, selector: null }');
    expect(refused).toEqual([]);
    expect(all).toMatchObject([{ metadata: { namespace: 'default', labels: {} }, spec: { clusterIP: 'None', selector: undefined } }]);
  });

  test('is placed in the namespace that was named for it', () => {
    const reader = new TextReader('shop');
    reader.addText('apiVersion: v1\nkind: ServiceAccount\nmetadata: { name: a }\n---\napiVersion: v1\nkind: Namespace\nmetadata: { name: a }', 'a.yaml');
    expect(reader.manifests().all.map(({ metadata, origin }) => [metadata.namespace, origin?.source, origin?.line])).toEqual([['shop', 'a.yaml', 1], ['', 'a.yaml', 5]]);
  });

  test('of 20 MB is read within little more memory than it takes, and in proportion', () => {
    const document = `apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: a\ndata:\n  text: |\n${'    a line of some length that says nothing\n'.repeat(100)}---\n`;
    const read = (bytes: number) => {
      const text = document.repeat(Math.ceil(bytes / document.length));
      const start = process.cpuUsage().user;
      const { all } = readManifests(text);
      return { count: all.length, time: process.cpuUsage().user - start };
    };
    read(1_000_000);
    const [small, large] = [read(2_500_000), read(20_000_000)];
    expect(large.count).toBeGreaterThan(4000);
    expect(large.time).toBeLessThan(20 * Math.max(small.time, 10_000));
  });
});

describe('FieldLines', () => {
  const text = `# a
---
apiVersion: v1
metadata:
  annotations:
    a.b/c: x
spec:
- a: 1
  b:
    c: 2
- "text

  of lines"
- text: |
    x
- &known
  again: &inner
    of: y
- again: *inner
  on: { 'quoted': 1, 2: 2,
    c: [a,
      b] }
  << : *known
-
- |
  x
`;
  const origin = { source: 'a.yaml', line: 3, document: { line: 2 } };

  test.each([
    ['spec[0].b.c', 10],
    ['spec[0].b', 9],
    ['spec[0].missing', 8],
    ['metadata.annotations.a.b/c', 6],
    ['nothing', 3],
    ['', 3],
    ['spec[1]', 11],
    ['spec[2].text', 14],
    ['spec[3].again.of', 18],
    ['spec[4].again', 19],
    ['spec[4].again.of', 18],
    ['spec[4].true.quoted', 20],
    ['spec[4].true.2', 20],
    ['spec[4].true.c[1]', 22],
    ['spec[4].missing', 19],
    ['spec[5]', 7],
    ['spec[6]', 25],
    ['spec[7]', 7],
  ])('%s is in line %i', (path, line) => {
    expect(new FieldLines(text).lineOf(origin, path)).toBe(line);
  });
});
