import type { ServiceSpec } from './core';
import type { DestinationRuleSpec } from './destination-rule';
import type { GatewaySpec } from './gateway';
import type { NetworkPolicySpec } from './network-policy';
import type { AuthorizationPolicySpec, EnvoyFilterSpec, PeerAuthenticationSpec, RequestAuthenticationSpec, TelemetrySpec } from './policies';
import type { ServiceEntrySpec, WorkloadEntrySpec } from './service-entry';
import type { SidecarSpec } from './sidecar';
import type { VirtualServiceSpec } from './virtual-service';

/** What is read of each kind, by its group and name: the version does not matter, they say the same. */
export interface Specs {
  'networking.istio.io/VirtualService': VirtualServiceSpec;
  'networking.istio.io/DestinationRule': DestinationRuleSpec;
  'networking.istio.io/Gateway': GatewaySpec;
  'networking.istio.io/ServiceEntry': ServiceEntrySpec;
  'networking.istio.io/WorkloadEntry': WorkloadEntrySpec;
  'networking.istio.io/Sidecar': SidecarSpec;
  'networking.istio.io/EnvoyFilter': EnvoyFilterSpec;
  'security.istio.io/AuthorizationPolicy': AuthorizationPolicySpec;
  'security.istio.io/PeerAuthentication': PeerAuthenticationSpec;
  'security.istio.io/RequestAuthentication': RequestAuthenticationSpec;
  'telemetry.istio.io/Telemetry': TelemetrySpec;
  'networking.k8s.io/NetworkPolicy': NetworkPolicySpec;
  '/Service': ServiceSpec;
}

export type KnownKind = keyof Specs;
