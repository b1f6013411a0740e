import { against, type Control, ofWorkloads, shown } from './control';
import { accessLogOf } from '../../manifests/access-log';
import { hasProxy } from '../../simulation/callers';

/** Whether every request to the pods, the refused ones too, is written down by their proxies. */
export const auditLogs: Control = {
  section: '10.2.1',
  title: 'audit logs are active for access to cardholder data',
  beyond: 'that the mesh’s configuration defines the provider; what applications, databases and people do; connections that are refused before there is a request',
  judge: ({ manifests, ...environment }) => ofWorkloads({ manifests, ...environment }, (workload) => {
    const place = `${workload.namespace}/${workload.name}`;
    if (!hasProxy(manifests, workload)) return against(`${place} has no proxy that could log`, [workload.manifest]);
    const log = accessLogOf(manifests, workload);
    if (log === undefined) return against(`no Telemetry makes the proxies of ${place} log`, [workload.manifest]);
    const { telemetry, state, providers } = log;
    if (state === 'off') return against(`the log of ${place} is switched off, or for a part of its requests`, [telemetry]);
    if (state === 'partial') return against(`the log of ${place} is about a part of its requests`, [telemetry]);
    return providers.length === 0
      ? against(`the log of ${place} names no provider`, [telemetry])
      : shown(`the proxies of ${place} log every request through ${providers.join(', ')}`, [telemetry]);
  }),
};
