import { against, type Control, ofWorkloads, shown } from './control';
import type { TelemetrySection, TelemetrySpec } from '../../manifests/kinds/policies';
import type { Manifest } from '../../manifests/manifest';
import { policiesOf } from '../../manifests/policies';
import { isEmptySelector } from '../../manifests/selectors';
import type { Workload } from '../../manifests/workload';
import { hasProxy } from '../../simulation/callers';

/** Whether every request to the pods, the refused ones too, is written down by their proxies. */
export const auditLogs: Control = {
  section: '10.2.1',
  title: 'audit logs are active for access to cardholder data',
  beyond: 'that the mesh’s configuration defines the provider; what applications, databases and people do; connections that are refused before there is a request',
  judge: ({ manifests, ...environment }) => ofWorkloads({ manifests, ...environment }, (workload) => {
    const place = `${workload.namespace}/${workload.name}`;
    if (!hasProxy(manifests, workload)) return against(`${place} has no proxy that could log`, [workload.manifest]);
    const telemetry = deciding(policiesOf(manifests, 'telemetry.istio.io/Telemetry', workload), workload);
    if (telemetry === undefined) return against(`no Telemetry makes the proxies of ${place} log`, [workload.manifest]);
    const sections = telemetry.spec.accessLogging ?? [];
    const providers = sections.flatMap((section) => (section.providers ?? []).flatMap(({ name }) => name ?? []));
    if (sections.some(({ disabled }) => disabled === true)) return against(`the log of ${place} is switched off, or for a part of its requests`, [telemetry]);
    if (sections.some(isPartial)) return against(`the log of ${place} is about a part of its requests`, [telemetry]);
    return providers.length === 0
      ? against(`the log of ${place} names no provider`, [telemetry])
      : shown(`the proxies of ${place} log every request through ${providers.join(', ')}`, [telemetry]);
  }),
};

/** Of all that are about a pod the narrowest that speaks of logs: its own, its namespace's, the mesh's. One with labels means pods of its namespace. */
function deciding(telemetries: readonly Manifest<TelemetrySpec>[], { namespace }: Workload): Manifest<TelemetrySpec> | undefined {
  const speaking = telemetries.filter(({ spec }) => (spec.accessLogging ?? []).length > 0);
  const isWide = ({ spec }: Manifest<TelemetrySpec>) => isEmptySelector(spec.selector?.matchLabels);
  return speaking.find((one) => !isWide(one) && one.metadata.namespace === namespace) ?? speaking.filter(isWide).pop();
}

function isPartial({ filter, match }: TelemetrySection): boolean {
  return filter !== undefined || match?.mode === 'CLIENT';
}
