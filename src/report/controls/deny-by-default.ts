import { against, type Control, ofWorkloads, shown } from './control';
import { isDryRun, policiesOf } from '../../manifests/policies';
import { hasProxy } from '../../simulation/callers';

/** With one policy that allows, whatever none of them allows is refused. */
export const denyByDefault: Control = {
  section: '7.3.3',
  title: 'access control denies everything by default',
  beyond: 'access of people, and to what is no service of the mesh',
  judge: ({ manifests, ...environment }) => ofWorkloads({ manifests, ...environment }, (workload) => {
    const place = `${workload.namespace}/${workload.name}`;
    if (!hasProxy(manifests, workload)) return against(`${place} has no proxy that refuses anything`, [workload.manifest]);
    const allowing = policiesOf(manifests, 'security.istio.io/AuthorizationPolicy', workload).filter(({ spec }) => (spec.action ?? 'ALLOW') === 'ALLOW');
    const enforced = allowing.filter((policy) => !isDryRun(policy));
    if (enforced.length > 0) return shown(`${place} refuses what no policy allows`, enforced);
    return allowing.length > 0
      ? against(`policies of ${place} only watch (dry run)`, allowing)
      : against(`no policy is about ${place}: everything is allowed`, [workload.manifest]);
  }),
};
