import type { Manifest, Origin } from './manifest';
import { Manifests } from './manifests';
import { manifestOf } from './read-manifests';
import type { Refused } from './refused';
import { labelProblems } from './shapes/kubernetes-rules';
import { loadShapeCheck } from './shapes/load';
import type { Problem } from './shapes/shape-check';
import type { Surroundings } from './surroundings';
import { type Fields, fieldsOf, isFields, textOf, textsOf } from '../support/fields';

/** Deeper than any object of Kubernetes: what goes on for ever is nested in itself. */
const DEEPEST = 200;

/** Takes in objects, and keeps apart what cannot be read: nothing that is given makes it throw. */
export class ManifestReader {
  private readonly all: Manifest[] = [];
  private readonly refused: Refused[] = [];

  /** @param namespace Where objects that name none would be applied. */
  constructor(private readonly namespace: string = 'default') {}

  /** An object that was read by others. @param isTree Whether it is known that nothing in it contains itself. */
  addObject(value: unknown, origin?: Origin, isTree = false): void {
    if (!isTree && isTooDeep(value, 0)) this.refuse('strange', {}, origin, [{ path: '', problem: 'nested too deep, or in itself' }]);
    else this.take(value, origin);
  }

  /** An object of a known kind in its right shape, to which others can have added labels and annotations and nothing else. */
  addRendered(object: Fields, origin: Origin): void {
    const problems = labelProblems(object);
    if (problems.length > 0) this.refuse('misshapen', object, origin, problems);
    else this.all.push(manifestOf(object, { origin }));
  }

  manifests(surroundings?: Surroundings): Manifests {
    return new Manifests(this.all, surroundings, this.refused);
  }

  protected take(value: unknown, origin: Origin | undefined): void {
    if (value === null || value === undefined) return;
    if (!isFields(value)) return this.refuse('strange', {}, origin, [{ path: '', problem: 'is no object of Kubernetes' }]);
    const { apiVersion, kind, items } = value;
    if (typeof apiVersion !== 'string' || typeof kind !== 'string' || apiVersion === '' || kind === '') {
      return this.refuse('strange', value, origin, [{ path: '', problem: 'has no apiVersion and kind' }]);
    }
    if (kind.endsWith('List') && Array.isArray(items)) return items.forEach((item, index) => this.take(item, itemOf(origin, index)));
    const { judgeMetadata, judgeShape } = loadShapeCheck();
    const judged = judgeShape(value);
    const problems = judged === undefined ? judgeMetadata(value) : judged.problems;
    if (problems.length > 0) return this.refuse('misshapen', value, origin, problems);
    this.all.push(manifestOf(judged?.object ?? value, { namespace: this.namespace, origin }));
  }

  protected refuse(why: Refused['why'], value: Fields, origin: Origin | undefined, problems: readonly Problem[]): void {
    const { apiVersion, kind, metadata } = value;
    const { name, namespace, annotations } = fieldsOf(metadata);
    const place = origin === undefined ? '' : `${origin.source}${origin.line === undefined ? '' : `:${origin.line}`}`;
    const object = {
      apiVersion: textOf(apiVersion) ?? '',
      kind: textOf(kind) ?? 'document',
      metadata: { name: textOf(name) ?? place, namespace: textOf(namespace), annotations: textsOf(annotations) },
    };
    const manifest = manifestOf(object, { namespace: this.namespace, origin });
    this.refused.push({ why, manifest: object.kind === 'document' ? { ...manifest, metadata: { ...manifest.metadata, namespace: '' } } : manifest, problems });
  }
}

function itemOf(origin: Origin | undefined, item: number): Origin | undefined {
  return origin?.document === undefined ? origin : { ...origin, document: { ...origin.document, item } };
}

function isTooDeep(value: unknown, depth: number): boolean {
  if (typeof value !== 'object' || value === null) return false;
  if (depth > DEEPEST) return true;
  for (const key in value) if (isTooDeep((value as Fields)[key], depth + 1)) return true;
  return false;
}
