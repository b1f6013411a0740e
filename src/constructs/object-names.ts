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

interface Named {
  readonly path: string;
  readonly object: ApiObject;
}

/** Objects of ours that others of the app would overwrite, in the cluster or on disk: cdk8s writes both and says nothing. */
export function nameProblems(root: IConstruct): Problem[] {
  const found = root.node.findAll().filter(ApiObject.isApiObject).map((object) => ({ path: object.node.path, object }));
  const objects = sortedBy(found, ({ path }) => path);
  return [...inTheCluster(objects), ...onDisk(root, objects)];
}

function inTheCluster(objects: readonly Named[]): Problem[] {
  return clashes(objects, identityOf).flatMap(([identity, [first, ...others]]) => others.map(({ path }) => ({
    code: 'MSH051' as const,
    path,
    message: explain({ what: `${identity.split(' ').slice(1).join(' ')} is already made by '${first.path}'`, fix: 'give one of the two another name' }),
  })));
}

/** One file for each object is named after kind and name, not after the namespace. */
function onDisk(root: IConstruct, objects: readonly Named[]): Problem[] {
  const type = (root as Partial<App>).yamlOutputType;
  if (type !== YamlOutputType.FILE_PER_RESOURCE && type !== YamlOutputType.FOLDER_PER_CHART_FILE_PER_RESOURCE) return [];
  const folder = ({ object }: Named) => (type === YamlOutputType.FILE_PER_RESOURCE ? '' : `${Chart.of(object).node.path}/`);
  const files = clashes(objects, (named) => `${folder(named)}${named.object.kind}.${named.object.name}`).map(([file]) => file);
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

function identityOf({ object }: Named): string | undefined {
  const { namespace = '' } = object.metadata;
  // where it is not known before synth the library has claimed the name already
  if (typeof namespace !== 'string') return undefined;
  return `${object.apiGroup} ${object.kind} ${namespace === '' ? '' : `${namespace}/`}${object.name}`;
}

/** Groups of more than one, with one of ours among them. */
function clashes(objects: readonly Named[], key: (named: Named) => string | undefined): [string, Named[]][] {
  const groups = new Map<string, Named[]>();
  for (const named of objects) {
    const of = key(named);
    if (of !== undefined) groups.set(of, [...groups.get(of) ?? [], named]);
  }
  return [...groups].filter(([, group]) => group.length > 1 && group.some(({ object }) => OURS in object));
}
