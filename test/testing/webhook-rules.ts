import { checkPeerAuthentication, checkRequestAuthentication } from './webhook/authentication';
import { checkAuthorizationPolicy } from './webhook/authorization-policy';
import { checkDestinationRule } from './webhook/destination-rule';
import { checkGateway } from './webhook/gateway';
import { checkMetadata } from './webhook/metadata';
import { Report } from './webhook/report';
import { checkServiceEntry } from './webhook/service-entry';
import { checkSidecar } from './webhook/sidecar';
import { checkVirtualService } from './webhook/virtual-service';

const CHECKS: Record<string, (object: any, report: Report) => void> = {
  'networking.istio.io/v1 DestinationRule': checkDestinationRule,
  'networking.istio.io/v1 Gateway': checkGateway,
  'networking.istio.io/v1 ServiceEntry': checkServiceEntry,
  'networking.istio.io/v1 Sidecar': checkSidecar,
  'networking.istio.io/v1 VirtualService': checkVirtualService,
  'security.istio.io/v1 AuthorizationPolicy': checkAuthorizationPolicy,
  'security.istio.io/v1 PeerAuthentication': checkPeerAuthentication,
  'security.istio.io/v1 RequestAuthentication': checkRequestAuthentication,
};

/**
 * What istiod's validating webhook says of an object beyond its schema, as `path: problem`; what only makes it warn begins with
 * `warning: `. Objects of other kinds have none. The object's shape must be right: ask validateObject first.
 */
export function webhookProblems(object: any): string[] {
  const check = CHECKS[`${object.apiVersion} ${object.kind}`];
  const report = new Report();
  if (check === undefined) return [];
  checkMetadata(object, report);
  check({ ...object, metadata: object.metadata ?? {}, spec: object.spec ?? {} }, report);
  return report.problems;
}
