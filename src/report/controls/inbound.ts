import { against, type Control, ofWorkloads, type ProtectedService, shown } from './control';
import { isForEverybody, networkPoliciesOf, openingsOf, opensPort } from '../../manifests/network-policies';
import { targetPortOf, type Workload } from '../../manifests/workload';

/** What the network lets in to the ports of the application. */
export const inbound: Control = {
  section: '1.3.1',
  title: 'inbound traffic to the cardholder data environment is restricted to what is necessary',
  beyond: 'that what is let in is necessary, and that the cluster’s network enforces NetworkPolicies',
  judge: (environment) => ofWorkloads(environment, (workload, service) => {
    const policies = networkPoliciesOf(environment.manifests, workload, 'ingress');
    const place = `${workload.namespace}/${workload.name}`;
    if (policies.length === 0) return against(`the network lets everybody in to ${place}`, [workload.manifest]);
    const open = policies.filter((policy) => openingsOf(policy, 'ingress').some((opening) => isForEverybody(opening)
      && targetsOf(service, workload).some((port) => opensPort(opening, port, workload))));
    return open.length > 0
      ? against(`the network lets everybody in to ports of the application of ${place}`, open)
      : shown(`the network lets only named peers in to ${place}`, policies);
  }),
};

function targetsOf({ service }: ProtectedService, workload: Workload): number[] {
  return (service.spec.ports ?? []).flatMap(({ port, targetPort }) => targetPortOf(targetPort ?? port, workload) ?? []);
}
