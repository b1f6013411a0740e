import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { manifestsOf } from './rule-test';
import { analyze } from '../../src/analysis/analyze';
import type { Surroundings } from '../../src/manifests/surroundings';

const ROOT = join(__dirname, '..', '..');
const CASES = ['test/golden', 'examples'].flatMap((folder) => readdirSync(join(ROOT, folder)).map((name) => `${folder}/${name}/out.yaml`)).filter((file) => existsSync(join(ROOT, file)));

/** What is found in our own output, and is meant so: `file: code Kind namespace/name`, with the reason. */
const MEANT: Readonly<Record<string, string>> = {
  'test/golden/retries-by-method/out.yaml: MSH255 VirtualService shop/orders': 'the app says why: payments carry a key by which repetitions are found',
  'test/golden/nginx-edge-of-the-retired-controller/out.yaml: MSH340 Ingress istio-system/nginx-www-example-com': 'the app says until when it is there',
  'examples/ecommerce/out.yaml: MSH219 Gateway ecommerce/ecommerce-gateway': 'port 9443 is to be added to the Service of the gateway, which is installed apart',
};

/** What the app says of its mesh, where that is not the default. */
const SURROUNDINGS: Readonly<Record<string, Partial<Surroundings>>> = {
  'test/golden/mesh-wide-settings/out.yaml': { trustDomain: 'prod.example.com' },
};

describe('what the library writes has no faults', () => {
  const seen = new Set<string>();

  test.each(CASES)('%s', (file) => {
    const findings = analyze(manifestsOf({ judged: true, objects: readFileSync(join(ROOT, file), 'utf8'), surroundings: SURROUNDINGS[file] })).findings.filter(({ severity }) => severity !== 'info');
    const named = findings.map(({ code, object, path, message }) => ({ key: `${file}: ${code} ${object.kind} ${object.namespace}/${object.name}`, path, message }));
    for (const { key } of named) seen.add(key);
    expect(named.filter(({ key }) => MEANT[key] === undefined)).toEqual([]);
  });

  test('nothing is excused that is not found', () => {
    expect(Object.keys(MEANT).filter((key) => !seen.has(key))).toEqual([]);
  });
});
