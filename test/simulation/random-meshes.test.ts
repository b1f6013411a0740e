import { inWords } from './ask';
import { Random } from '../../conformance/simulation/random';
import { randomMesh, randomRoot } from '../../conformance/simulation/random-mesh';
import { randomQuestion } from '../../conformance/simulation/random-question';
import { sharedPods } from '../../conformance/simulation/shared-pods';
import { Manifests } from '../../src/manifests/manifests';
import { manifestOf } from '../../src/manifests/read-manifests';
import { simulate } from '../../src/simulation/simulate';

const NAMESPACES = ['sim-x', 'sim-y', 'sim-z'];
const WORLD = { namespaces: NAMESPACES, rootNamespace: 'istio-system', jwks: '{"keys":[]}', addresses: ['10.0.0.1', '10.0.0.2'] };

/** What holds whatever the mesh, without anybody who knows the answers. */
test.each(Array.from({ length: 60 }, (_, index) => index + 1))('mesh %i: shares sum to 100, and the order of objects does not matter', (seed) => {
  const objects = [
    ...sharedPods(NAMESPACES),
    ...NAMESPACES.flatMap((namespace, index) => randomMesh(new Random(seed * 3 + index), namespace, WORLD)),
    ...randomRoot(new Random(seed), WORLD),
  ].map((object) => manifestOf(object));
  const manifests = new Manifests(objects);
  const reversed = new Manifests([...objects].reverse());
  const random = new Random(seed);
  for (const question of Array.from({ length: 40 }, () => randomQuestion(random, random.pick(NAMESPACES), NAMESPACES))) {
    const { outcomes, steps } = simulate(manifests, { ...question, sourceIp: '10.0.0.1' });
    expect(outcomes.reduce((sum, { share }) => sum + share, 0)).toBeCloseTo(100);
    expect(outcomes.every(({ reason }) => reason !== '') && steps.every(({ verdict }) => verdict !== '')).toBe(true);
    expect(
      simulate(reversed, { ...question, sourceIp: '10.0.0.1' })
        .outcomes.map(inWords)
        .sort(),
    ).toEqual(outcomes.map(inWords).sort());
  }
});
