import { ApiObject } from 'cdk8s';
import { type IConstruct } from 'constructs';
import { loadReader } from './load';
import type { Manifests } from '../../manifests/manifests';
import type { Surroundings } from '../../manifests/surroundings';

/** The objects of constructs as they are written, with the paths of those who make them. */
export function readConstructs(scope: IConstruct, surroundings: Surroundings, render = (object: ApiObject): unknown => object.toJson()): Manifests {
  const reader = new (loadReader().ManifestReader)();
  for (const object of scope.node.findAll()) {
    // cdk8s has copied it, which it cannot do to what contains itself
    if (ApiObject.isApiObject(object)) reader.addObject(render(object), { source: object.node.path }, true);
  }
  return reader.manifests(surroundings);
}
