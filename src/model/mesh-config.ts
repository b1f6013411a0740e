import { auditLogs } from './audit-log';
import type { ExtensionProvider } from './extension-provider';
import type { Facts } from './facts';
import { canonical, sortedBy } from '../support/compare';

/** What the app needs of the mesh's own configuration, which no object of the app can say. */
export interface MeshConfig {
  /** By name, in the order of the names. */
  readonly extensionProviders: ReadonlyMap<string, ExtensionProvider>;
  /** Undefined: nothing is said about it. */
  readonly trustedProxies: number | undefined;
}

type Declared = Pick<Facts, 'extensionProviders' | 'services' | 'trustedProxies'>;

export function meshConfigOf(facts: Declared): MeshConfig {
  // of two, which is a fault, the smaller: whoever is trusted without reason can claim any address
  const counts = facts.trustedProxies.map(({ count }) => count);
  const declared = sortedBy([...facts.extensionProviders, ...auditLogs(facts.services)], canonical);
  const providers = new Map(declared.map((provider) => [provider.name, provider]));
  return {
    extensionProviders: new Map(sortedBy(providers, ([name]) => name)),
    trustedProxies: counts.length === 0 ? undefined : Math.min(...counts),
  };
}
