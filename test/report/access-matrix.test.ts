import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { policy, services, STRICT } from './some-objects';
import type { Manifests } from '../../src/manifests/manifests';
import { readManifests } from '../../src/manifests/text-reader';
import { valueTest } from '../../src/manifests/value-test';
import type { Access, Callee } from '../../src/report/access';
import { accessMatrix, accessOf } from '../../src/report/access-matrix';
import { matrixJson } from '../../src/report/matrix-json';
import type { Party } from '../../src/report/party';
import { sampleOf, samplePath } from '../../src/report/reach';
import { EVERYTHING, type Operations } from '../../src/report/rule-parts';
import { isPathTemplate, templateTest } from '../../src/simulation/path-template';
import { simulate } from '../../src/simulation/simulate';
import { oneOf, randomOf } from '../testing/random';

const ROOT = join(__dirname, '..', '..');
const FILES = ['examples', 'test/golden']
  .flatMap((folder) => readdirSync(join(ROOT, folder)).map((name) => `${folder}/${name}/out.yaml`))
  .filter((file) => existsSync(join(ROOT, file)));

function calleeOf(text: string, key = 'shop/orders'): Callee {
  return accessMatrix(readManifests(text)).callees.find((callee) => callee.key === key)!;
}

const titles = ({ ports }: Callee) => ports.flatMap(({ access }) => access.map(({ who }) => who.title));

describe('who may call a service', () => {
  test('anyone, where no policy is about it', () => {
    const callee = calleeOf(services('orders', 'web'));
    expect(callee.openness).toBe('wide open');
    expect(titles(callee)).toEqual(['anyone, also without identity']);
  });

  test('only those in the mesh, where mutual TLS is required', () => {
    expect(titles(calleeOf(services('orders') + STRICT))).toEqual(['anyone in the mesh']);
  });

  test('nobody, where an ALLOW policy has no rule', () => {
    const callee = calleeOf(services('orders') + policy('nothing', '{}'));
    expect(callee.openness).toBe('unreachable');
    expect(titles(callee)).toEqual([]);
  });

  test('whom a rule names, and nobody else', () => {
    const callee = calleeOf(
      services('orders', 'web', 'jobs') +
        policy(
          'callers',
          '{ selector: { matchLabels: { app: orders } }, rules: [{ from: [{ source: { principals: [cluster.local/ns/shop/sa/web] } }], to: [{ operation: { methods: [GET], paths: [/a, /b/*] } }] }] }',
        ),
    );
    expect(callee.openness).toBe('restricted');
    expect(callee.ports[0].access).toMatchObject([
      {
        who: { title: 'shop/web' },
        operations: { methods: ['GET'], paths: ['/a', '/b/*'] },
        by: { path: 'spec.rules[0]' },
        reach: { verdict: 'yes', hasMutualTls: true },
      },
    ]);
  });

  test('somebody who is not among the manifests, by his name', () => {
    const matrix = accessMatrix(
      readManifests(
        services('orders') +
          policy('callers', '{ rules: [{ from: [{ source: { principals: [cluster.local/ns/monitoring/sa/prometheus] } }] }] }'),
      ),
    );
    expect(titles(matrix.callees[0])).toEqual(['monitoring/prometheus (identity)']);
    expect(matrix.parties.get('monitoring/prometheus (identity)')).toMatchObject({
      kind: 'identity',
      principal: 'cluster.local/ns/monitoring/sa/prometheus',
    });
  });

  test('everyone but those whom DENY means', () => {
    expect(
      titles(
        calleeOf(
          services('orders', 'web') +
            policy('refused', '{ action: DENY, rules: [{ from: [{ source: { principals: [cluster.local/ns/shop/sa/web] } }] }] }'),
        ),
      ),
    ).toEqual(['anyone, also without identity, but not shop/web']);
    expect(
      titles(
        calleeOf(services('orders', 'web') + policy('refused', '{ action: DENY, rules: [{ from: [{ source: { notPrincipals: ["*"] } }] }] }')),
      ),
    ).toEqual(['anyone in the mesh']);
    expect(
      titles(
        calleeOf(
          services('orders', 'web') +
            policy('refused', '{ action: DENY, rules: [{ from: [{ source: { notPrincipals: [cluster.local/ns/shop/sa/web] } }] }] }'),
        ),
      ),
    ).toEqual(['shop/web']);
  });

  test('a part, where DENY means a part', () => {
    const callee = calleeOf(
      services('orders', 'web') + policy('refused', '{ action: DENY, rules: [{ to: [{ operation: { paths: [/admin*] } }] }] }'),
    );
    expect(callee.ports[0].access).toMatchObject([{ who: { kind: 'anyone' }, exceptions: [{ operations: { paths: ['/admin*'] } }] }]);
  });

  test('as if it were not there, where a policy is a dry run, and it is said', () => {
    const callee = calleeOf(services('orders') + policy('nothing', '{}', '{ istio.io/dry-run: "true" }'));
    expect(callee.openness).toBe('wide open');
    expect(callee.ports[0].dryRuns).toMatchObject([{ name: 'nothing' }]);
  });

  test('who is allowed, and whose Sidecar does not know the host, is said not to get there', () => {
    const sidecar =
      '---\napiVersion: networking.istio.io/v1\nkind: Sidecar\nmetadata: { name: web, namespace: shop }\nspec: { workloadSelector: { labels: { app: web } }, egress: [{ hosts: [istio-system/*] }], outboundTrafficPolicy: { mode: REGISTRY_ONLY } }\n';
    const callee = calleeOf(
      services('orders', 'web') +
        sidecar +
        policy('callers', '{ rules: [{ from: [{ source: { principals: [cluster.local/ns/shop/sa/web] } }] }] }'),
    );
    expect(callee.ports[0].access[0].reach).toMatchObject({ verdict: 'no', reason: expect.stringContaining("caller's proxy") });
  });

  test('is the same in whatever order the objects come', () => {
    const [head, ...parts] = (
      services('orders', 'web') +
      STRICT +
      policy('a', '{ rules: [{ from: [{ source: { namespaces: [shop] } }] }] }') +
      policy('b', '{ action: DENY, rules: [{ to: [{ operation: { methods: [DELETE] } }] }] }')
    ).split('---\n');
    const matrices = [parts, [...parts].reverse()].map((some) => accessMatrix(readManifests([head, ...some].join('---\n'))));
    expect(matrices[1].callees).toEqual(matrices[0].callees);
  });
});

const PRINCIPALS = [
  'cluster.local/ns/shop/sa/web',
  'cluster.local/ns/shop/sa/jobs',
  'cluster.local/ns/shop/*',
  '*/sa/web',
  '*',
  'cluster.local/ns/elsewhere/sa/stranger',
  'cluster.local/ns/other/sa/job',
];
const NAMESPACES = ['shop', 'elsewhere', 'e*', '*', '*shop'];
const PATHS = ['/a', '/a*', '/a/b', '*/b', '*', '/a/{*}', '/{**}'];

const STRANGER = `---
apiVersion: apps/v1
kind: Deployment
metadata: { name: stranger, namespace: elsewhere }
spec: { selector: { matchLabels: { app: stranger } }, template: { metadata: { labels: { app: stranger, sidecar.istio.io/inject: "true" } }, spec: { serviceAccountName: stranger, containers: [{ name: app, image: app }] } } }
`;

/** Three services whose policies, modes and ports are thrown. */
function randomMesh(random: () => number): string {
  const some = (values: readonly string[]) => [...new Set(Array.from({ length: 1 + Math.floor(random() * 2) }, () => oneOf(values, random)))];
  const maybe = (field: string, values: readonly string[], chance: number) =>
    random() < chance ? [`${field}: ${JSON.stringify(some(values))}`] : [];
  const source = () => {
    // accounts stand alone
    const accounts = maybe('serviceAccounts', ['shop/web', 'elsewhere/stranger', 'jobs'], 0.2);
    if (accounts.length > 0) return accounts;
    return [
      ...maybe('principals', PRINCIPALS, 0.5),
      ...maybe('notPrincipals', PRINCIPALS, 0.15),
      ...maybe('namespaces', NAMESPACES, 0.25),
      ...maybe('notNamespaces', NAMESPACES, 0.15),
    ];
  };
  const operation = () => [
    ...maybe('methods', ['GET', 'POST', 'DELETE', '*'], 0.4),
    ...maybe('paths', PATHS, 0.5),
    ...maybe('ports', ['8080', '9090'], 0.2),
    ...maybe('notPorts', ['9090', '8080'], 0.1),
  ];
  const list = (name: string, each: string, make: () => string[]) => {
    const items = Array.from({ length: Math.floor(random() * 3) }, make).filter(({ length }) => length > 0);
    return items.length === 0 ? [] : [`${name}: [${items.map((item) => `{ ${each}: { ${item.join(', ')} } }`).join(', ')}]`];
  };
  const when = () =>
    random() < 0.15
      ? [
        `when: [{ key: ${oneOf(['source.namespace', 'source.principal'], random)}, ${oneOf(['values', 'notValues'], random)}: ${JSON.stringify(some([...NAMESPACES, ...PRINCIPALS]))} }]`,
      ]
      : [];
  const rule = () => `{ ${[...list('from', 'source', source), ...list('to', 'operation', operation), ...when()].join(', ')} }`;
  const policies = Array.from({ length: 1 + Math.floor(random() * 5) }, (_, index) => {
    const selector = random() < 0.7 ? `selector: { matchLabels: { app: ${oneOf(['web', 'orders', 'jobs'], random)} } }, ` : '';
    return policy(
      `policy-${index}`,
      `{ ${selector}action: ${oneOf(['ALLOW', 'ALLOW', 'ALLOW', 'DENY', 'AUDIT'], random)}, rules: [${Array.from({ length: Math.floor(random() * 3) }, rule).join(', ')}] }`,
      random() < 0.1 ? '{ istio.io/dry-run: "true" }' : '{}',
    );
  });
  const mode = oneOf(['STRICT', 'PERMISSIVE', 'DISABLE'], random);
  const mixed = services('web', 'orders', 'jobs').replace(
    'name: http, port: 80, targetPort: 8080',
    random() < 0.3 ? 'name: tcp, port: 80, targetPort: 9090' : 'name: http, port: 80, targetPort: 8080',
  );
  return mixed + STRANGER + STRICT.replace('STRICT', mode) + policies.join('');
}

/** What the matrix says of one request; undefined where it depends on what a matrix does not know. */
function predicted(rows: readonly Access[], method: string, path: string): boolean | undefined {
  const answers = rows.map(({ operations, exceptions }) => {
    const asked = matches(operations, method, path);
    if (asked === false) return false;
    const denied = exceptions.map((exception) => matches(exception.operations, method, path));
    return denied.includes(true) ? false : denied.includes(undefined) ? undefined : asked;
  });
  return answers.includes(true) ? true : answers.includes(undefined) ? undefined : false;
}

function matches({ methods, paths, hosts, conditions }: Operations, method: string, path: string): boolean | undefined {
  const isAmong = (values: readonly string[], value: string) =>
    values.length === 0 || values.some((pattern) => (isPathTemplate(pattern) ? templateTest(pattern) : valueTest(pattern))(value));
  if (!isAmong(methods, method) || !isAmong(paths, path)) return false;
  return conditions.length + hosts.length > 0 ? undefined : true;
}

/** Every party as a client without a Sidecar, so that only policies decide; and somebody without any identity. */
function askers({ parties }: ReturnType<typeof accessMatrix>): { party: Pick<Party, 'key' | 'principal'>; from: string }[] {
  const named = [...parties.values()].flatMap((party) => {
    const [, , namespace, , account] = (party.principal ?? '').split('/');
    return party.principal === undefined ? [] : [{ party, from: `client:${namespace}/${account}` }];
  });
  return [
    ...named,
    { party: { key: '~', principal: 'cluster.local/ns/nowhere/sa/nobody' }, from: 'client:nowhere/nobody' },
    { party: { key: '~', principal: undefined }, from: 'plain:nowhere' },
  ];
}

function compare(manifests: Manifests): { asked: number; allowed: number; differences: string[] } {
  expect(manifests.refused).toEqual([]);
  const matrix = accessMatrix(manifests);
  const differences: string[] = [];
  let [asked, allowed] = [0, 0];
  for (const callee of matrix.callees) {
    const service = manifests.hosts.find(callee.host).find(({ isEntry }) => !isEntry)!;
    for (const { port, access } of callee.ports) {
      const operations = access.flatMap((one) => [one.operations, ...one.exceptions.map((exception) => exception.operations)]);
      const paths = new Set([
        '/',
        '/elsewhere',
        ...operations.flatMap((one) => one.paths.flatMap((pattern) => [samplePath(pattern), `${samplePath(pattern)}/deeper`])),
      ]);
      const methods = new Set(['GET', 'DELETE', ...operations.flatMap((one) => one.methods)]);
      for (const { party, from } of askers(matrix)) {
        const rows = accessOf({ ...callee, ports: callee.ports.filter((one) => one.port === port) }, party);
        for (const method of methods) {
          for (const path of paths) {
            const expected = predicted(rows, method, path);
            if (expected === undefined) continue;
            const { to } = sampleOf({ service, port: service.ports.find(({ number }) => number === port)!, operations: EVERYTHING });
            const { outcomes, route } = simulate(manifests, { from, to, method, path, now: 0 });
            const arrived = outcomes.filter(({ workload, by }) => workload !== undefined && by !== 'unknown');
            if (arrived.length === 0 || route?.route.rule.rule.rewrite !== undefined || to.startsWith('tcp')) continue;
            asked += arrived.length;
            for (const { by, reason, workload } of arrived) {
              const said = predicted(
                rows.filter(({ pods }) => pods.length === 0 || pods.includes(workload!.name)),
                method,
                path,
              );
              if (said === true) allowed += 1;
              if (said !== undefined && said !== (by === 'application')) {differences.push(`${from} ${method} ${path} of ${callee.key}:${port}: matrix ${said}, simulator ${by}: ${reason}`);}
            }
          }
        }
      }
    }
  }
  return { asked, allowed, differences };
}

describe('the matrix says what the simulator answers', () => {
  const counts = { asked: 0, allowed: 0 };

  test.each(FILES)('%s', (file) => {
    const { asked, allowed, differences } = compare(readManifests(readFileSync(join(ROOT, file), 'utf8')));
    counts.asked += asked;
    counts.allowed += allowed;
    expect(differences).toEqual([]);
  });

  test('of many requests, allowed and denied', () => {
    expect(counts.asked).toBeGreaterThan(1500);
    expect(counts.allowed).toBeGreaterThan(150);
    expect(counts.asked - counts.allowed).toBeGreaterThan(200);
  });

  test('of random policies of all kinds', () => {
    const random = { asked: 0, allowed: 0 };
    for (let seed = 1; seed <= 300; seed += 1) {
      const { asked, allowed, differences } = compare(readManifests(randomMesh(randomOf(seed))));
      expect({ seed, differences: differences.slice(0, 5) }).toEqual({ seed, differences: [] });
      random.asked += asked;
      random.allowed += allowed;
    }
    expect(random.asked).toBeGreaterThan(20_000);
    expect(random.allowed).toBeGreaterThan(2_000);
    expect(random.asked - random.allowed).toBeGreaterThan(2_000);
  });

  test('and a cell is what all rules of a caller say', () => {
    const matrix = accessMatrix(readManifests(readFileSync(join(ROOT, 'examples/ecommerce/out.yaml'), 'utf8')));
    const payment = matrix.callees.find(({ key }) => key === 'ecommerce/payment-service')!;
    expect(accessOf(payment, matrix.parties.get('admin/admin-console')!)).toMatchObject([{ who: { title: 'every workload of admin' } }]);
    expect(accessOf(payment, matrix.parties.get('ecommerce/product-service')!)).toEqual([]);
  });
});

test('programs are told conditions as what they are made of', () => {
  const rule = '{ from: [{ source: { ipBlocks: [10.0.0.0/8], notRequestPrincipals: [bad/*] } }], to: [{ operation: { notPaths: [/admin] } }], '
    + 'when: [{ key: "request.auth.claims[group]", values: [b, a] }, { key: "request.headers[x]", notValues: [c] }] }';
  const matrix = accessMatrix(readManifests(services('orders') + policy('some', `{ rules: [${rule}] }`) + policy('ask', '{ action: CUSTOM, provider: { name: envoy }, rules: [{}] }')));
  const [{ ports: [{ access: [told] }] }]: any = matrixJson(matrix).services;
  expect(told.requires).toEqual([
    { attribute: 'request.auth.principal', notValues: ['bad/*'] },
    { attribute: 'request.auth.claims[group]', values: ['a', 'b'] },
    { attribute: 'request.headers[x]', notValues: ['c'] },
    { attribute: 'source.ip', values: ['10.0.0.0/8'] },
    { attribute: 'request.path', notValues: ['/admin'] },
    { attribute: 'authorizer', values: ['envoy'] },
  ]);
  expect(told.conditions).toEqual([
    'no token of bad/*', 'request.auth.claims[group] is a or b', 'request.headers[x] is not c', 'the connection comes from 10.0.0.0/8', 'the path is not /admin', 'envoy agrees',
  ]);
});
