import type { Rule } from './rule';
import { danglingSubset } from './rules/dangling-subset';
import { destinationWithoutPort } from './rules/destination-without-port';
import { gatewayWithoutPods } from './rules/gateway-without-pods';
import { missingGatewayCredential } from './rules/missing-gateway-credential';
import { oneHostInTwoVirtualServices } from './rules/one-host-in-two-virtual-services';
import { sidecarWithoutPods } from './rules/sidecar-without-pods';
import { twoDefaultSidecars } from './rules/two-default-sidecars';
import { twoSidecarsForOnePod } from './rules/two-sidecars-for-one-pod';
import { unknownDestinationHost } from './rules/unknown-destination-host';
import { unknownDestinationPort } from './rules/unknown-destination-port';
import { unknownGateway } from './rules/unknown-gateway';
import { unknownMirrorHost } from './rules/unknown-mirror-host';

/** Every rule, in the order of their codes. Numbers of rules that are gone are never used again. */
export const RULES: readonly Rule[] = [
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
];
