import { against, type Control, type Judgement, ofWorkloads, shown, together } from './control';
import type { Manifests } from '../../manifests/manifests';
import { isForEverybody, networkPoliciesOf, openingsOf } from '../../manifests/network-policies';
import { sidecarOf } from '../../manifests/sidecar-view';
import type { Workload } from '../../manifests/workload';
import { hasProxy } from '../../simulation/callers';
import { scopeOf } from '../../simulation/sidecar-scope';

/** What the network and the proxies let out. */
export const outbound: Control = {
  section: '1.3.2',
  title: 'outbound traffic from the cardholder data environment is restricted to what is necessary',
  beyond: 'that what is let out is necessary, and that the cluster’s network enforces NetworkPolicies',
  judge: (environment) => ofWorkloads(environment, (workload) =>
    together([byNetwork(environment.manifests, workload), byProxy(environment.manifests, workload)])),
};

function byNetwork(manifests: Manifests, workload: Workload): Judgement {
  const place = `${workload.namespace}/${workload.name}`;
  const policies = networkPoliciesOf(manifests, workload, 'egress');
  if (policies.length === 0) return against(`the network lets ${place} out to everybody`, [workload.manifest]);
  const wide = policies.filter((policy) => openingsOf(policy, 'egress').some(isForEverybody));
  return wide.length > 0
    ? against(`the network lets ${place} out to addresses that nobody named; names of hosts are known to its proxy alone`, wide)
    : shown(`the network lets ${place} out to named peers only`, policies);
}

function byProxy(manifests: Manifests, workload: Workload): Judgement {
  const place = `${workload.namespace}/${workload.name}`;
  if (!hasProxy(manifests, workload)) return against(`${place} has no proxy that restricts where it goes`, [workload.manifest]);
  const sidecar = sidecarOf(manifests, workload);
  const objects = sidecar === undefined ? [] : [sidecar];
  const { allowsAny, services } = scopeOf(manifests, workload.namespace, workload.labels);
  if (allowsAny) return against(`the proxy of ${place} lets requests to any host out`, objects);
  const outside = [...services.values()].filter(({ isEntry }) => isEntry);
  const wild = outside.filter(({ host }) => host.startsWith('*'));
  if (wild.length > 0) return against(`the proxy of ${place} lets requests to ${wild.map(({ host }) => host).join(', ')} out`, [...objects, ...wild.map(({ manifest }) => manifest)]);
  const hosts = outside.map(({ host }) => host).sort();
  return shown(`the proxy of ${place} knows ${hosts.length === 0 ? 'no host' : hosts.join(', ')} outside of the mesh, and refuses all others`, objects);
}
