import type { Rule } from './rule';
import { accessLogWithoutProvider } from './rules/access-log-without-provider';
import { allowedCallNeverMade } from './rules/allowed-call-never-made';
import { anyPublicAuthority } from './rules/any-public-authority';
import { authenticationWithoutRequirement } from './rules/authentication-without-requirement';
import { autoImageWithoutInjection } from './rules/auto-image-without-injection';
import { backendTlsOverruled } from './rules/backend-tls-overruled';
import { backendTlsWithoutService } from './rules/backend-tls-without-service';
import { backendWithoutGrant } from './rules/backend-without-grant';
import { brokenYaml } from './rules/broken-yaml';
import { callThatIsRefused } from './rules/call-that-is-refused';
import { callerKeptOutByNetwork } from './rules/caller-kept-out-by-network';
import { canaryBesideTheMesh } from './rules/canary-beside-the-mesh';
import { canaryOfNothing } from './rules/canary-of-nothing';
import { canaryWithTwoStrategies } from './rules/canary-with-two-strategies';
import { canaryWithoutAnalysis } from './rules/canary-without-analysis';
import { canaryWithoutLabel } from './rules/canary-without-label';
import { certificateWithoutGrant } from './rules/certificate-without-grant';
import { chartWithOciPrefix } from './rules/chart-with-oci-prefix';
import { claimRouteWithoutAuthentication } from './rules/claim-route-without-authentication';
import { claimsInMeshRoutes } from './rules/claims-in-mesh-routes';
import { conflictingEntryProtocols } from './rules/conflicting-entry-protocols';
import { conflictingGateways } from './rules/conflicting-gateways';
import { danglingSubset } from './rules/dangling-subset';
import { delegatedCanaryWithHosts } from './rules/delegated-canary-with-hosts';
import { deniedTcpPort } from './rules/denied-tcp-port';
import { deprecatedAnnotation } from './rules/deprecated-annotation';
import { deprecatedKongKind } from './rules/deprecated-kong-kind';
import { deprecatedRoutingField } from './rules/deprecated-routing-field';
import { destinationRuleOutOfReach } from './rules/destination-rule-out-of-reach';
import { destinationRulesForOneHost } from './rules/destination-rules-for-one-host';
import { destinationWithoutPods } from './rules/destination-without-pods';
import { destinationWithoutPort } from './rules/destination-without-port';
import { differenceIgnoredByHalves } from './rules/difference-ignored-by-halves';
import { disabledMtlsInAmbient } from './rules/disabled-mtls-in-ambient';
import { doubtedByIstio } from './rules/doubted-by-istio';
import { edgeWithoutSni } from './rules/edge-without-sni';
import { entranceRefused } from './rules/entrance-refused';
import { entranceWithoutSubsets } from './rules/entrance-without-subsets';
import { everyoneAllowed } from './rules/everyone-allowed';
import { expiredAcknowledgement } from './rules/expired-acknowledgement';
import { extensionWithoutPods } from './rules/extension-without-pods';
import { externalNameWithTcpPort } from './rules/external-name-with-tcp-port';
import { failoverWithoutEjection } from './rules/failover-without-ejection';
import { faultWithRetries } from './rules/fault-with-retries';
import { foreignTrustDomain } from './rules/foreign-trust-domain';
import { gatewayErrorsWithoutEffect } from './rules/gateway-errors-without-effect';
import { gatewayForAnyHost } from './rules/gateway-for-any-host';
import { gatewayPortWithoutService } from './rules/gateway-port-without-service';
import { gatewayWithoutPods } from './rules/gateway-without-pods';
import { gatewaysWithOneHost } from './rules/gateways-with-one-host';
import { halfQualifiedHost } from './rules/half-qualified-host';
import { hostNetworkInMesh } from './rules/host-network-in-mesh';
import { hostNotInGateway } from './rules/host-not-in-gateway';
import { http10ToEnvoy } from './rules/http-1-0-to-envoy';
import { httpRoutesBeforeTermination } from './rules/http-routes-before-termination';
import { identityOnPlaintextPort } from './rules/identity-on-plaintext-port';
import { identityRuleOpenToPlaintext } from './rules/identity-rule-open-to-plaintext';
import { identityWithoutPods } from './rules/identity-without-pods';
import { idleWaypoint } from './rules/idle-waypoint';
import { ignoredCanaryAnalysis } from './rules/ignored-canary-analysis';
import { ignoredHostHeader } from './rules/ignored-host-header';
import { ingressAroundTheGateway } from './rules/ingress-around-the-gateway';
import { ingressWithoutClass } from './rules/ingress-without-class';
import { internalHostAtGateway } from './rules/internal-host-at-gateway';
import { invalidAnnotation } from './rules/invalid-annotation';
import { invalidGatewayCredential } from './rules/invalid-gateway-credential';
import { kongPluginWithSpec } from './rules/kong-plugin-with-spec';
import { listenerUnknownToIstio } from './rules/listener-unknown-to-istio';
import { malformedPrincipal } from './rules/malformed-principal';
import { matchForUnboundGateway } from './rules/match-for-unbound-gateway';
import { minHealthPercent } from './rules/min-health-percent';
import { misplacedAnnotation } from './rules/misplaced-annotation';
import { missingGatewayCredential } from './rules/missing-gateway-credential';
import { mtlsOfServicePort } from './rules/mtls-of-service-port';
import { mutualTlsToPlaintextService } from './rules/mutual-tls-to-plaintext-service';
import { namespaceInTwoModes } from './rules/namespace-in-two-modes';
import { namespaceWithoutInjection } from './rules/namespace-without-injection';
import { networkClosedToTunnel } from './rules/network-closed-to-tunnel';
import { networkForRefusedCaller } from './rules/network-for-refused-caller';
import { networkWithoutNames } from './rules/network-without-names';
import { notAnObject } from './rules/not-an-object';
import { objectOfACanary } from './rules/object-of-a-canary';
import { oneHostInTwoVirtualServices } from './rules/one-host-in-two-virtual-services';
import { patchThatClearsRouteCache } from './rules/patch-that-clears-route-cache';
import { patchWithoutEffect } from './rules/patch-without-effect';
import { plaintextToStrictService } from './rules/plaintext-to-strict-service';
import { plaintextToTlsPort } from './rules/plaintext-to-tls-port';
import { podWithoutAppLabel } from './rules/pod-without-app-label';
import { policyForPodsWithoutProxy } from './rules/policy-for-pods-without-proxy';
import { policyHostWithoutPort } from './rules/policy-host-without-port';
import { policyLostByRelease } from './rules/policy-lost-by-release';
import { policyOfServicePort } from './rules/policy-of-service-port';
import { policyTargetWithoutWaypoint } from './rules/policy-target-without-waypoint';
import { policyWithoutPods } from './rules/policy-without-pods';
import { proxyCutOffFromIstiod } from './rules/proxy-cut-off-from-istiod';
import { redirectWithoutHttps } from './rules/redirect-without-https';
import { referenceToGeneratedGateway } from './rules/reference-to-generated-gateway';
import { refusedByIstio } from './rules/refused-by-istio';
import { relativePatchBesideVersion } from './rules/relative-patch-beside-version';
import { relativePatchWithoutPriority } from './rules/relative-patch-without-priority';
import { removedKind } from './rules/removed-kind';
import { repeatedMatch } from './rules/repeated-match';
import { replicasOfTwoOwners } from './rules/replicas-of-two-owners';
import { requestPolicyWithoutWaypoint } from './rules/request-policy-without-waypoint';
import { requestRuleOnTcpPort } from './rules/request-rule-on-tcp-port';
import { reservedUser } from './rules/reserved-user';
import { retiredIngressNginx } from './rules/retired-ingress-nginx';
import { retriesOfAnyMethod } from './rules/retries-of-any-method';
import { retriesOfWrites } from './rules/retries-of-writes';
import { retriesOutlastTimeout } from './rules/retries-outlast-timeout';
import { rolloutOfUnknownRoute } from './rules/rollout-of-unknown-route';
import { rolloutOfUnknownVirtualService } from './rules/rollout-of-unknown-virtual-service';
import { rolloutRouteWithoutBoth } from './rules/rollout-route-without-both';
import { rolloutWithoutTwoServices } from './rules/rollout-without-two-services';
import { rootPeerAuthenticationWithSelector } from './rules/root-peer-authentication-with-selector';
import { rootSidecarWithSelector } from './rules/root-sidecar-with-selector';
import { routeBeforeSubset } from './rules/route-before-subset';
import { routeBesideVirtualService } from './rules/route-beside-virtual-service';
import { routeHiddenFromGateway } from './rules/route-hidden-from-gateway';
import { routeRefusedByListener } from './rules/route-refused-by-listener';
import { routeToHeadlessService } from './rules/route-to-headless-service';
import { routeToNobody } from './rules/route-to-nobody';
import { routesForUnknownHost } from './rules/routes-for-unknown-host';
import { routesOfAnotherProtocol } from './rules/routes-of-another-protocol';
import { selectorOnManagedGateway } from './rules/selector-on-managed-gateway';
import { servicePortWithoutPods } from './rules/service-port-without-pods';
import { servicesWithTwoPorts } from './rules/services-with-two-ports';
import { servicesWithTwoTransports } from './rules/services-with-two-transports';
import { shadowedMatch } from './rules/shadowed-match';
import { sharedGatewayCertificate } from './rules/shared-gateway-certificate';
import { sidecarForUnknownHost } from './rules/sidecar-for-unknown-host';
import { sidecarInAmbient } from './rules/sidecar-in-ambient';
import { sidecarWithoutPods } from './rules/sidecar-without-pods';
import { snippetOfNginx } from './rules/snippet-of-nginx';
import { stepOfUnmanagedRoute } from './rules/step-of-unmanaged-route';
import { subsetOutOfSight } from './rules/subset-out-of-sight';
import { subsetPolicyNeverUsed } from './rules/subset-policy-never-used';
import { subsetWithoutPods } from './rules/subset-without-pods';
import { tcpEntryWithoutAddress } from './rules/tcp-entry-without-address';
import { tlsInsideTls } from './rules/tls-inside-tls';
import { tlsRoutesAfterTermination } from './rules/tls-routes-after-termination';
import { tokenRuleWithoutAuthentication } from './rules/token-rule-without-authentication';
import { twoCatchAllsAtGateway } from './rules/two-catch-alls-at-gateway';
import { twoDefaultSidecars } from './rules/two-default-sidecars';
import { twoDefaultTelemetries } from './rules/two-default-telemetries';
import { twoObjectsOfOneName } from './rules/two-objects-of-one-name';
import { twoPeerAuthentications } from './rules/two-peer-authentications';
import { twoSidecarsForOnePod } from './rules/two-sidecars-for-one-pod';
import { twoTelemetriesForOnePod } from './rules/two-telemetries-for-one-pod';
import { undescribedSurroundings } from './rules/undescribed-surroundings';
import { unexpectedWaypointListener } from './rules/unexpected-waypoint-listener';
import { unknownAcknowledgement } from './rules/unknown-acknowledgement';
import { unknownAnnotation } from './rules/unknown-annotation';
import { unknownDestinationHost } from './rules/unknown-destination-host';
import { unknownDestinationPort } from './rules/unknown-destination-port';
import { unknownDestinationRuleHost } from './rules/unknown-destination-rule-host';
import { unknownExtensionProvider } from './rules/unknown-extension-provider';
import { unknownGateway } from './rules/unknown-gateway';
import { unknownIngressBackend } from './rules/unknown-ingress-backend';
import { unknownMirrorHost } from './rules/unknown-mirror-host';
import { unknownPolicyHost } from './rules/unknown-policy-host';
import { unknownPolicyTarget } from './rules/unknown-policy-target';
import { unknownRouteBackend } from './rules/unknown-route-backend';
import { unknownRouteParent } from './rules/unknown-route-parent';
import { unknownSourceNamespace } from './rules/unknown-source-namespace';
import { unknownTokenIssuer } from './rules/unknown-token-issuer';
import { unknownWaypoint } from './rules/unknown-waypoint';
import { unmatchablePolicyMethod } from './rules/unmatchable-policy-method';
import { unmatchablePolicyPath } from './rules/unmatchable-policy-path';
import { unreachableRoute } from './rules/unreachable-route';
import { unsupportedPortName } from './rules/unsupported-port-name';
import { unusedAcknowledgement } from './rules/unused-acknowledgement';
import { weightsNot100 } from './rules/weights-not-100';
import { weightsOfTwoEngines } from './rules/weights-of-two-engines';
import { workloadSelectorAtWaypoint } from './rules/workload-selector-at-waypoint';
import { wrongShape } from './rules/wrong-shape';

/** Every rule, in the order of their codes. Numbers of rules that are gone are never used again. */
export const RULES: readonly Rule[] = [
  brokenYaml,
  notAnObject,
  twoObjectsOfOneName,
  undescribedSurroundings,
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
  conflictingGateways,
  gatewayPortWithoutService,
  referenceToGeneratedGateway,
  subsetWithoutPods,
  unknownDestinationRuleHost,
  conflictingEntryProtocols,
  deprecatedRoutingField,
  plaintextToStrictService,
  mutualTlsToPlaintextService,
  weightsNot100,
  matchForUnboundGateway,
  sidecarForUnknownHost,
  rootSidecarWithSelector,
  subsetPolicyNeverUsed,
  destinationRuleOutOfReach,
  destinationRulesForOneHost,
  twoCatchAllsAtGateway,
  halfQualifiedHost,
  tlsRoutesAfterTermination,
  httpRoutesBeforeTermination,
  tlsInsideTls,
  plaintextToTlsPort,
  gatewayForAnyHost,
  retriesOutlastTimeout,
  retriesOfWrites,
  faultWithRetries,
  subsetOutOfSight,
  routeHiddenFromGateway,
  internalHostAtGateway,
  failoverWithoutEjection,
  routeToHeadlessService,
  claimsInMeshRoutes,
  gatewayErrorsWithoutEffect,
  minHealthPercent,
  routesOfAnotherProtocol,
  routeBeforeSubset,
  shadowedMatch,
  retriesOfAnyMethod,
  destinationWithoutPods,
  gatewaysWithOneHost,
  redirectWithoutHttps,
  routesForUnknownHost,
  namespaceWithoutInjection,
  namespaceInTwoModes,
  policyForPodsWithoutProxy,
  policyWithoutPods,
  extensionWithoutPods,
  unknownSourceNamespace,
  identityWithoutPods,
  foreignTrustDomain,
  malformedPrincipal,
  everyoneAllowed,
  entranceRefused,
  identityRuleOpenToPlaintext,
  identityOnPlaintextPort,
  requestRuleOnTcpPort,
  deniedTcpPort,
  tokenRuleWithoutAuthentication,
  authenticationWithoutRequirement,
  unknownTokenIssuer,
  claimRouteWithoutAuthentication,
  policyHostWithoutPort,
  unmatchablePolicyPath,
  unmatchablePolicyMethod,
  unknownPolicyHost,
  policyOfServicePort,
  mtlsOfServicePort,
  rootPeerAuthenticationWithSelector,
  twoPeerAuthentications,
  disabledMtlsInAmbient,
  twoTelemetriesForOnePod,
  twoDefaultTelemetries,
  accessLogWithoutProvider,
  unknownExtensionProvider,
  patchWithoutEffect,
  relativePatchWithoutPriority,
  relativePatchBesideVersion,
  patchThatClearsRouteCache,
  autoImageWithoutInjection,
  reservedUser,
  hostNetworkInMesh,
  allowedCallNeverMade,
  podWithoutAppLabel,
  unsupportedPortName,
  externalNameWithTcpPort,
  servicesWithTwoTransports,
  servicesWithTwoPorts,
  servicePortWithoutPods,
  callThatIsRefused,
  misplacedAnnotation,
  unknownAnnotation,
  deprecatedAnnotation,
  invalidAnnotation,
  removedKind,
  invalidGatewayCredential,
  selectorOnManagedGateway,
  sidecarInAmbient,
  workloadSelectorAtWaypoint,
  requestPolicyWithoutWaypoint,
  unknownWaypoint,
  policyTargetWithoutWaypoint,
  unknownPolicyTarget,
  canaryWithoutAnalysis,
  ignoredCanaryAnalysis,
  canaryWithTwoStrategies,
  objectOfACanary,
  canaryBesideTheMesh,
  delegatedCanaryWithHosts,
  canaryWithoutLabel,
  canaryOfNothing,
  policyLostByRelease,
  rolloutOfUnknownVirtualService,
  rolloutOfUnknownRoute,
  rolloutRouteWithoutBoth,
  rolloutWithoutTwoServices,
  stepOfUnmanagedRoute,
  weightsOfTwoEngines,
  replicasOfTwoOwners,
  differenceIgnoredByHalves,
  chartWithOciPrefix,
  retiredIngressNginx,
  ingressWithoutClass,
  unknownIngressBackend,
  ingressAroundTheGateway,
  http10ToEnvoy,
  edgeWithoutSni,
  snippetOfNginx,
  ignoredHostHeader,
  deprecatedKongKind,
  kongPluginWithSpec,
  unknownRouteParent,
  routeRefusedByListener,
  backendWithoutGrant,
  certificateWithoutGrant,
  unknownRouteBackend,
  routeToNobody,
  routeBesideVirtualService,
  idleWaypoint,
  unexpectedWaypointListener,
  listenerUnknownToIstio,
  backendTlsWithoutService,
  backendTlsOverruled,
  anyPublicAuthority,
  callerKeptOutByNetwork,
  networkForRefusedCaller,
  networkClosedToTunnel,
  proxyCutOffFromIstiod,
  networkWithoutNames,
];
