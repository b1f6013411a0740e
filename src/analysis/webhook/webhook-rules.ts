import { checkPeerAuthentication, checkRequestAuthentication } from './authentication';
import { checkAuthorizationPolicy } from './authorization-policy';
import { checkDestinationRule } from './destination-rule';
import { checkGateway } from './gateway';
import { checkMetadata } from './metadata';
import { Report, type WebhookProblem } from './report';
import { checkServiceEntry } from './service-entry';
import { checkSidecar } from './sidecar';
import { checkTelemetry } from './telemetry';
import { checkVirtualService } from './virtual-service';
import { checkExtension, checkProxyConfig, checkWorkloadEntry, checkWorkloadGroup } from './workload';

const CHECKS: Readonly<Record<string, (object: any, report: Report) => void>> = {
  'networking.istio.io/DestinationRule': checkDestinationRule,
  'networking.istio.io/Gateway': checkGateway,
  'networking.istio.io/ServiceEntry': checkServiceEntry,
  'networking.istio.io/Sidecar': checkSidecar,
  'networking.istio.io/VirtualService': checkVirtualService,
  'networking.istio.io/ProxyConfig': checkProxyConfig,
  'networking.istio.io/WorkloadEntry': checkWorkloadEntry,
  'networking.istio.io/WorkloadGroup': checkWorkloadGroup,
  'extensions.istio.io/TrafficExtension': checkExtension,
  'extensions.istio.io/WasmPlugin': checkExtension,
  'telemetry.istio.io/Telemetry': checkTelemetry,
  'security.istio.io/AuthorizationPolicy': checkAuthorizationPolicy,
  'security.istio.io/PeerAuthentication': checkPeerAuthentication,
  'security.istio.io/RequestAuthentication': checkRequestAuthentication,
};

/** The kinds that are judged, by group and name. */
export const JUDGED_KINDS: readonly string[] = Object.keys(CHECKS);

/**
 * What istiod's validating webhook says of an object beyond its schema. Objects of other kinds have no problems.
 * The object's shape must be right. All versions of a kind are judged alike.
 */
export function webhookProblems(kind: string, object: any): readonly WebhookProblem[] {
  const check = CHECKS[kind];
  const report = new Report();
  if (check === undefined) return [];
  checkMetadata(object, report);
  check({ ...object, metadata: object.metadata ?? {}, spec: object.spec ?? {} }, report);
  return report.problems;
}
