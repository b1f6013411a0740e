import type { FalcoRuleSet } from '../../model/falco';
import type { PodDataPlane } from '../../model/mesh';
import type { MeshModel } from '../../model/model';
import { sortedSet } from '../../support/compare';

/** What a file of rules looks at. */
export interface Watch {
  readonly model: MeshModel;
  readonly set: FalcoRuleSet;
  /** Every namespace of the app. */
  readonly namespaces: readonly string[];
  /** Those in which a proxy stands beside the application. */
  readonly sidecars: readonly string[];
  /** Those in which an application's way leads through the mesh. */
  readonly meshed: readonly string[];
  /** Those in which proxies run: beside applications, as gateways, as waypoints, or for a whole node. */
  readonly proxies: readonly string[];
  readonly ambient: boolean;
  /** The name of a list or macro. */
  word(name: string): string;
}

export function watchOf(model: MeshModel, set: FalcoRuleSet): Watch {
  const having = (...dataPlanes: PodDataPlane[]) =>
    [...model.namespaces.values()].filter(({ dataPlane }) => dataPlanes.includes(dataPlane)).map(({ name }) => name);
  const { ingressGateway, rootNamespace } = model.settings;
  const ambient = having('AMBIENT').length > 0;
  const meshed = having('SIDECAR', 'AMBIENT');
  return {
    model,
    set,
    namespaces: [...model.namespaces.keys()],
    sidecars: having('SIDECAR'),
    meshed,
    proxies: sortedSet([...meshed, ...(model.gateways.size > 0 ? [ingressGateway.namespace] : []), ...(ambient ? [rootNamespace] : [])]),
    ambient,
    word: (name) => wordOf(set.name, name),
  };
}

/** Files of several apps are loaded into one Falco, where the second list or macro of a name replaces the first. */
export function wordOf(ruleSet: string, name: string): string {
  return `${ruleSet.replaceAll('-', '_')}_${name}`;
}
