import { parse } from '@bufbuild/cel';
import Ajv from 'ajv';
import { anObject } from './an-object';
import { refusal } from './cel';
import { needsFormerState, Schema, SchemaWalk } from './schema-walk';
import { allCrdSchemas, crdOf, definitions } from './schemas';

/** Every schema node, wherever it stands. */
function nodesOf(node: any): Schema[] {
  if (typeof node !== 'object' || node === null) return [];
  return [node, ...Object.values(node).flatMap(nodesOf)];
}

const RULES = [...new Set(
  allCrdSchemas().flatMap(nodesOf).map((node) => node['x-kubernetes-validations']).filter(Array.isArray).flat().map(({ rule }) => rule as string),
)].sort();

/** Each function the rules call, an expression that holds of the list a, b and one that does not. */
const FUNCTIONS: [string, string, string][] = [
  ['all', 'self.all(x, x != "c")', 'self.all(x, x != "b")'],
  ['contains', '"abc".contains("b")', '"abc".contains("d")'],
  ['duration', 'duration("1m") > duration("59.9s")', 'duration("1") > duration("0s")'],
  ['endsWith', '"abc".endsWith("c")', '"abc".endsWith("b")'],
  ['exists', 'self.exists(x, x == "b")', 'self.exists(x, x == "c")'],
  ['exists_one', 'self.exists_one(x, x == "b")', 'self.exists_one(x, x != "c")'],
  ['filter', 'self.filter(x, x == "b").size() == 1', 'self.filter(x, x == "c").size() == 1'],
  ['getScheme', 'url("HTTPS://a.b/c").getScheme() == "https"', 'url("/c").getScheme() == "https"'],
  ['has', 'has({"a": 1}.a)', 'has({"a": 1}.b)'],
  ['int', 'int("70000") > 65535', 'int("a") > 0'],
  ['isIP', 'isIP("10.0.0.1") && isIP("::1")', 'isIP("10.0.0")'],
  ['isURL', 'isURL("oci://a.b/c:1")', 'isURL("a.b/c")'],
  ['matches', '"Ab".matches("^(?i)[a-z]+$")', '"A1".matches("^[A-Z]+$")'],
  ['size', 'size(self) == 2 && "abc".size() == 3', 'self.size() > 2'],
  ['split', '"a/b".split("/")[1] == "b"', '"a/b".split("/").size() == 1'],
  ['startsWith', '"abc".startsWith("ab")', '"abc".startsWith("b")'],
  ['substring', '"unix://@a".substring(7, 8) == "@"', '"abc".substring(1) == "c"'],
  ['url', 'url("http://a.b").getScheme() == "http"', 'url("a b").getScheme() == ""'],
];

describe('the rules in schemas/', () => {
  test('are all read by the evaluator', () => {
    expect(RULES.length).toBeGreaterThan(100);
    for (const rule of RULES) expect(() => parse(rule)).not.toThrow();
  });

  test('call only what is shown to work below', () => {
    const called = RULES.flatMap((rule) => nodesOf(parse(rule)).map((node) => node.function)).filter((name) => /^\w+$/.test(name));
    expect([...new Set(called)].sort()).toEqual(FUNCTIONS.map(([name]) => name).sort());
  });

  test.each(FUNCTIONS)('%s: %s, but not %s', (_, holding, broken) => {
    expect(refusal(holding, ['a', 'b'])).toBeUndefined();
    expect(refusal(broken, ['a', 'b'])).toContain(broken);
  });

  test('need the former state of an object in a few cases, which are skipped', () => {
    expect(RULES.filter(needsFormerState)).toEqual([
      expect.stringMatching(/oldSelf\.spec\.controlPlaneRef/),
      expect.stringMatching(/oldSelf\.spec\.controlPlaneRef == self\.spec\.controlPlaneRef$/),
      'self == oldSelf',
      'self.plugin == oldSelf.plugin',
    ]);
  });
});

test('nothing in schemas/ is prose of the projects it comes from', () => {
  const nodes = [...allCrdSchemas(), definitions()].flatMap(nodesOf);
  const isProse = (value: unknown) => typeof value === 'string' && /\w \w+ \w+ \w+ \w/.test(value) && !/\bself\b|\|\|/.test(value);
  expect(nodes.filter(({ description, title }) => typeof (description ?? title) === 'string')).toEqual([]);
  expect(nodes.flatMap((node) => [...Object.keys(node), ...Object.values(node)]).filter(isProse)).toEqual([]);
});

/** A second judge of shapes, which reads the same schemas in its own way. */
function secondJudge(schema: Schema): (value: any) => boolean {
  const ajv = new Ajv({ strict: false, validateFormats: false, allErrors: true });
  return ajv.compile(closed(schema));
}

/** The schema with Kubernetes' own keywords said in plain JSON schema. */
function closed(schema: Schema): Schema {
  const { properties, items, additionalProperties, nullable, ...rest } = schema;
  const result: Schema = { ...rest };
  if (properties) result.properties = Object.fromEntries(Object.entries<Schema>(properties).map(([name, sub]) => [name, closed(sub)]));
  if (items) result.items = closed(items);
  if (typeof additionalProperties === 'object') result.additionalProperties = closed(additionalProperties);
  else if (schema.type === 'object' && !schema['x-kubernetes-preserve-unknown-fields']) result.additionalProperties = false;
  if (schema['x-kubernetes-int-or-string']) result.type = ['integer', 'string'];
  return nullable ? { anyOf: [{ type: 'null' }, result] } : result;
}

/** The object with one thing wrong, or at least different, at every place. */
function* mutants(value: any): Generator<any> {
  yield* [null, 'BOGUS', -1, 1.5, true, [], {}];
  if (typeof value !== 'object' || value === null) return;
  for (const key of Object.keys(value)) {
    for (const mutant of mutants(value[key])) {
      yield Array.isArray(value) ? value.map((item, index) => (String(index) === key ? mutant : item)) : { ...value, [key]: mutant };
    }
    if (!Array.isArray(value)) yield Object.fromEntries(Object.entries(value).filter(([name]) => name !== key));
  }
  yield Array.isArray(value) ? [...value, ...value] : { ...value, unheardOf: 1 };
}

const SEEDS: [string, string][] = [
  ['networking.istio.io/v1 DestinationRule', '{ host: a, subsets: [{ name: v1, labels: { a: b } }], trafficPolicy: { loadBalancer: { consistentHash: { httpCookie: { name: a, ttl: 1s } } }, tls: { mode: SIMPLE }, outlierDetection: { maxEjectionPercent: 10 } } }'],
  ['networking.istio.io/v1 VirtualService', '{ hosts: [a], http: [{ match: [{ uri: { prefix: / }, headers: { a: { regex: b } }, port: 80 }], route: [{ destination: { host: a, port: { number: 80 } }, weight: 1 }], retries: { attempts: 2 }, fault: { abort: { httpStatus: 500, percentage: { value: 0.1 } } } }] }'],
  ['networking.istio.io/v1 Gateway', '{ selector: { a: b }, servers: [{ hosts: [a.b], port: { number: 443, name: a, protocol: HTTPS }, tls: { mode: SIMPLE, credentialName: a } }] }'],
  ['networking.istio.io/v1alpha3 EnvoyFilter', '{ configPatches: [{ applyTo: CLUSTER, match: { context: GATEWAY, cluster: { name: a } }, patch: { operation: MERGE, value: { a: 1 } } }] }'],
  ['networking.istio.io/v1 WorkloadGroup', '{ template: { serviceAccount: a, ports: { http: 80 } }, probe: { httpGet: { port: 80, path: / } } }'],
  ['security.istio.io/v1 AuthorizationPolicy', '{ action: DENY, rules: [{ from: [{ source: { principals: [a] } }], to: [{ operation: { methods: [GET] } }], when: [{ key: a, values: [b] }] }] }'],
  ['gateway.networking.k8s.io/v1 HTTPRoute', '{ parentRefs: [{ name: a }], rules: [{ matches: [{ path: { type: Exact, value: /a }, method: GET }], backendRefs: [{ name: a, port: 80, weight: 1 }] }] }'],
  ['cert-manager.io/v1 Certificate', '{ secretName: a, issuerRef: { name: a }, dnsNames: [a.b], privateKey: { algorithm: RSA, size: 2048 } }'],
];

test.each(SEEDS)('%s: two judges of its shape agree on every mutant', (type, spec) => {
  const { apiVersion, kind, metadata, ...seed } = anObject(type, spec);
  const schema = crdOf(apiVersion, kind)!.schema.properties.spec;
  const judge = secondJudge(schema);
  const verdicts = new Set<boolean>();
  for (const mutant of [seed.spec, ...mutants(seed.spec)]) {
    const walk = new SchemaWalk();
    walk.judge(schema, mutant, 'spec');
    const shape = walk.problems.filter((problem) => !/breaks the rule|second item|must be a (byte|date-time|ipv)/.test(problem));
    expect({ mutant, refused: shape.length > 0, shape }).toEqual({ mutant, refused: !judge(mutant), shape });
    verdicts.add(shape.length === 0);
  }
  expect(verdicts.size).toBe(2);
});
