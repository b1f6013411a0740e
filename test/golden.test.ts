import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'fs';
import { join } from 'path';
import { App } from 'cdk8s';
import { shuffleFacts } from './testing/shuffle';
import { appOf, judge, objectsOf, yamlOf } from './testing/synth';

/**
 * Each folder is a case: main.ts declares, out.yaml is what must come of it, or error.txt what must be said.
 * `UPDATE_GOLDEN=1` writes them anew; in CI they are never written.
 */
const ROOTS = [join(__dirname, 'golden'), join(__dirname, '..', 'examples')];
const UPDATE = process.env.UPDATE_GOLDEN === '1';

const cases = ROOTS.flatMap((root) => readdirSync(root).sort().map((name) => ({ name, folder: join(root, name) })))
  .filter(({ folder }) => existsSync(join(folder, 'main.ts')));

test('nobody writes expectations in CI', () => {
  expect(UPDATE && process.env.CI !== undefined).toBe(false);
});

test('there are cases', () => {
  expect(cases.length).toBeGreaterThan(3);
});

describe.each(cases)('$name', ({ folder }) => {
  // eslint-disable-next-line @typescript-eslint/no-require-imports
  const { build } = require(join(folder, 'main.ts')) as { build: (app: App) => void };
  const error = attempt(() => objectsOf(appOf(build)));

  test('says and makes what was agreed', () => {
    if (error !== undefined) {
      expect(error).toBe(agreed(folder, 'error.txt', error));
      return;
    }
    expect(yamlOf(objectsOf(appOf(build)))).toBe(agreed(folder, 'out.yaml', yamlOf(objectsOf(appOf(build)))));
  });

  if (error !== undefined) {
    test('is said in the same way, whatever the order of declaration', () => {
      for (const seed of [1, 2, 3, 4, 5]) expect(attempt(() => objectsOf(shuffledApp(build, seed)))).toBe(error);
    });
    return;
  }

  test('is accepted by the schemas and the webhook rules', () => {
    expect(judge(objectsOf(appOf(build)))).toEqual([]);
  });

  test('is the same when synthesized again, or declared in another order', () => {
    const app = appOf(build);
    const first = yamlOf(objectsOf(app));
    expect(yamlOf(objectsOf(app))).toBe(first);
    for (const seed of [1, 2, 3]) expect(yamlOf(objectsOf(shuffledApp(build, seed)))).toBe(first);
  });

  test('refers only to what is there', () => {
    expect(danglingReferences(objectsOf(appOf(build)))).toEqual([]);
  });
});

function shuffledApp(build: (app: App) => void, seed: number): App {
  const app = appOf(build);
  shuffleFacts(app, seed);
  return app;
}

function attempt(run: () => unknown): string | undefined {
  try {
    run();
    return undefined;
  } catch (thrown) {
    return `${(thrown as Error).message}\n`;
  }
}

/** What was agreed; written when asked to, and the other kind of expectation removed. */
function agreed(folder: string, file: 'out.yaml' | 'error.txt', now: string): string {
  const path = join(folder, file);
  if (UPDATE) {
    writeFileSync(path, now);
    rmSync(join(folder, file === 'out.yaml' ? 'error.txt' : 'out.yaml'), { force: true });
  }
  return existsSync(path) ? readFileSync(path, 'utf8') : `(no ${file})`;
}

/** Subsets, hosts, service accounts, selectors and gateways that nothing in the same output stands for. */
function danglingReferences(objects: readonly any[]): string[] {
  const named = (kind: string) => new Set(objects.filter((object) => object.kind === kind).map((object) => `${object.metadata.namespace}/${object.metadata.name}`));
  const services = named('Service');
  const namespaces = new Set(objects.map((object) => object.metadata.namespace));
  // a namespace without any object here is somebody else's
  const served = (host: string) => {
    const [name, namespace] = host.split('.');
    return services.has(`${namespace}/${name}`) || !namespaces.has(namespace);
  };
  const accounts = named('ServiceAccount');
  const gateways = named('Gateway');
  const subsets = new Set(objects.filter((object) => object.kind === 'DestinationRule')
    .flatMap((object) => (object.spec.subsets ?? []).map((subset: any) => `${object.spec.host} ${subset.name}`)));
  const pods = objects.filter((object) => object.kind === 'Deployment').map((object) => ({ namespace: object.metadata.namespace, labels: object.spec.template.metadata.labels }));
  const problems: string[] = [];
  for (const object of objects) {
    const at = `${object.kind} ${object.metadata.namespace}/${object.metadata.name}`;
    if (object.kind === 'VirtualService') {
      const entries: any[] = [...object.spec.http ?? [], ...object.spec.tcp ?? [], ...object.spec.tls ?? []];
      for (const route of entries.flatMap((entry) => entry.route ?? [])) {
        const { host, subset } = route.destination;
        if (!served(host)) problems.push(`${at}: no Service for ${host}`);
        if (subset !== undefined && !subsets.has(`${host} ${subset}`)) problems.push(`${at}: no subset ${subset} of ${host}`);
      }
      for (const gateway of object.spec.gateways ?? []) if (gateway !== 'mesh' && !gateways.has(gateway)) problems.push(`${at}: no Gateway ${gateway}`);
    }
    if (object.kind === 'Deployment') {
      const account = `${object.metadata.namespace}/${object.spec.template.spec.serviceAccountName}`;
      if (!accounts.has(account)) problems.push(`${at}: no ServiceAccount ${account}`);
    }
    const selector = object.spec?.selector?.matchLabels ?? object.spec?.workloadSelector?.labels;
    const ours = pods.some((pod) => pod.namespace === object.metadata.namespace);
    if (ours && selector !== undefined && !pods.some((pod) => pod.namespace === object.metadata.namespace
      && Object.entries(selector).every(([name, value]) => pod.labels[name] === value))) {
      problems.push(`${at}: selects no pod`);
    }
  }
  return problems;
}
