import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseAllDocuments } from 'yaml';
import { shapedKinds } from '../../../src/manifests/shapes/shape';
import { judgeShape } from '../../../src/manifests/shapes/shape-check';
import { ruleHolds } from '../../../src/support/cel/cel';
import { refusal } from '../../testing/cel';
import { oneOf, randomOf } from '../../testing/random';
import { needsFormerState } from '../../testing/schema-walk';
import { allCrdSchemas } from '../../testing/schemas';
import { validateObject } from '../../testing/validate-object';

const GOLDEN = join(__dirname, '..', '..', 'golden');
const OBJECTS: any[] = readdirSync(GOLDEN)
  .filter((name) => existsSync(join(GOLDEN, name, 'out.yaml')))
  .flatMap((name) => parseAllDocuments(readFileSync(join(GOLDEN, name, 'out.yaml'), 'utf8')).map((document) => document.toJS()))
  .filter((object) => object !== null && shapedKinds().includes(`${groupOf(object)}/${object.kind}`));

function groupOf({ apiVersion }: any): string {
  return apiVersion.includes('/') ? apiVersion.split('/')[0] : '';
}

const ROUNDS = Number(process.env.ROUNDS ?? 2000);
const VALUES = [0, -1, 70000, 1.5, true, '', 'a', '*', 'a.b', '1ms', '0s', 'unix://', '10.0.0.0/8', [], ['a', 'a'], {}, { a: 'b' }, { a: 1 }, { number: 80, name: 'a', protocol: 'HTTP' }];
const NAMES = ['selector', 'targetRefs', 'targetRef', 'serviceAccounts', 'namespaces', 'endpoints', 'workloadSelector', 'portLevelMtls', 'timeout', 'unknown', 'weight', 'credentialName', 'tlsCertificates', 'jwks', 'addresses'];

/** The object with one thing changed, somewhere. */
function changed(object: any, random: () => number): any {
  const copy = structuredClone(object);
  let at = copy;
  for (;;) {
    const keys = Object.keys(at).filter((key) => at !== copy || !['apiVersion', 'kind'].includes(key));
    const key = oneOf(keys.length > 0 ? keys : ['spec'], random);
    if (typeof at[key] === 'object' && at[key] !== null && random() < 0.7) {
      at = at[key];
      continue;
    }
    const way = random();
    if (way < 0.3 && Array.isArray(at)) at.splice(Number(key), 1);
    else if (way < 0.3) delete at[key];
    else if (way < 0.7) at[key] = oneOf(VALUES, random);
    else if (Array.isArray(at)) at.push(oneOf(VALUES, random));
    else at[oneOf(NAMES, random)] = oneOf(VALUES, random);
    return copy;
  }
}

describe('judgeShape', () => {
  test('lets pass what the API server lets pass', () => {
    expect(OBJECTS.length).toBeGreaterThan(300);
    expect(OBJECTS.flatMap((object) => judgeShape(object)!.problems)).toEqual([]);
  });

  test('refuses what the judge of tests refuses, with rules evaluated by another CEL, on 2000 changed objects', () => {
    const random = randomOf(5);
    let refused = 0;
    const different: unknown[] = [];
    for (let round = 0; round < ROUNDS; round += 1) {
      const object = changed(oneOf(OBJECTS, random), random);
      const ours = judgeShape(object)!.problems;
      const theirs = refusals(object);
      const isCustom = groupOf(object).endsWith('istio.io');
      // of what is built in, unknown fields are left to the release of Kubernetes it goes to
      const agree = (ours.length > 0) === (theirs.length > 0) || (!isCustom && ours.length === 0 && theirs.every((problem) => problem.endsWith('unknown field')));
      if (!agree) different.push({ object, ours, theirs });
      if (ours.length > 0) refused += 1;
    }
    expect(different.slice(0, 3)).toEqual([]);
    expect(refused).toBeGreaterThan(ROUNDS / 3);
  });

  test.each<[string, object, string]>([
    ['an unknown field', { spec: { hosts: ['a.b'], htp: [] } }, 'spec.htp: unknown field'],
    ['a wrong type', { spec: { hosts: 'a.b' } }, 'spec.hosts: must be a list, not "a.b"'],
    ['a number as label', { metadata: { name: 'a', labels: { version: 1 } } }, 'metadata.labels.version: must be a text, not 1'],
    ['no duration', { spec: { hosts: ['a.b'], http: [{ timeout: 'soon' }] } }, 'spec.http[0].timeout: "soon" is no duration from 1 ms up'],
    ['two of what excludes each other', { spec: { http: [{ match: [{ uri: { exact: 'a', prefix: 'b' } }] }] } }, 'spec.http[0].match[0].uri: has several fields that exclude each other'],
  ])('says what is wrong with %s', (_, fields, sentence) => {
    const object = { apiVersion: 'networking.istio.io/v1', kind: 'VirtualService', metadata: { name: 'a' }, ...fields };
    expect(judgeShape(object)!.problems.map(({ path, problem }) => `${path}: ${problem}`)).toEqual([sentence]);
  });

  test('takes null for nothing where Kubernetes does, and says so of items', () => {
    const service = (ports: unknown) => ({ apiVersion: 'v1', kind: 'Service', metadata: { name: 'a', creationTimestamp: null }, spec: { clusterIP: 'None', ports, selector: null } });
    expect(judgeShape(service(null))).toEqual({ problems: [], object: expect.objectContaining({ spec: { clusterIP: 'None', ports: undefined, selector: undefined } }) });
    expect(judgeShape(service([null]))!.problems).toEqual([{ path: 'spec.ports[0]', problem: 'must not be empty' }]);
  });

  test('knows nothing of other kinds', () => {
    expect(judgeShape({ apiVersion: 'example.com/v1', kind: 'VirtualService', metadata: {} })).toBeUndefined();
    expect(judgeShape({ apiVersion: 'gateway.networking.k8s.io/v1alpha2', kind: 'TLSRoute', metadata: {} })).toBeUndefined();
  });
});

/** The judge of tests stumbles over some objects without a shape. */
function refusals(object: any): string[] {
  try {
    return validateObject(object);
  } catch (error) {
    return [String(error)];
  }
}

describe('the rules of schemas', () => {
  test('are answered as another evaluator answers them, on random values of their types', () => {
    const random = randomOf(7);
    const different: unknown[] = [];
    const answers = new Map<string, Set<boolean>>();
    for (const { schema, rules } of allCrdSchemas().flatMap(withRules)) {
      for (let round = 0; round < 60; round += 1) {
        const value = valueOf(schema, random, 6);
        for (const rule of rules) {
          const theirs = refusal(rule, bigints(value) as any) === undefined;
          const ours = ruleHolds(rule, value);
          if (ours !== theirs) different.push({ rule, value, theirs });
          answers.set(rule, (answers.get(rule) ?? new Set()).add(ours));
        }
      }
    }
    expect(different.slice(0, 5)).toEqual([]);
    expect(answers.size).toBeGreaterThan(80);
    expect([...answers.values()].filter((given) => given.size === 2).length).toBeGreaterThan(answers.size / 2);
  });
});

function withRules(node: any): { schema: any; rules: string[] }[] {
  if (typeof node !== 'object' || node === null) return [];
  const own = node['x-kubernetes-validations'];
  const rules: string[] = (Array.isArray(own) ? own : []).map(({ rule }: any) => rule).filter((rule) => !needsFormerState(rule));
  return [...(rules.length > 0 ? [{ schema: node, rules }] : []), ...Object.values(node).flatMap(withRules)];
}

const TEXTS = ['', 'a', '*', '*.a.b', 'a.b', '1ms', '0s', '2h', '1us', 'unix:///a', 'unix://a/', '10.0.0.1', '10.0.0.0/8', 'https://a.b', 'ftp://a.b', '/a', '/a//b', '80', 'Exact', 'HTTPS', 'A_b', 'ns/a'];

/** A value of the types that a schema asks for. */
function valueOf(schema: any, random: () => number, depth: number): unknown {
  if (schema.enum) return oneOf(schema.enum, random);
  const count = Math.floor(random() * 3);
  if (schema.type === 'array') return depth === 0 ? [] : Array.from({ length: count }, () => valueOf(schema.items ?? {}, random, depth - 1));
  if (schema.type === 'integer') return oneOf([0, 1, 80, 443, 70000], random);
  if (schema.type === 'number') return oneOf([0, 0.5, 1, 100], random);
  if (schema.type === 'boolean') return random() < 0.5;
  if (schema.type !== 'object') return oneOf(TEXTS.filter((text) => schema.pattern === undefined || new RegExp(schema.pattern).test(text)), random) ?? 'a';
  const { additionalProperties: any } = schema;
  if (any) return Object.fromEntries(Array.from({ length: count }, () => [oneOf(TEXTS, random), valueOf(any, random, depth - 1)]));
  const given = Object.entries<any>(schema.properties ?? {}).filter(([name]) => schema.required?.includes(name) || (depth > 0 && random() < 0.4));
  return Object.fromEntries(given.map(([name, field]) => [name, valueOf(field, random, depth - 1)]));
}

function bigints(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(bigints);
  if (typeof value === 'object' && value !== null) return Object.fromEntries(Object.entries(value).map(([key, one]) => [key === 'namespace' ? '__namespace__' : key, bigints(one)]));
  return Number.isInteger(value) ? BigInt(value as number) : value;
}
