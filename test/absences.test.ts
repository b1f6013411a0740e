import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseAllDocuments } from 'yaml';

/** What no output may have, whatever was declared: looked for in every golden case and example. */
const OUTPUTS = [join(__dirname, 'golden'), join(__dirname, '..', 'examples')]
  .flatMap((root) => readdirSync(root).map((name) => ({ name, file: join(root, name, 'out.yaml') })))
  .filter(({ file }) => existsSync(file))
  .map(({ name, file }) => ({ name, objects: parseAllDocuments(readFileSync(file, 'utf8')).map((document): any => document.toJS()) }));

const POLICIES = ['AuthorizationPolicy', 'NetworkPolicy', 'PeerAuthentication', 'RequestAuthentication'];

/** Every value in an object, with the path to it. */
function* valuesIn(value: unknown, path = ''): Generator<[path: string, value: unknown]> {
  yield [path, value];
  if (typeof value !== 'object' || value === null) return;
  for (const [name, field] of Object.entries(value)) yield* valuesIn(field, `${path}.${name}`);
}

function where(objects: any[], kinds: readonly string[], wrong: (value: any, path: string, object: any) => boolean): string[] {
  return objects.filter((object) => kinds.includes(object.kind)).flatMap((object) => [...valuesIn(object)]
    .filter(([path, value]) => wrong(value, path, object)).map(([path]) => `${object.kind} ${object.metadata.namespace}/${object.metadata.name}${path}`));
}

const kindsOf = (objects: any[]) => [...new Set(objects.map((object) => object.kind))];

/** Namespaces in which everything that is not declared is refused: their deny-all is no dry run. */
function enforced(objects: any[]): Set<string> {
  return new Set(objects.filter(({ kind, metadata }) => kind === 'NetworkPolicy' && metadata.name === 'default-deny').map(({ metadata }) => metadata.namespace));
}

test('there is something to look at', () => {
  expect(OUTPUTS.length).toBeGreaterThan(35);
  expect(OUTPUTS.filter(({ objects }) => enforced(objects).size > 0).length).toBeGreaterThan(15);
});

describe.each(OUTPUTS)('$name has', ({ objects }) => {
  test('no empty list in a policy: Istio and Kubernetes read one as everybody, everything or nobody', () => {
    expect(where(objects, POLICIES, (value) => Array.isArray(value) && value.length === 0)).toEqual([]);
  });

  test('no empty record in a policy, but for the pods of a whole namespace and the policy that denies all', () => {
    const meant = /^\.(spec|spec\.podSelector|spec\.(ingress|egress)\.\d+\.(from|to)\.\d+\.namespaceSelector)$/;
    expect(where(objects, POLICIES, (value, path) => typeof value === 'object' && value !== null && !Array.isArray(value)
      && Object.keys(value).length === 0 && !meant.test(path))).toEqual([]);
  });

  test('no rule that lets everybody do everything', () => {
    expect(where(objects, ['AuthorizationPolicy'], (value, path, object) => /^\.spec\.rules\.\d+$/.test(path) && object.spec.action === 'ALLOW'
      && value.to === undefined && (value.from === undefined || value.from.some(({ source }: any) => source.principals === undefined)))).toEqual([]);
  });

  test('no policy for a workload without rules: only the one for the whole namespace has none', () => {
    expect(objects.filter(({ kind, spec }) => kind === 'AuthorizationPolicy' && spec.rules === undefined).map(({ metadata, spec }) => [metadata.name, spec])
      .filter(([name, spec]) => name !== 'deny-all' || Object.keys(spec).length > 0)).toEqual([]);
  });

  test('no opening of the network to everybody on every port', () => {
    expect(where(objects, ['NetworkPolicy'], (value, path) => /^\.spec\.(ingress|egress)\.\d+$/.test(path)
      && value.ports === undefined && (value.from ?? value.to) === undefined)).toEqual([]);
  });

  test('nothing visible to every namespace where everything is enforced', () => {
    const namespaces = enforced(objects);
    expect(where(objects, kindsOf(objects), (value, path, { metadata }) => /\.exportTo\.\d+$/.test(path) && value === '*' && namespaces.has(metadata.namespace))).toEqual([]);
  });

  test('no proxy that may go anywhere, and none that sees everything, where everything is enforced', () => {
    const namespaces = enforced(objects);
    expect(where(objects, ['Sidecar'], (value, path, { metadata }) => namespaces.has(metadata.namespace)
      && (value === 'ALLOW_ANY' || (/hosts\.\d+$/.test(path) && String(value).startsWith('*/'))))).toEqual([]);
  });

  test('no short host name, which Istio would resolve in the namespace of the object', () => {
    expect(where(objects, ['VirtualService', 'DestinationRule'], (value, path) => /(\.host|\.hosts\.\d+)$/.test(path) && !String(value).includes('.'))).toEqual([]);
  });

  test('no field that Istio has given up', () => {
    const gone = /\.(consecutiveErrors|warmupDurationSecs|mirrorPercent|mirror|allowOrigin|targetRef|minimumRingSize)$/;
    expect(where(objects, kindsOf(objects), (_value, path) => gone.test(path) && !path.endsWith('ringHash.minimumRingSize'))).toEqual([]);
  });

  test('no route whose retries are left to the mesh', () => {
    expect(objects.filter(({ kind }) => kind === 'VirtualService').flatMap(({ spec }) => spec.http ?? [])
      .filter(({ route, retries }) => route !== undefined && retries === undefined)).toEqual([]);
  });

  test('no reason that is blank', () => {
    expect(objects.map(({ metadata }) => metadata.annotations?.['cdk8s-istio/reason']).filter((reason) => reason !== undefined && reason.trim() === '')).toEqual([]);
  });
});
