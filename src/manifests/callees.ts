import type { ServiceSpec } from './kinds/core';
import type { Manifests } from './manifests';
import { isEmptySelector } from './selectors';
import type { Workload } from './workload';

/** The pods that answer for a host, as far as a single Service leads to them; nothing where that is not known. */
export function calleesOf(manifests: Manifests, host: string): readonly Workload[] {
  const known = manifests.hosts.find(host).filter((one) => one.host === host);
  if (known.length !== 1 || known[0].isEntry) return [];
  const { selector, type } = known[0].manifest.spec as ServiceSpec;
  return isEmptySelector(selector) || type === 'ExternalName' ? [] : manifests.selected(known[0].namespace, selector);
}
