import { accessLogOf } from '../../manifests/access-log';
import { servicesDemanding } from '../../manifests/data-classes';
import { idOf, titleOf } from '../../manifests/manifest';
import { defineRule } from '../rule';

export const protectedDataWithoutAuditLog = defineRule({
  code: 'MSH395',
  name: 'protected-data-without-audit-log',
  severity: 'error',
  summary: 'service with data that must be protected, whose requests are not all logged',
  fix: 'Let a Telemetry with the labels of its pods name a provider under `accessLogging`, without `disabled`, `filter`, or `match` for clients only.',
  reads: ['/Service', 'telemetry.istio.io/Telemetry'],
  messages: {
    off: '{service} works with {classes} data, and the log of its proxies is switched off',
    partial: '{service} works with {classes} data, and the log of its proxies leaves requests out',
    none: '{service} works with {classes} data, and nothing makes its proxies log',
  },
  check: (manifests, report) => {
    for (const { service, classes, workloads } of servicesDemanding(manifests, 'audited')) {
      const data = { service: titleOf(idOf(service)), classes: classes.join(' and ') };
      const logs = workloads.map((workload) => accessLogOf(manifests, workload));
      // a Telemetry that lies outside may be for the whole mesh
      if (logs.includes(undefined) && manifests.surroundings.complete) report(service, '', 'none', data);
      for (const telemetry of new Set(logs.map((log) => log?.telemetry))) {
        const state = logs.find((log) => log?.telemetry === telemetry)?.state;
        if (telemetry !== undefined && (state === 'off' || state === 'partial')) report(telemetry, 'spec.accessLogging', state, data);
      }
    }
  },
});
