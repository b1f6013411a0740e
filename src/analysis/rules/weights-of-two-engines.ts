import { istioRolloutsOf } from '../../manifests/argo-rollouts';
import { canariesOf } from '../../manifests/flagger';
import type { Manifest } from '../../manifests/manifest';
import { grouped, type Manifests } from '../../manifests/manifests';
import { defineRule } from '../rule';

interface Engine {
  readonly manifest: Manifest;
  readonly path: string;
  /** The VirtualService whose weights it writes. */
  readonly target: string;
  /** The routes of it; none where it has one route, or the engine writes all. */
  readonly routes: readonly string[];
}

export const weightsOfTwoEngines = defineRule({
  code: 'MSH335',
  name: 'weights-of-two-engines',
  severity: 'error',
  summary: 'weights that two engines move',
  fix: 'Let one engine release the service, or give each a route of its own.',
  reads: ['argoproj.io/Rollout', 'flagger.app/Canary'],
  messages: {
    fought: '{other} writes the weights of VirtualService {virtualService}, too: each undoes the steps of the other',
  },
  check: (manifests, report) => {
    for (const [virtualService, engines] of grouped(enginesOf(manifests), ({ target }) => target)) {
      for (const engine of engines) {
        const other = engines.find((one) => one !== engine && one.manifest !== engine.manifest && meet(one, engine));
        if (other !== undefined) report(engine.manifest, engine.path, 'fought', { virtualService, other: `${other.manifest.kind} ${other.manifest.metadata.namespace}/${other.manifest.metadata.name}` });
      }
    }
  },
});

function meet(a: Engine, b: Engine): boolean {
  return a.routes.length === 0 || b.routes.length === 0 || a.routes.some((route) => b.routes.includes(route));
}

function enginesOf(manifests: Manifests): Engine[] {
  return [
    ...istioRolloutsOf(manifests).flatMap(({ manifest, virtualServices }) =>
      virtualServices.map(({ namespace, name, routes, path }) => ({ manifest, path, target: `${namespace}/${name}`, routes }))),
    ...canariesOf(manifests).filter(({ isForIstio }) => isForIstio).map(({ manifest, namespace, apex }) =>
      ({ manifest, path: 'spec.service', target: `${namespace}/${apex}`, routes: [] })),
  ];
}
