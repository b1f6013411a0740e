import { aFlatObject, anObject } from './an-object';
import { validateObject } from './validate-object';

const POD = 'metadata: { labels: { app: shop } }, spec: { containers: [{ name: app, image: shop }] }';
const TLS = 'tls: { certificateRefs: [{ name: shop-tls }] }';

/** What each object is refused for: a part of the reason, the kind, its spec. */
const WRONG: [string, string, string][] = [
  // The documents' own mistakes that a schema can decide.
  ['connectionPool.tcp.keepAlive: unknown field', 'networking.istio.io/v1 DestinationRule', 'host: a, trafficPolicy: { connectionPool: { tcp: { keepAlive: { time: 7200s } } } }'],
  ['paths[0].pathType: is required', 'networking.k8s.io/v1 Ingress', 'rules: [{ http: { paths: [{ path: /, backend: { service: { name: a, port: { number: 80 } } } }] } }]'],
  ['no schema is kept for policy.example.com/v1 Canary', 'policy.example.com/v1 Canary', ''],
  ['no schema is kept for networking.istio.io/v1alpha3 Gateway', 'networking.istio.io/v1alpha3 Gateway', ''],

  // Istio: shape.
  ['spec.host: is required', 'networking.istio.io/v1 DestinationRule', 'subsets: []'],
  ['spec.host: must be of type string', 'networking.istio.io/v1 DestinationRule', 'host: 1'],
  ['loadBalancer.simple: must be one of', 'networking.istio.io/v1 DestinationRule', 'host: a, trafficPolicy: { loadBalancer: { simple: FASTEST } }'],
  ['loadBalancer: must match exactly one of 3 forms', 'networking.istio.io/v1 DestinationRule', 'host: a, trafficPolicy: { loadBalancer: { simple: RANDOM, consistentHash: { useSourceIp: true } } }'],
  ['consecutive5xxErrors: must be at most', 'networking.istio.io/v1 DestinationRule', 'host: a, trafficPolicy: { outlierDetection: { consecutive5xxErrors: 99999999999 } }'],
  ['spec.http[0].retry: unknown field', 'networking.istio.io/v1 VirtualService', 'hosts: [a], http: [{ retry: {}, route: [{ destination: { host: a } }] }]'],
  ['route[0].destination: is required', 'networking.istio.io/v1 VirtualService', 'hosts: [a], http: [{ route: [{ weight: 1 }] }]'],
  ['uri: must match exactly one of 4 forms', 'networking.istio.io/v1 VirtualService', 'hosts: [a], http: [{ match: [{ uri: { exact: /a, prefix: /b } }] }]'],
  ['servers[0].port.name: is required', 'networking.istio.io/v1 Gateway', 'servers: [{ hosts: [a.b], port: { number: 80, protocol: HTTP } }]'],
  ['resolution: must be one of', 'networking.istio.io/v1 ServiceEntry', 'hosts: [a.b], resolution: FILE'],
  ['spec.action: must be one of', 'security.istio.io/v1 AuthorizationPolicy', 'action: LOG'],
  ['rules[0].from[0].source.principal: unknown field', 'security.istio.io/v1 AuthorizationPolicy', 'rules: [{ from: [{ source: { principal: [a] } }] }]'],
  ['mtls.mode: must be one of', 'security.istio.io/v1 PeerAuthentication', 'mtls: { mode: ON }'],
  ['spec.tracing[0].randomSamplingPercentage: must be at most 100', 'telemetry.istio.io/v1 Telemetry', 'tracing: [{ randomSamplingPercentage: 101 }]'],

  // Istio: CEL.
  ["connectTimeout: breaks the rule duration(self) >= duration('1ms')", 'networking.istio.io/v1 DestinationRule', 'host: a, trafficPolicy: { connectionPool: { tcp: { connectTimeout: 0s } } }'],
  ['timeout: breaks the rule', 'networking.istio.io/v1 VirtualService', 'hosts: [a], http: [{ timeout: soon }]'],
  ['hosts[0]: breaks the rule self != "*"', 'networking.istio.io/v1 ServiceEntry', 'hosts: ["*"]'],
  ['ports: breaks the rule self.all(l1', 'networking.istio.io/v1 ServiceEntry', 'hosts: [a.b], ports: [{ number: 80, name: a }, { number: 80, name: b }]'],
  ['spec: breaks the rule ((has(self.resolution)', 'networking.istio.io/v1 ServiceEntry', 'hosts: [a.b], resolution: NONE, endpoints: [{ address: 10.0.0.1 }]'],
  ['credentialNames', 'networking.istio.io/v1 Gateway', 'servers: [{ hosts: [a.b], port: { number: 443, name: https, protocol: HTTPS }, tls: { mode: SIMPLE, credentialName: a, credentialNames: [a, b] } }]'],
  ['spec: breaks the rule has(self.portLevelMtls)', 'security.istio.io/v1 PeerAuthentication', 'portLevelMtls: { "8080": { mode: STRICT } }'],
  ['portLevelMtls: breaks the rule self.all(key, 0 < int(key)', 'security.istio.io/v1 PeerAuthentication', 'selector: { matchLabels: { app: a } }, portLevelMtls: { "70000": { mode: STRICT } }'],
  ['(has(self.selector) ? 1 : 0)', 'security.istio.io/v1 AuthorizationPolicy', 'selector: { matchLabels: { app: a } }, targetRefs: [{ kind: Service, group: "", name: a }]'],
  ['source: breaks the rule (has(self.serviceAccounts)', 'security.istio.io/v1 AuthorizationPolicy', 'rules: [{ from: [{ source: { serviceAccounts: [a], namespaces: [b] } }] }]'],
  ['matchLabels.app: breaks the rule !self.contains("*")', 'security.istio.io/v1 AuthorizationPolicy', 'selector: { matchLabels: { app: "a*" } }'],
  ['jwksUri: breaks the rule url(self)', 'security.istio.io/v1 RequestAuthentication', 'jwtRules: [{ issuer: a, jwksUri: "ftp://a.b/keys" }]'],
  ['(has(self.jwks) ? 1 : 0) <= 1', 'security.istio.io/v1 RequestAuthentication', 'jwtRules: [{ issuer: a, jwksUri: "https://a.b/keys", jwks: "{}" }]'],
  ['spec: breaks the rule has(self.wasm) != has(self.lua)', 'extensions.istio.io/v1alpha1 TrafficExtension', 'phase: AUTHN'],
  ['url: breaks the rule isURL(self)', 'extensions.istio.io/v1alpha1 TrafficExtension', 'wasm: { url: "ftp://a.b/c" }'],
  ['self.value != ""', 'telemetry.istio.io/v1 Telemetry', 'metrics: [{ overrides: [{ tagOverrides: { a: { operation: UPSERT } } }] }]'],
  ['match: breaks the rule has(self.context)', 'networking.istio.io/v1alpha3 EnvoyFilter', 'configPatches: [{ applyTo: CLUSTER, match: { context: WAYPOINT } }]'],

  // Gateway API.
  ['listeners: breaks the rule self.all(l, l.protocol in', 'gateway.networking.k8s.io/v1 Gateway', `gatewayClassName: istio, listeners: [{ name: a, port: 80, protocol: HTTP, ${TLS} }]`],
  ['addresses[0]: must match exactly one of 2 forms', 'gateway.networking.k8s.io/v1 Gateway', 'gatewayClassName: istio, addresses: [{ value: b }], listeners: [{ name: a, port: 80, protocol: HTTP }]'],
  ['listeners[1]: is the second item with name', 'gateway.networking.k8s.io/v1 Gateway', 'gatewayClassName: istio, listeners: [{ name: a, port: 80, protocol: HTTP }, { name: a, port: 81, protocol: HTTP }]'],
  ['certificateRefs', 'gateway.networking.k8s.io/v1 Gateway', 'gatewayClassName: istio, listeners: [{ name: a, port: 443, protocol: HTTPS, tls: { mode: Terminate } }]'],
  ['gatewayClassName: is required', 'gateway.networking.k8s.io/v1 Gateway', 'listeners: [{ name: a, port: 80, protocol: HTTP }]'],
  ['has(self.port)', 'gateway.networking.k8s.io/v1 HTTPRoute', 'rules: [{ backendRefs: [{ name: a }] }]'],
  ['/../', 'gateway.networking.k8s.io/v1 HTTPRoute', 'rules: [{ matches: [{ path: { value: /a/../b } }] }]'],
  ['duration(self.backendRequest)', 'gateway.networking.k8s.io/v1 HTTPRoute', 'rules: [{ timeouts: { request: 1s, backendRequest: 2s } }]'],
  ['__namespace__', 'gateway.networking.k8s.io/v1 HTTPRoute', 'parentRefs: [{ name: a, namespace: b }, { name: a, namespace: b }]'],
  ['requestRedirect', 'gateway.networking.k8s.io/v1 HTTPRoute', 'rules: [{ filters: [{ type: RequestRedirect }] }]'],
  ['weight: must be at most 1000000', 'gateway.networking.k8s.io/v1 HTTPRoute', 'rules: [{ backendRefs: [{ name: a, port: 80, weight: 1000001 }] }]'],
  ['isIP', 'gateway.networking.k8s.io/v1 TLSRoute', 'hostnames: [10.0.0.1], rules: [{ backendRefs: [{ name: a, port: 443 }] }]'],
  ['from[0].namespace: is required', 'gateway.networking.k8s.io/v1 ReferenceGrant', 'from: [{ group: "", kind: Service }], to: [{ group: "", kind: Service }]'],

  // Built-in kinds.
  ['spec.replica: unknown field', 'apps/v1 Deployment', `replica: 1, selector: { matchLabels: { app: shop } }, template: { ${POD} }`],
  ['spec.replicas: must be of type integer', 'apps/v1 Deployment', `replicas: "1", selector: { matchLabels: { app: shop } }, template: { ${POD} }`],
  ['selects no pod of the template', 'apps/v1 Deployment', `selector: { matchLabels: { app: other } }, template: { ${POD} }`],
  ['containers[0].image: is required', 'apps/v1 Deployment', 'selector: { matchLabels: { app: a } }, template: { metadata: { labels: { app: a } }, spec: { containers: [{ name: app }] } }'],
  ['there is no volume data', 'apps/v1 Deployment', 'selector: { matchLabels: { app: a } }, template: { metadata: { labels: { app: a } }, spec: { containers: [{ name: app, image: a, volumeMounts: [{ name: data, mountPath: /data }] }] } }'],
  ['readinessProbe: needs exactly one of', 'v1 Pod', 'containers: [{ name: app, image: a, readinessProbe: { periodSeconds: 1 } }]'],
  ['ports[1]: is the second item with containerPort and protocol', 'v1 Pod', 'containers: [{ name: app, image: a, ports: [{ containerPort: 80 }, { containerPort: 80, protocol: TCP }] }]'],
  ['several ports need names', 'v1 Service', 'ports: [{ port: 80 }, { port: 81 }]'],
  ['targetPort: must be a number or a string', 'v1 Service', 'ports: [{ port: 80, targetPort: true }]'],
  ['spec.type: must be one of', 'v1 Service', 'type: Internal, ports: [{ port: 80 }]'],
  ['70000 is no port', 'v1 Service', 'ports: [{ port: 70000 }]'],
  ['pathType: must be one of', 'networking.k8s.io/v1 Ingress', 'rules: [{ http: { paths: [{ path: /, pathType: Regex, backend: { service: { name: a, port: { number: 80 } } } }] } }]'],
  ['minAvailable and maxUnavailable exclude each other', 'policy/v1 PodDisruptionBudget', 'minAvailable: 1, maxUnavailable: 50%'],
  ['spec.ingres: unknown field', 'networking.k8s.io/v1 NetworkPolicy', 'ingres: []'],
  ['ipBlock excludes selectors', 'networking.k8s.io/v1 NetworkPolicy', 'podSelector: {}, egress: [{ to: [{ ipBlock: { cidr: 10.0.0.0/8 }, podSelector: {} }] }]'],
  ['10.0.0.0/40 is no CIDR', 'networking.k8s.io/v1 NetworkPolicy', 'podSelector: {}, egress: [{ to: [{ ipBlock: { cidr: 10.0.0.0/40 } }] }]'],
  ['a peer must not be empty', 'networking.k8s.io/v1 NetworkPolicy', 'podSelector: {}, ingress: [{ from: [{}] }]'],

  // What a real API server refuses, too.
  ['70000 is no port', 'v1 Service', 'ports: [{ port: 80, targetPort: 70000 }]'],
  ['Http Port is no port name', 'v1 Service', 'ports: [{ port: 80, targetPort: Http Port }]'],
  ['a b is no protocol name', 'v1 Service', 'ports: [{ port: 80, appProtocol: a b }]'],
  ['nodePort: means nothing', 'v1 Service', 'ports: [{ port: 80, nodePort: 31000 }]'],
  ['sessionAffinity: must be one of', 'v1 Service', 'sessionAffinity: Cookie, ports: [{ port: 80 }]'],
  ['replicas: must not be negative', 'apps/v1 Deployment', `replicas: -1, selector: { matchLabels: { app: shop } }, template: { ${POD} }`],
  ['must not both be 0', 'apps/v1 Deployment', `strategy: { rollingUpdate: { maxSurge: 0, maxUnavailable: 0% } }, selector: { matchLabels: { app: shop } }, template: { ${POD} }`],
  ['imagePullPolicy: must be one of', 'v1 Pod', 'containers: [{ name: app, image: a, imagePullPolicy: Sometimes }]'],
  ['port names must be unique', 'v1 Pod', 'containers: [{ name: app, image: a, ports: [{ containerPort: 80, name: http }, { containerPort: 81, name: http }] }]'],
  ['0 is no port', 'v1 Pod', 'containers: [{ name: app, image: a, readinessProbe: { tcpSocket: { port: 0 } } }]'],
  ['successThreshold: must be 1', 'v1 Pod', 'containers: [{ name: app, image: a, livenessProbe: { tcpSocket: { port: 80 }, successThreshold: 2 } }]'],
  ['1 GB is no quantity of memory', 'v1 Pod', 'containers: [{ name: app, image: a, resources: { limits: { memory: 1 GB } } }]'],
  ['more memory is requested than the limit allows', 'v1 Pod', 'containers: [{ name: app, image: a, resources: { limits: { memory: 1Gi }, requests: { memory: 1025Mi } } }]'],
  ['150% is neither', 'policy/v1 PodDisruptionBudget', 'maxUnavailable: 150%'],
  ['-1 is neither', 'policy/v1 PodDisruptionBudget', 'minAvailable: -1'],
  ['is no label key', 'policy/v1 PodDisruptionBudget', 'minAvailable: 1, selector: { matchLabels: { a b: c } }'],
  ['192.168.0.0/16 is no part of 10.0.0.0/8', 'networking.k8s.io/v1 NetworkPolicy', 'podSelector: {}, egress: [{ to: [{ ipBlock: { cidr: 10.0.0.0/8, except: [192.168.0.0/16] } }] }]'],
  ['10.0.0.0/8 is no part of 10.0.0.0/8', 'networking.k8s.io/v1 NetworkPolicy', 'podSelector: {}, egress: [{ to: [{ ipBlock: { cidr: 10.0.0.0/8, except: [10.0.0.0/8] } }] }]'],
  ['b c is no label value', 'networking.k8s.io/v1 NetworkPolicy', 'podSelector: { matchLabels: { a: b c } }'],
  ['namespaceSelector.matchLabels.a: b c is no label value', 'networking.k8s.io/v1 NetworkPolicy', 'podSelector: {}, ingress: [{ from: [{ namespaceSelector: { matchLabels: { a: b c } } }] }]'],
  ['Http is no port name', 'networking.k8s.io/v1 NetworkPolicy', 'podSelector: {}, ingress: [{ ports: [{ port: Http }] }]'],

  // Other projects' kinds.
  ['spec.issuerRef: is required', 'cert-manager.io/v1 Certificate', 'secretName: a'],
  ['privateKey.algorithm: must be one of', 'cert-manager.io/v1 Certificate', 'secretName: a, issuerRef: { name: a }, privateKey: { algorithm: DES }'],
  ['spec.targetRef: is required', 'flagger.app/v1beta1 Canary', 'analysis: { interval: 1m }'],
  ['spec.strategy.canary.step: unknown field', 'argoproj.io/v1alpha1 Rollout', 'strategy: { canary: { step: [] } }'],
];

const RIGHT: [string, string][] = [
  ['networking.istio.io/v1 DestinationRule', 'host: a, trafficPolicy: { loadBalancer: { simple: LEAST_REQUEST }, connectionPool: { tcp: { tcpKeepalive: { time: 7200s } } } }'],
  ['networking.istio.io/v1 VirtualService', 'hosts: [a], http: [{ timeout: 1.5s, match: [{ uri: { prefix: / } }], route: [{ destination: { host: a, port: { number: 80 } }, weight: 100 }] }]'],
  ['networking.istio.io/v1 Gateway', 'selector: { istio: gateway }, servers: [{ hosts: [a.b], port: { number: 443, name: https, protocol: HTTPS }, tls: { mode: SIMPLE, credentialName: a } }]'],
  ['networking.istio.io/v1 ServiceEntry', 'hosts: [a.b], resolution: DNS, ports: [{ number: 443, name: tls, protocol: TLS }], endpoints: [{ address: c.d }]'],
  ['networking.istio.io/v1 Sidecar', 'egress: [{ hosts: ["./*", "istio-system/*"] }]'],
  ['networking.istio.io/v1 WorkloadEntry', 'address: 10.0.0.1, ports: { http: 8080 }'],
  ['networking.istio.io/v1alpha3 EnvoyFilter', 'configPatches: [{ applyTo: HTTP_FILTER, match: { context: WAYPOINT, waypoint: {} }, patch: { operation: MERGE, value: { anything: { goes: 1 } } } }]'],
  ['security.istio.io/v1 AuthorizationPolicy', ''],
  ['security.istio.io/v1 AuthorizationPolicy', 'selector: { matchLabels: { app: a } }, rules: [{ from: [{ source: { principals: [cluster.local/ns/a/sa/b] } }], to: [{ operation: { methods: [GET] } }] }]'],
  ['security.istio.io/v1 PeerAuthentication', 'selector: { matchLabels: { app: a } }, mtls: { mode: STRICT }, portLevelMtls: { "8080": { mode: PERMISSIVE } }'],
  ['security.istio.io/v1 RequestAuthentication', 'jwtRules: [{ issuer: "https://a.b", jwksUri: "https://a.b/keys" }]'],
  ['telemetry.istio.io/v1 Telemetry', 'metrics: [{ overrides: [{ tagOverrides: { a: { operation: UPSERT, value: b } } }] }]'],
  ['extensions.istio.io/v1alpha1 TrafficExtension', 'wasm: { url: "example.com/filter:1" }'],
  ['gateway.networking.k8s.io/v1 Gateway', `gatewayClassName: istio, listeners: [{ name: a, port: 443, protocol: HTTPS, ${TLS} }, { name: b, port: 80, protocol: HTTP }]`],
  ['gateway.networking.k8s.io/v1 HTTPRoute', 'parentRefs: [{ name: a, namespace: b }, { name: c }], hostnames: [a.b], rules: [{ matches: [{ path: { value: /a } }], timeouts: { request: 2s, backendRequest: 1s }, backendRefs: [{ name: a, port: 80, weight: 1 }] }]'],
  ['gateway.networking.k8s.io/v1 GRPCRoute', 'rules: [{ matches: [{ method: { service: shop.Orders, method: Create } }], backendRefs: [{ name: a, port: 80 }] }]'],
  ['gateway.networking.k8s.io/v1 TLSRoute', 'hostnames: ["*.a.b"], rules: [{ backendRefs: [{ name: a, port: 443 }] }]'],
  ['gateway.networking.k8s.io/v1 BackendTLSPolicy', 'targetRefs: [{ group: "", kind: Service, name: a }], validation: { hostname: a.b, wellKnownCACertificates: System }'],
  ['v1 Service', 'selector: { app: a }, ports: [{ name: http, port: 80, targetPort: 8080, appProtocol: http }, { name: tcp-db, port: 81, targetPort: db }]'],
  ['apps/v1 Deployment', `replicas: 2, selector: { matchLabels: { app: shop } }, template: { ${POD} }`],
  ['networking.k8s.io/v1 Ingress', 'rules: [{ http: { paths: [{ path: /, pathType: Prefix, backend: { service: { name: a, port: { number: 80 } } } }] } }]'],
  ['networking.k8s.io/v1 NetworkPolicy', 'podSelector: {}, policyTypes: [Ingress, Egress], egress: [{ to: [{ ipBlock: { cidr: 10.0.0.0/8, except: [10.1.0.0/16] } }], ports: [{ port: 53, protocol: UDP }] }]'],
  ['networking.k8s.io/v1 NetworkPolicy', 'podSelector: {}, ingress: [{ from: [{ ipBlock: { cidr: "fd00::/8", except: ["fd00:1::/32"] } }], ports: [{ port: http }] }]'],
  ['v1 Pod', 'containers: [{ name: app, image: a, resources: { limits: { cpu: 1, memory: 1Gi }, requests: { cpu: 250m, memory: 1024Mi } }, readinessProbe: { httpGet: { port: http }, successThreshold: 2 } }]'],
  ['policy/v1 PodDisruptionBudget', 'maxUnavailable: 50%, selector: { matchLabels: { app: a } }'],
  ['autoscaling/v2 HorizontalPodAutoscaler', 'maxReplicas: 3, scaleTargetRef: { apiVersion: apps/v1, kind: Deployment, name: a }'],
  ['cert-manager.io/v1 Certificate', 'secretName: a, issuerRef: { name: a, kind: ClusterIssuer }, dnsNames: [a.b], privateKey: { algorithm: ECDSA, size: 256 }'],
];

describe('validateObject refuses', () => {
  test.each(WRONG)('%s', (reason, type, spec) => {
    expect(validateObject(anObject(type, `{ ${spec} }`))).toEqual(expect.arrayContaining([expect.stringContaining(reason)]));
  });

  test.each([
    ['metadata.name: Shop is no name for a Namespace', anObject('v1 Namespace', undefined, { name: 'Shop' })],
    ['metadata.name: 1st is no name for a Service', anObject('v1 Service', '{ ports: [{ port: 80 }] }', { name: '1st' })],
    ['metadata.namespace: a Namespace has no namespace', anObject('v1 Namespace', undefined, { namespace: 'shop' })],
    ['metadata.namespace: a GatewayClass has no namespace', anObject('gateway.networking.k8s.io/v1 GatewayClass', '{ controllerName: a.b/c }', { namespace: 'shop' })],
    ['pod-security.kubernetes.io/enforce: must be one of', anObject('v1 Namespace', undefined, { name: 'shop', labels: { 'pod-security.kubernetes.io/enforce': 'tight' } })],
    ['metadata.labels.app: a b is no label value', anObject('v1 ServiceAccount', undefined, { labels: { app: 'a b' } })],
    ['metadata.annotations./a: is no annotation key', anObject('v1 ServiceAccount', undefined, { annotations: { '/a': '' } })],
    ['metadata.label: unknown field', anObject('networking.istio.io/v1 Sidecar', undefined, { label: {} })],
    ['metadata: is required', { apiVersion: 'v1', kind: 'ServiceAccount' }],
    ['stringdata: unknown field', aFlatObject('v1 Secret', 'stringdata: { a: b }')],
    ['data.a: must be a byte', aFlatObject('v1 Secret', 'data: { a: plain text }')],
    ['a TLS secret needs tls.key', aFlatObject('v1 Secret', 'type: kubernetes.io/tls\nstringData: { tls.crt: a }')],
    ['data.a: must be of type string', aFlatObject('v1 ConfigMap', 'data: { a: 1 }')],
    ['roleRef.apiGroup: is required', aFlatObject('rbac.authorization.k8s.io/v1 RoleBinding', 'roleRef: { kind: Role, name: a }')],
    ['apiVersion and kind are required', { kind: 'Service' }],
  ])('%s', (reason, object) => {
    expect(validateObject(object)).toEqual(expect.arrayContaining([expect.stringContaining(reason)]));
  });
});

describe('validateObject accepts', () => {
  test.each(RIGHT)('%s: %s', (type, spec) => {
    expect(validateObject(anObject(type, `{ ${spec} }`, { namespace: 'shop' }))).toEqual([]);
  });

  test.each([
    aFlatObject('v1 Secret', 'stringData: { tls.crt: a, tls.key: b }\ntype: kubernetes.io/tls'),
    aFlatObject('rbac.authorization.k8s.io/v1 Role', 'rules: [{ apiGroups: [""], resources: [pods], verbs: [get] }]', { name: 'system:reader' }),
    anObject('v1 Namespace', undefined, { name: 'shop', labels: { 'istio.io/rev': 'prod-stable', 'pod-security.kubernetes.io/enforce': 'restricted' } }),
  ])('$kind', (object) => {
    expect(validateObject(object)).toEqual([]);
  });
});
