import type { Row } from './wrong-objects';

const GATEWAY = 'networking.istio.io/v1 Gateway';
const VIRTUAL_SERVICE = 'networking.istio.io/v1 VirtualService';
const DESTINATION_RULE = 'networking.istio.io/v1 DestinationRule';
const SERVICE_ENTRY = 'networking.istio.io/v1 ServiceEntry';
const SIDECAR = 'networking.istio.io/v1 Sidecar';
const AUTHORIZATION_POLICY = 'security.istio.io/v1 AuthorizationPolicy';
const PEER_AUTHENTICATION = 'security.istio.io/v1 PeerAuthentication';
const ENVOY_FILTER = 'networking.istio.io/v1alpha3 EnvoyFilter';
const TELEMETRY = 'telemetry.istio.io/v1 Telemetry';
const REQUEST_AUTHENTICATION = 'security.istio.io/v1 RequestAuthentication';

const HTTPS = 'port: { number: 443, name: https, protocol: HTTPS }';
const TO_CART = 'route: [{ destination: { host: cart } }]';
const http = (entry: string) => `{ hosts: [cart], http: [{ ${entry} }] }`;
const policy = (text: string) => `{ host: cart, trafficPolicy: { ${text} } }`;
const rule = (text: string) => `{ rules: [{ ${text} }] }`;

export const wrongIstioObjects: Row[] = [
  ['unknown field', '.spec.servers[0].host: field not declared', GATEWAY, `{ servers: [{ host: a.b, ${HTTPS} }] }`],
  ['schema', 'servers[0].port.name: Required value', GATEWAY, '{ servers: [{ hosts: [a.b], port: { number: 80, protocol: HTTP } }] }'],
  ['CEL', 'only one of credentialName or credentialNames', GATEWAY, `{ servers: [{ hosts: [a.b], ${HTTPS}, tls: { mode: SIMPLE, credentialName: a, credentialNames: [a] } }] }`],
  ['webhook', 'must have at least one server', GATEWAY, '{ selector: { istio: ingressgateway } }'],
  ['webhook', 'short names (non FQDN) are not allowed', GATEWAY, '{ servers: [{ hosts: [shop], port: { number: 80, name: http, protocol: HTTP } }] }'],
  ['webhook', 'must have TLS settings for HTTPS', GATEWAY, `{ servers: [{ hosts: [a.b], ${HTTPS} }] }`],
  ['webhook', 'SIMPLE TLS requires a server certificate', GATEWAY, `{ servers: [{ hosts: [a.b], ${HTTPS}, tls: { mode: SIMPLE } }] }`],
  ['webhook', 'invalid protocol "FTP"', GATEWAY, '{ servers: [{ hosts: [a.b], port: { number: 21, name: ftp, protocol: FTP } }] }'],

  ['unknown field', '.spec.http[0].retry: field not declared', VIRTUAL_SERVICE, http(`retry: {}, ${TO_CART}`)],
  ['schema', 'route[0].destination: Required value', VIRTUAL_SERVICE, http('route: [{ weight: 1 }]')],
  ['schema', 'uri" must validate one and only one schema', VIRTUAL_SERVICE, http(`match: [{ uri: { exact: /a, prefix: /b } }], ${TO_CART}`)],
  ['CEL', 'must be a valid duration greater than 1ms', VIRTUAL_SERVICE, http(`timeout: soon, ${TO_CART}`)],
  ['webhook', 'http, tcp or tls must be provided', VIRTUAL_SERVICE, '{ hosts: [cart] }'],
  ['webhook', 'cannot contain both route and redirect', VIRTUAL_SERVICE, http(`redirect: { uri: /a }, ${TO_CART}`)],
  ['webhook', 'total destination weight = 0', VIRTUAL_SERVICE, http('route: [{ destination: { host: a } }, { destination: { host: b } }]')],
  ['webhook', 'wildcard host * is not allowed', VIRTUAL_SERVICE, `{ hosts: ["*"], http: [{ ${TO_CART} }] }`],
  ['webhook', 'Istio uses RE2', VIRTUAL_SERVICE, http(`match: [{ uri: { regex: "(?=a)" } }], ${TO_CART}`)],
  ['webhook', 'port number 70000 must be in the range', VIRTUAL_SERVICE, http('route: [{ destination: { host: a, port: { number: 70000 } } }]')],
  ['webhook', 'only durations to ms precision', VIRTUAL_SERVICE, http(`timeout: 1.0005s, ${TO_CART}`)],
  ['webhook', 'is only supported for gateway', VIRTUAL_SERVICE, http(`match: [{ headers: { "@request.auth.claims.role": { exact: a } } }], ${TO_CART}`)],

  ['unknown field', '.tcp.keepAlive: field not declared', DESTINATION_RULE, policy('connectionPool: { tcp: { keepAlive: { time: 7200s } } }')],
  ['schema', 'spec.host: Required value', DESTINATION_RULE, '{ subsets: [] }'],
  ['schema', 'spec.host: expected string', DESTINATION_RULE, '{ host: 1 }'],
  ['schema', 'simple: Unsupported value: "FASTEST"', DESTINATION_RULE, policy('loadBalancer: { simple: FASTEST }')],
  ['schema', 'should be less than or equal to 4294967295', DESTINATION_RULE, policy('outlierDetection: { consecutive5xxErrors: 99999999999 }')],
  ['CEL', 'must be a valid duration greater than 1ms', DESTINATION_RULE, policy('connectionPool: { tcp: { connectTimeout: 0s } }')],
  ['webhook', 'percentage 101 is not in range', DESTINATION_RULE, policy('outlierDetection: { maxEjectionPercent: 101 }')],
  ['webhook', 'private key required for mutual tls', DESTINATION_RULE, policy('tls: { mode: MUTUAL, clientCertificate: a }')],
  ['webhook', 'top level domain "1" cannot be all-numeric', DESTINATION_RULE, '{ host: a.1 }'],

  ['schema', 'resolution: Unsupported value: "FILE"', SERVICE_ENTRY, '{ hosts: [a.b], resolution: FILE }'],
  ['CEL', 'hostname cannot be wildcard', SERVICE_ENTRY, '{ hosts: ["*"] }'],
  ['CEL', 'port number cannot be duplicated', SERVICE_ENTRY, '{ hosts: [a.b], ports: [{ number: 80, name: a }, { number: 80, name: b }] }'],
  ['CEL', 'NONE mode cannot set endpoints', SERVICE_ENTRY, '{ hosts: [a.b], resolution: NONE, endpoints: [{ address: 10.0.0.1 }] }'],
  ['webhook', 'host must be wildcarded for resolution mode DYNAMIC_DNS', SERVICE_ENTRY, '{ hosts: [a.b], resolution: DYNAMIC_DNS, ports: [{ number: 443, name: tls, protocol: TLS }] }'],
  ['webhook', 'unsupported protocol: FTP', SERVICE_ENTRY, '{ hosts: [a.b], resolution: STATIC, ports: [{ number: 21, name: ftp, protocol: FTP }] }'],

  ['schema', 'mode: Unsupported value: "NOTHING"', SIDECAR, '{ outboundTrafficPolicy: { mode: NOTHING } }'],
  ['webhook', 'empty configuration provided', SIDECAR, '{ workloadSelector: { labels: { app: cart } } }'],
  ['webhook', 'host must be of form namespace/dnsName', SIDECAR, '{ egress: [{ hosts: [a.b] }] }'],
  ['webhook', 'must contain at least one host', SIDECAR, '{ egress: [{ hosts: [] }] }'],

  ['unknown field', 'source.principal: field not declared', AUTHORIZATION_POLICY, rule('from: [{ source: { principal: [a] } }]')],
  ['schema', 'action: Unsupported value: "LOG"', AUTHORIZATION_POLICY, '{ action: LOG }'],
  ['CEL', 'only one of targetRefs or selector', AUTHORIZATION_POLICY, '{ selector: { matchLabels: { app: a } }, targetRefs: [{ kind: Service, group: "", name: a }] }'],
  ['CEL', 'Cannot set serviceAccounts with namespaces', AUTHORIZATION_POLICY, rule('from: [{ source: { serviceAccounts: [a], namespaces: [b] } }]')],
  ['CEL', 'wildcard not allowed in label value', AUTHORIZATION_POLICY, '{ selector: { matchLabels: { app: "a*" } } }'],
  ['webhook', '`from.source` must not be empty', AUTHORIZATION_POLICY, rule('from: [{ source: {} }]')],
  ['webhook', '`to.operation` must not be empty', AUTHORIZATION_POLICY, rule('to: [{ operation: {} }]')],
  ['webhook', 'DENY action without `rules`', AUTHORIZATION_POLICY, '{ action: DENY }'],
  ['webhook', 'unknown attribute', AUTHORIZATION_POLICY, rule('when: [{ key: custom.opa_decision, values: [a] }]')],
  ['webhook', 'invalid or unsupported path a/{id}', AUTHORIZATION_POLICY, rule('to: [{ operation: { paths: ["/a/{id}"] } }]')],
  ['webhook', 'bad port (70000)', AUTHORIZATION_POLICY, rule('to: [{ operation: { ports: ["70000"] } }]')],
  ['webhook', 'bad CIDR range', AUTHORIZATION_POLICY, rule('from: [{ source: { ipBlocks: [10.0.0.0/40] } }]')],

  ['schema', 'mode: Unsupported value: "ON"', PEER_AUTHENTICATION, '{ mtls: { mode: ON } }'],
  ['CEL', 'portLevelMtls requires selector', PEER_AUTHENTICATION, '{ portLevelMtls: { "8080": { mode: STRICT } } }'],
  ['CEL', 'port must be between 1-65535', PEER_AUTHENTICATION, '{ selector: { matchLabels: { app: a } }, portLevelMtls: { "70000": { mode: STRICT } } }'],

  ['CEL', 'url must have scheme http:// or https://', REQUEST_AUTHENTICATION, '{ jwtRules: [{ issuer: a, jwksUri: "ftp://a.b/keys" }] }'],
  ['CEL', 'only one of jwks or jwksUri', REQUEST_AUTHENTICATION, '{ jwtRules: [{ issuer: a, jwksUri: "https://a.b/keys", jwks: "{}" }] }'],
  ['schema', 'should be at least 1 chars long', REQUEST_AUTHENTICATION, '{ jwtRules: [{ issuer: a, audiences: [""] }] }'],
  ['webhook', 'jwks parse error', REQUEST_AUTHENTICATION, '{ jwtRules: [{ issuer: a, jwks: none }] }'],

  ['unknown field', '.spec.configPatches[0].value: field not declared', ENVOY_FILTER, '{ configPatches: [{ applyTo: HTTP_FILTER, value: {} }] }'],
  ['schema', 'applyTo: Unsupported value: "FILTER"', ENVOY_FILTER, '{ configPatches: [{ applyTo: FILTER, patch: { operation: REMOVE } }] }'],
  ['CEL', 'only one of targetRefs or workloadSelector', ENVOY_FILTER, '{ workloadSelector: { labels: { app: a } }, targetRefs: [{ kind: Service, group: "", name: a }] }'],

  ['unknown field', '.spec.accessLogging[0].provider: field not declared', TELEMETRY, '{ accessLogging: [{ provider: { name: a } }] }'],
  ['schema', 'mode: Unsupported value: "ALL"', TELEMETRY, '{ accessLogging: [{ match: { mode: ALL } }] }'],
  ['schema', 'should be less than or equal to 100', TELEMETRY, '{ tracing: [{ randomSamplingPercentage: 101 }] }'],
];
