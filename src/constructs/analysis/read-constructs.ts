import { ApiObject, App } from 'cdk8s';
import { type IConstruct } from 'constructs';
import { loadReader } from './load';
import type { Manifests } from '../../manifests/manifests';
import type { Surroundings } from '../../manifests/surroundings';
import { isOurs } from '../object-names';

/** The objects of constructs as they are written, with the paths of those who make them. */
export function readConstructs(scope: IConstruct, surroundings: Surroundings): Manifests {
  const reader = new (loadReader().ManifestReader)();
  // cdk8s has copied it, which it cannot do to what contains itself
  for (const object of objectsOf(scope)) reader.addObject(object.toJson(), { source: object.node.path }, true);
  return reader.manifests(surroundings);
}

/** The same while the app is synthesized, where time counts: what the library has rendered is not asked for its shape. */
export function readRendered(app: IConstruct, surroundings: Surroundings, render: (object: ApiObject) => any): Manifests {
  const reader = new (loadReader().ManifestReader)();
  for (const object of objectsOf(app)) {
    const origin = { source: object.node.path };
    const unchanged = isUnchanged(object);
    const json = render(object);
    if (unchanged && isLabelled(json.metadata)) reader.addRendered(json, { ...origin, asRendered: true });
    else reader.addObject(json, origin, true);
  }
  return reader.manifests(surroundings);
}

function objectsOf(scope: IConstruct): ApiObject[] {
  return scope.node.findAll().filter(ApiObject.isApiObject);
}

/** The resolvers that every app has; further ones may make anything of an object. */
const RESOLVERS = 3;

/**
 * Whether an object is what the library rendered, with nothing changed on the way. The tests judge all of that by the schemas of the
 * API server and the webhook's own rules; what others wrote or patched is judged where it is written.
 */
function isUnchanged(object: ApiObject): boolean {
  const { patches } = object as unknown as { readonly patches?: readonly unknown[] };
  return isOurs(object) && patches?.length === 0 && !Object.prototype.hasOwnProperty.call(object, 'toJson') && App.of(object).resolvers.length === RESOLVERS;
}

const ADDED = new Set(['name', 'namespace', 'labels', 'annotations']);

/** Whether its metadata is of texts alone, so that nothing is left to ask but whether they are labels. */
function isLabelled(metadata: Readonly<Record<string, unknown>>): boolean {
  return Object.keys(metadata).every((field) => ADDED.has(field))
    && Object.values({ ...metadata.labels as object, ...metadata.annotations as object }).every((value) => typeof value === 'string');
}
