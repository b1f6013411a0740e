import type { Rule } from './rule';
import { brokenYaml } from './rules/broken-yaml';
import { conflictingEntryProtocols } from './rules/conflicting-entry-protocols';
import { danglingSubset } from './rules/dangling-subset';
import { destinationWithoutPort } from './rules/destination-without-port';
import { doubtedByIstio } from './rules/doubted-by-istio';
import { entranceWithoutSubsets } from './rules/entrance-without-subsets';
import { expiredAcknowledgement } from './rules/expired-acknowledgement';
import { gatewayPortWithoutService } from './rules/gateway-port-without-service';
import { gatewayWithoutPods } from './rules/gateway-without-pods';
import { hostNotInGateway } from './rules/host-not-in-gateway';
import { missingGatewayCredential } from './rules/missing-gateway-credential';
import { notAnObject } from './rules/not-an-object';
import { oneHostInTwoVirtualServices } from './rules/one-host-in-two-virtual-services';
import { referenceToGeneratedGateway } from './rules/reference-to-generated-gateway';
import { refusedByIstio } from './rules/refused-by-istio';
import { repeatedMatch } from './rules/repeated-match';
import { shadowedMatch } from './rules/shadowed-match';
import { sharedGatewayCertificate } from './rules/shared-gateway-certificate';
import { sidecarWithoutPods } from './rules/sidecar-without-pods';
import { subsetWithoutPods } from './rules/subset-without-pods';
import { tcpEntryWithoutAddress } from './rules/tcp-entry-without-address';
import { twoDefaultSidecars } from './rules/two-default-sidecars';
import { twoObjectsOfOneName } from './rules/two-objects-of-one-name';
import { twoSidecarsForOnePod } from './rules/two-sidecars-for-one-pod';
import { unknownAcknowledgement } from './rules/unknown-acknowledgement';
import { unknownDestinationHost } from './rules/unknown-destination-host';
import { unknownDestinationPort } from './rules/unknown-destination-port';
import { unknownDestinationRuleHost } from './rules/unknown-destination-rule-host';
import { unknownGateway } from './rules/unknown-gateway';
import { unknownMirrorHost } from './rules/unknown-mirror-host';
import { unreachableRoute } from './rules/unreachable-route';
import { unusedAcknowledgement } from './rules/unused-acknowledgement';
import { wrongShape } from './rules/wrong-shape';

/** Every rule, in the order of their codes. Numbers of rules that are gone are never used again. */
export const RULES: readonly Rule[] = [
  brokenYaml,
  notAnObject,
  twoObjectsOfOneName,
  unknownAcknowledgement,
  unusedAcknowledgement,
  expiredAcknowledgement,
  wrongShape,
  refusedByIstio,
  doubtedByIstio,
  danglingSubset,
  unknownDestinationHost,
  unknownDestinationPort,
  unknownMirrorHost,
  unknownGateway,
  gatewayWithoutPods,
  missingGatewayCredential,
  sidecarWithoutPods,
  oneHostInTwoVirtualServices,
  twoSidecarsForOnePod,
  twoDefaultSidecars,
  destinationWithoutPort,
  unreachableRoute,
  repeatedMatch,
  hostNotInGateway,
  tcpEntryWithoutAddress,
  sharedGatewayCertificate,
  entranceWithoutSubsets,
  gatewayPortWithoutService,
  referenceToGeneratedGateway,
  subsetWithoutPods,
  unknownDestinationRuleHost,
  conflictingEntryProtocols,
  shadowedMatch,
];
