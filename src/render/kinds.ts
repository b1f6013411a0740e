/** What the API server calls a kind. */
export interface Kind {
  readonly apiVersion: string;
  readonly kind: string;
}

export const NAMESPACE: Kind = { apiVersion: 'v1', kind: 'Namespace' };
export const SERVICE_ACCOUNT: Kind = { apiVersion: 'v1', kind: 'ServiceAccount' };
export const SERVICE: Kind = { apiVersion: 'v1', kind: 'Service' };
export const CONFIG_MAP: Kind = { apiVersion: 'v1', kind: 'ConfigMap' };
export const DEPLOYMENT: Kind = { apiVersion: 'apps/v1', kind: 'Deployment' };
export const POD_DISRUPTION_BUDGET: Kind = { apiVersion: 'policy/v1', kind: 'PodDisruptionBudget' };
export const NETWORK_POLICY: Kind = { apiVersion: 'networking.k8s.io/v1', kind: 'NetworkPolicy' };

export const VIRTUAL_SERVICE: Kind = { apiVersion: 'networking.istio.io/v1', kind: 'VirtualService' };
export const DESTINATION_RULE: Kind = { apiVersion: 'networking.istio.io/v1', kind: 'DestinationRule' };
export const GATEWAY: Kind = { apiVersion: 'networking.istio.io/v1', kind: 'Gateway' };
export const SERVICE_ENTRY: Kind = { apiVersion: 'networking.istio.io/v1', kind: 'ServiceEntry' };
export const ENVOY_FILTER: Kind = { apiVersion: 'networking.istio.io/v1alpha3', kind: 'EnvoyFilter' };
export const SIDECAR: Kind = { apiVersion: 'networking.istio.io/v1', kind: 'Sidecar' };

export const PEER_AUTHENTICATION: Kind = { apiVersion: 'security.istio.io/v1', kind: 'PeerAuthentication' };
export const REQUEST_AUTHENTICATION: Kind = { apiVersion: 'security.istio.io/v1', kind: 'RequestAuthentication' };
export const AUTHORIZATION_POLICY: Kind = { apiVersion: 'security.istio.io/v1', kind: 'AuthorizationPolicy' };

export const TELEMETRY: Kind = { apiVersion: 'telemetry.istio.io/v1', kind: 'Telemetry' };

export const CERTIFICATE: Kind = { apiVersion: 'cert-manager.io/v1', kind: 'Certificate' };

export const INGRESS: Kind = { apiVersion: 'networking.k8s.io/v1', kind: 'Ingress' };
export const VIRTUAL_SERVER: Kind = { apiVersion: 'k8s.nginx.org/v1', kind: 'VirtualServer' };
export const NGINX_POLICY: Kind = { apiVersion: 'k8s.nginx.org/v1', kind: 'Policy' };

export const GATEWAY_API_GATEWAY: Kind = { apiVersion: 'gateway.networking.k8s.io/v1', kind: 'Gateway' };
export const HTTP_ROUTE: Kind = { apiVersion: 'gateway.networking.k8s.io/v1', kind: 'HTTPRoute' };
export const BACKEND_TLS_POLICY: Kind = { apiVersion: 'gateway.networking.k8s.io/v1', kind: 'BackendTLSPolicy' };
export const REFERENCE_GRANT: Kind = { apiVersion: 'gateway.networking.k8s.io/v1', kind: 'ReferenceGrant' };
export const RATE_LIMIT_POLICY: Kind = { apiVersion: 'gateway.nginx.org/v1alpha1', kind: 'RateLimitPolicy' };
export const UPSTREAM_SETTINGS_POLICY: Kind = { apiVersion: 'gateway.nginx.org/v1alpha1', kind: 'UpstreamSettingsPolicy' };
export const TRAFFIC_EXTENSION: Kind = { apiVersion: 'extensions.istio.io/v1alpha1', kind: 'TrafficExtension' };

export const RULESFILE: Kind = { apiVersion: 'artifact.falcosecurity.dev/v1alpha1', kind: 'Rulesfile' };

export const KONG_PLUGIN: Kind = { apiVersion: 'configuration.konghq.com/v1', kind: 'KongPlugin' };
export const KONG_CLUSTER_PLUGIN: Kind = { apiVersion: 'configuration.konghq.com/v1', kind: 'KongClusterPlugin' };
export const KONG_CONSUMER: Kind = { apiVersion: 'configuration.konghq.com/v1', kind: 'KongConsumer' };
