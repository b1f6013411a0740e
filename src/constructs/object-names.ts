import { ApiObject, type App, Chart, YamlOutputType } from 'cdk8s';
import { type IConstruct } from 'constructs';
import { sortedBy, sortedSet } from '../support/compare';
import { explain, type Problem } from '../support/errors';

const OURS = Symbol.for('cdk8s-istio.emitted');

/** Marks an object that the library made. */
export function markOurs(object: ApiObject): ApiObject {
  Object.defineProperty(object, OURS, { value: true });
  return object;
}

/** Whether the library made it. */
export function isOurs(object: ApiObject): boolean {
  return OURS in object;
}

/** Objects of ours that others of the app would overwrite, in the cluster or on disk: cdk8s writes both and says nothing. */
export function nameProblems(root: IConstruct): Problem[] {
  const objects = root.node.findAll().filter(ApiObject.isApiObject);
  return [...inTheCluster(objects), ...onDisk(root, objects)];
}

function inTheCluster(objects: readonly ApiObject[]): Problem[] {
  // two of ours are told apart where they are declared
  if (objects.every(isOurs)) return [];
  return clashes(objects, identityOf).flatMap(([identity, [first, ...others]]) => others.map(({ node: { path } }) => ({
    code: 'MSH051' as const,
    path,
    message: explain({ what: `${identity.split(' ').slice(1).join(' ')} is already made by '${first.node.path}'`, fix: 'give one of the two another name' }),
  })));
}

/** One file for each object is named after kind and name, not after the namespace. */
function onDisk(root: IConstruct, objects: readonly ApiObject[]): Problem[] {
  const type = (root as Partial<App>).yamlOutputType;
  if (type !== YamlOutputType.FILE_PER_RESOURCE && type !== YamlOutputType.FOLDER_PER_CHART_FILE_PER_RESOURCE) return [];
  const folder = (object: ApiObject) => (type === YamlOutputType.FILE_PER_RESOURCE ? '' : `${Chart.of(object).node.path}/`);
  const files = clashes(objects, (object) => `${folder(object)}${object.kind}.${object.name}`).map(([file]) => file);
  return files.length === 0 ? [] : [{
    code: 'MSH113',
    path: root.node.path,
    message: explain({
      what: 'objects of different namespaces would be written to one file, and only the last would be left',
      got: sortedSet(files),
      fix: 'use YamlOutputType.FILE_PER_CHART, or FOLDER_PER_CHART_FILE_PER_RESOURCE and a chart for each namespace',
    }),
  }];
}

function identityOf({ metadata: { namespace = '' }, apiGroup, kind, name }: ApiObject): string | undefined {
  // where it is not known before synth the library has claimed the name already
  if (typeof namespace !== 'string') return undefined;
  return `${apiGroup} ${kind} ${namespace === '' ? '' : `${namespace}/`}${name}`;
}

/** Groups of more than one, with one of ours among them; ordered by path. */
function clashes(objects: readonly ApiObject[], key: (object: ApiObject) => string | undefined): [string, ApiObject[]][] {
  const groups = new Map<string, ApiObject[]>();
  for (const object of objects) {
    const of = key(object);
    const group = of === undefined ? undefined : groups.get(of);
    if (group !== undefined) group.push(object);
    else if (of !== undefined) groups.set(of, [object]);
  }
  const clashing = [...groups].filter(([, group]) => group.length > 1 && group.some(isOurs));
  const ordered = clashing.map(([of, group]): [string, ApiObject[]] => [of, sortedBy(group, pathOf)]);
  return sortedBy(ordered, ([, [first]]) => pathOf(first));
}

function pathOf(object: ApiObject): string {
  return object.node.path;
}
