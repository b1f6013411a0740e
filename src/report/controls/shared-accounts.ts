import { against, type Control, ofWorkloads, shown } from './control';
import { homeOf } from '../party';

/** Whoever runs under one account cannot be told apart, neither by policies nor in logs. */
export const sharedAccounts: Control = {
  section: '8.2.2',
  title: 'accounts are not shared',
  beyond: 'accounts of people; who may make pods under these accounts',
  judge: (environment) => ofWorkloads(environment, (workload, { key }) => {
    const { manifests } = environment;
    const { namespace, serviceAccountName } = workload;
    const home = homeOf(manifests, workload);
    const others = manifests.workloadsIn(namespace).filter((one) => one.serviceAccountName === serviceAccountName && homeOf(manifests, one) !== home);
    const place = `${namespace}/${workload.name}`;
    if (serviceAccountName === 'default') return against(`${place} runs under the account that every pod has which names none`, [workload.manifest]);
    return others.length > 0
      ? against(`${place} runs under the account ${serviceAccountName} of others, too`, [workload.manifest, ...others.map(({ manifest }) => manifest)])
      : shown(`${key} alone runs under the account ${namespace}/${serviceAccountName}`, [workload.manifest]);
  }),
};
