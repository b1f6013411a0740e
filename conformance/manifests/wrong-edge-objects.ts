import type { Row } from './wrong-objects';

const INGRESS = 'networking.k8s.io/v1 Ingress';
const PLUGIN = 'configuration.konghq.com/v1 KongPlugin';
const TO_GATEWAY = 'targetRefs: [{ group: "", kind: Service, name: gateway }]';

/** Of the controllers before a gateway, and beside the mesh. */
export const wrongEdgeObjects: Row[] = [
  ['schema', 'expected string', 'v1 ConfigMap', 'data: { replicas: 2 }'],

  ['validation', 'pathType', INGRESS, '{ rules: [{ http: { paths: [{ path: /, backend: { service: { name: gateway, port: { number: 80 } } } }] } }] }'],
  ['validation', 'must be an absolute path', INGRESS, '{ rules: [{ http: { paths: [{ path: api, pathType: Prefix, backend: { service: { name: gateway, port: { number: 80 } } } }] } }] }'],

  ['CEL', 'custom_id', 'configuration.konghq.com/v1 KongConsumer', 'credentials: [app]'],
  ['CEL', 'configFrom', PLUGIN, 'plugin: cors\nconfig: {}\nconfigFrom: { secretKeyRef: { name: a, key: b } }'],
  ['schema', 'Unsupported value: "ftp"', PLUGIN, 'plugin: cors\nprotocols: [ftp]'],
  ['unknown field', '.spec: field not declared', PLUGIN, 'plugin: cors\nspec: {}'],
  ['CEL', 'configFrom', 'configuration.konghq.com/v1 KongClusterPlugin', 'plugin: cors\nconfig: {}\nconfigFrom: { secretKeyRef: { name: a, key: b, namespace: c } }', { namespace: undefined }],

  ['schema', 'expected string', 'k8s.nginx.org/v1 Policy', '{ rateLimit: { rate: 5 } }'],
  ['unknown field', '.spec.hosts: field not declared', 'k8s.nginx.org/v1 VirtualServer', '{ hosts: [api.example.com] }'],

  ['schema', 'rejectCode', 'gateway.nginx.org/v1alpha1 RateLimitPolicy', '{ targetRefs: [{ group: gateway.networking.k8s.io, kind: Gateway, name: web }], rateLimit: { rejectCode: 200 } }'],
  ['schema', 'expected boolean', 'gateway.nginx.org/v1alpha1 UpstreamSettingsPolicy', `{ ${TO_GATEWAY}, useClusterIP: "true" }`],
  ['schema', 'should have at least 1 items', 'gateway.networking.k8s.io/v1 ReferenceGrant', '{ from: [], to: [{ group: "", kind: Service }] }'],
  ['CEL', 'must not contain both', 'gateway.networking.k8s.io/v1 BackendTLSPolicy', `{ ${TO_GATEWAY}, validation: { hostname: api.example.com, wellKnownCACertificates: System, caCertificateRefs: [{ group: "", kind: ConfigMap, name: ca }] } }`],
  ['schema', 'Unsupported value: "Prefix"', 'gateway.networking.k8s.io/v1 HTTPRoute', '{ rules: [{ matches: [{ path: { type: Prefix, value: / } }] }] }'],

  ['unknown field', '.spec.wasm.uri: field not declared', 'extensions.istio.io/v1alpha1 TrafficExtension', '{ wasm: { uri: "oci://registry.example.com/waf" } }'],

  ['unknown field', '.spec.rules: field not declared', 'artifact.falcosecurity.dev/v1alpha1 Rulesfile', '{ rules: [] }'],
  ['schema', 'should be less than or equal to 99', 'artifact.falcosecurity.dev/v1alpha1 Rulesfile', '{ priority: 100 }'],
];
