import { join } from 'node:path';
import { readExpectations } from '../../conformance/ecommerce/expectations';
import { CLAIMS, ecommerce } from '../../conformance/ecommerce/system';
import { ManifestReader } from '../../src/manifests/manifest-reader';
import { simulate } from '../../src/simulation/simulate';

const reader = new ManifestReader();
for (const object of ecommerce()) reader.addObject(object);
reader.addObject({ apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'foreign', labels: { 'istio-injection': 'enabled' } } });
const manifests = reader.manifests();
const { callers, callees, isAllowed } = readExpectations(join(__dirname, '..', '..', 'conformance', 'ecommerce', 'access.txt'));
const METHODS = ['GET', 'POST', 'PUT', 'DELETE'];

/** The table that the real mesh answers, too. */
test.each([...callers])('%s may do in the e-commerce system what it may do, and nothing else', (caller, from) => {
  const wrong = callees
    .filter(({ name }) => name !== caller)
    .flatMap(({ name: callee, host, paths }) =>
      paths.flatMap((path) =>
        METHODS.flatMap((method) => {
          const { outcomes } = simulate(manifests, { from, to: `http://${host}:8080`, path, method, claims: CLAIMS });
          const isReached = outcomes.every(({ by, workload }) => by === 'application' && workload!.labels.app === callee);
          const isRefused = outcomes.every(({ by }) => by === 'proxy' || by === 'nobody');
          const expected = isAllowed({ caller, method, callee, path });
          return (expected ? isReached : isRefused)
            ? []
            : [`${method} ${callee} ${path}: ${outcomes.map(({ by, reason }) => `${by}, ${reason}`).join('; ')}`];
        }),
      ),
    );
  expect(wrong).toEqual([]);
});
