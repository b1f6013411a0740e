import type { TelemetrySection, TelemetrySpec } from './kinds/policies';
import type { Manifest } from './manifest';
import type { Manifests } from './manifests';
import { policiesOf } from './policies';
import { isEmptySelector } from './selectors';
import type { Workload } from './workload';

/** What proxies write down of requests, as far as a Telemetry says it. */
export interface AccessLog {
  readonly telemetry: Manifest<TelemetrySpec>;
  /** `off`: for all, or for some; `partial`: some requests are left out. */
  readonly state: 'off' | 'partial' | 'all';
  readonly providers: readonly string[];
}

/** Of all that are about a pod the narrowest that speaks of logs: its own, its namespace's, the mesh's. One with labels means pods of its namespace. */
export function accessLogOf(manifests: Manifests, workload: Workload): AccessLog | undefined {
  const speaking = policiesOf(manifests, 'telemetry.istio.io/Telemetry', workload).filter(({ spec }) => (spec.accessLogging ?? []).length > 0);
  const isWide = ({ spec }: Manifest<TelemetrySpec>) => isEmptySelector(spec.selector?.matchLabels);
  const telemetry = speaking.find((one) => !isWide(one) && one.metadata.namespace === workload.namespace) ?? speaking.filter(isWide).pop();
  if (telemetry === undefined) return undefined;
  const sections = telemetry.spec.accessLogging ?? [];
  const providers = sections.flatMap((section) => (section.providers ?? []).flatMap(({ name }) => name ?? []));
  const isOff = sections.some(({ disabled }) => disabled === true);
  return { telemetry, state: isOff ? 'off' : sections.some(isPartial) ? 'partial' : 'all', providers };
}

function isPartial({ filter, match }: TelemetrySection): boolean {
  return filter !== undefined || match?.mode === 'CLIENT';
}
