import { anObject } from './an-object';
import { validateObject } from './validate-object';
import { webhookProblems } from './webhook-rules';

const VS = 'networking.istio.io/v1 VirtualService';
const DR = 'networking.istio.io/v1 DestinationRule';
const GW = 'networking.istio.io/v1 Gateway';
const SE = 'networking.istio.io/v1 ServiceEntry';
const SC = 'networking.istio.io/v1 Sidecar';
const AP = 'security.istio.io/v1 AuthorizationPolicy';
const PA = 'security.istio.io/v1 PeerAuthentication';
const RA = 'security.istio.io/v1 RequestAuthentication';

const TO_A = 'route: [{ destination: { host: a.b } }]';
const vs = (route: string) => `{ hosts: [a.b], http: [{ ${TO_A}, ${route} }] }`;
const vsMatch = (match: string) => vs(`match: [{ ${match} }]`);
const dr = (policy: string) => `{ host: a.b, trafficPolicy: { ${policy} } }`;
const lb = (balancer: string) => dr(`outlierDetection: {}, loadBalancer: { ${balancer} }`);
const gw = (server: string, port = 'number: 443, name: https, protocol: HTTPS') => `{ servers: [{ hosts: [a.b], port: { ${port} }, ${server} }] }`;
const http = 'number: 80, name: http, protocol: HTTP';
const se = (rest: string, port = 'number: 443, name: tls, protocol: TLS') => `{ hosts: [a.b], ports: [{ ${port} }], ${rest} }`;
const ap = (rule: string, action = 'ALLOW') => `{ action: ${action}, rules: [{ ${rule} }] }`;
const source = (fields: string) => ap(`from: [{ source: { ${fields} } }]`);
const operation = (fields: string) => ap(`to: [{ operation: { ${fields} } }]`);

/** By number of the rule in istiod's list: what is said, of what kind, of what spec. */
const REFUSED: [number, string, string, string][] = [
  [2, 'hosts[0]: a_b.c is no domain name', VS, '{ hosts: [a_b.c], http: [{ route: [{ destination: { host: a } }] }] }'],
  [2, 'has a number as its top level', DR, '{ host: a.1 }'],
  [2, 'must have 1 to 255 characters', DR, `{ host: ${'a.'.repeat(130)}b }`],
  [2, 'shop is a short name', GW, '{ servers: [{ hosts: [shop], port: { number: 80, name: a, protocol: HTTP } }] }'],
  [2, '*a.b has a partial wildcard', SC, '{ egress: [{ hosts: ["ns/*a.b"] }] }'],
  [2, 'a.b must be of the form namespace/host', SC, '{ egress: [{ hosts: [a.b] }] }'],
  [2, 'A_ is no namespace', GW, '{ servers: [{ hosts: [A_/a.b], port: { number: 80, name: a, protocol: HTTP } }] }'],
  [3, 'no whole number of milliseconds', VS, vs('timeout: 1.0005s')],
  [3, '101 is no percentage', DR, dr('outlierDetection: { maxEjectionPercent: 101 }')],
  [3, '0.00001 is neither 0 nor', VS, vs('fault: { delay: { fixedDelay: 1s, percentage: { value: 0.00001 } } }')],
  [4, 'is no RE2 expression', VS, vsMatch('uri: { regex: "(?=a)" }')],
  [4, 'must have 1 to 1024 characters', VS, vsMatch(`uri: { regex: ${'a'.repeat(1025)} }`)],
  [4, 'a b is no header name', VS, vsMatch('headers: { "a b": { exact: c } }')],
  [4, 'has an unescaped percent sign', VS, vs('headers: { request: { set: { x-a: 100% } } }')],
  [4, 'has control characters', VS, vs('headers: { request: { set: { x-a: "\\u0001" } } }')],
  [5, 'exportTo: has duplicates', VS, `{ hosts: [a.b], exportTo: [".", shop], http: [{ ${TO_A} }] }`],
  [5, '* must stand alone', VS, `{ hosts: [a.b], exportTo: ["*", shop], http: [{ ${TO_A} }] }`],
  [5, '~ is neither ., * nor a namespace', VS, `{ hosts: [a.b], exportTo: ["~"], http: [{ ${TO_A} }] }`],
  [5, '~ must stand alone', SE, se('resolution: STATIC, exportTo: ["~", shop]')],
  [5, 'a rule with a workloadSelector stays', DR, '{ host: a.b, workloadSelector: { matchLabels: { a: b } }, exportTo: [other] }'],
  [7, 'Deployment is no target of a policy', AP, '{ targetRefs: [{ group: apps, kind: Deployment, name: a }] }'],
  [8, 'servers: must not be empty', GW, '{ selector: { a: b } }'],
  [8, 'hosts: must not be empty', GW, '{ servers: [{ hosts: [], port: { number: 80, name: a, protocol: HTTP } }] }'],
  [8, 'FTP is no protocol', GW, gw('', 'number: 80, name: a, protocol: FTP')],
  [8, 'port names must be unique', GW, `{ servers: [{ hosts: [a.b], port: { ${http} } }, { hosts: [c.d], port: { ${http} } }] }`],
  [8, 'targetPort means nothing', GW, gw('', `${http}, targetPort: 8080`)],
  [8, 'bind: a.b is no address', GW, gw('bind: a.b', http)],
  [8, 'unix://a is no socket', GW, gw('bind: "unix://a"', 'number: 1, name: a, protocol: HTTP')],
  [9, 'tls: is required for HTTPS', GW, gw('')],
  [9, 'a GRPC server cannot have TLS', GW, gw('tls: { mode: SIMPLE, credentialName: a }', 'number: 9443, name: grpc, protocol: GRPC')],
  [9, 'a MONGO server cannot have TLS', GW, gw('tls: { mode: SIMPLE, credentialName: a }', 'number: 27017, name: db, protocol: MONGO')],
  [10, 'SIMPLE needs a certificate and its key', GW, gw('tls: { mode: SIMPLE }')],
  [10, "MUTUAL needs the clients' CA", GW, gw('tls: { mode: MUTUAL, serverCertificate: a, privateKey: b }')],
  [10, 'more than one source of certificates', GW, gw('tls: { mode: SIMPLE, credentialName: a, serverCertificate: b, privateKey: c }')],
  [10, 'ISTIO_MUTUAL brings its own', GW, gw('tls: { mode: ISTIO_MUTUAL, credentialName: a }')],
  [10, 'SIMPLE checks no client certificates', GW, gw('tls: { mode: SIMPLE, serverCertificate: a, privateKey: b, caCrl: c }')],
  [11, 'needs http, tcp or tls', VS, '{ hosts: [a.b] }'],
  [11, 'without hosts it is a delegate', VS, `{ gateways: [ns/gw], http: [{ ${TO_A} }] }`],
  [11, '* is for gateways', VS, `{ hosts: ["*"], http: [{ ${TO_A} }] }`],
  [11, '*.b and a.b overlap', VS, `{ hosts: ["*.b", a.b], http: [{ ${TO_A} }] }`],
  [11, 'ns/A_ is no gateway', VS, `{ hosts: [a.b], gateways: [ns/A_], http: [{ ${TO_A} }] }`],
  [12, 'needs a route, redirect or directResponse', VS, '{ hosts: [a.b], http: [{ timeout: 1s }] }'],
  [12, 'redirect excludes route', VS, vs('redirect: { uri: /a }')],
  [12, 'directResponse excludes route', VS, vs('directResponse: { status: 404 }')],
  [12, 'delegate excludes route', VS, vs('delegate: { name: a }')],
  [12, 'a delegate cannot delegate', VS, '{ http: [{ delegate: { name: a } }] }'],
  [12, 'mirror and mirrors exclude', VS, vs('mirror: { host: a }, mirrors: [{ destination: { host: b } }]')],
  [13, 'weights must not be negative', VS, '{ hosts: [a.b], http: [{ route: [{ destination: { host: a }, weight: -1 }] }] }'],
  [13, 'the weights sum up to nothing', VS, '{ hosts: [a.b], http: [{ route: [{ destination: { host: a } }, { destination: { host: b } }] }] }'],
  [13, '* is no destination', VS, '{ hosts: [a.b], http: [{ route: [{ destination: { host: "*" } }] }] }'],
  [13, 'V_1 is no name of a subset', VS, '{ hosts: [a.b], http: [{ route: [{ destination: { host: a, subset: V_1 } }] }] }'],
  [13, '70000 is no port', VS, '{ hosts: [a.b], http: [{ route: [{ destination: { host: a, port: { number: 70000 } } }] }] }'],
  [14, '70000 is no port', VS, vsMatch('port: 70000')],
  [14, 'A_ is no namespace', VS, vsMatch('sourceNamespace: A_')],
  [14, 'a prefix must not be empty', VS, vsMatch('authority: { prefix: "" }')],
  [14, 'JWT claims are matched at gateways only', VS, vsMatch('headers: { "@request.auth.claims.role": { exact: admin } }')],
  [15, 'attempts of 0 exclude conditions', VS, vs('retries: { attempts: 0, retryOn: 5xx }')],
  [15, '" reset" is no condition', VS, vs('retries: { attempts: 2, retryOn: "5xx, reset" }')],
  [15, 'attempts must not be negative', VS, vs('retries: { attempts: -1 }')],
  [16, 'needs an abort or a delay', VS, vs('fault: {}')],
  [16, '700 is no HTTP status', VS, vs('fault: { abort: { httpStatus: 700 } }')],
  [16, 'LOST is no gRPC status', VS, vs('fault: { abort: { grpcStatus: LOST } }')],
  [16, 'leads nowhere', VS, '{ hosts: [a.b], http: [{ redirect: {} }] }'],
  [16, '200 is no redirect', VS, '{ hosts: [a.b], http: [{ redirect: { uri: /, redirectCode: 200 } }] }'],
  [16, 'ftp is neither http nor https', VS, '{ hosts: [a.b], http: [{ redirect: { scheme: ftp } }] }'],
  [16, 'uri and uriRegexRewrite exclude', VS, vs('rewrite: { uri: /, uriRegexRewrite: { match: a, rewrite: b } }')],
  [16, 'uriRegexRewrite needs match and rewrite', VS, vs('rewrite: { uriRegexRewrite: { match: a } }')],
  [16, 'the host is set twice', VS, vs('rewrite: { authority: a }, headers: { request: { set: { host: b } } }')],
  [16, 'a body must be below 1 MiB', VS, `{ hosts: [a.b], http: [{ directResponse: { status: 200, body: { string: ${'a'.repeat(1024 * 1024 + 1)} } } }] }`],
  [16, '101 is no percentage', VS, vs('mirror: { host: a }, mirrorPercentage: { value: 101 }')],
  [16, 'allowOrigins[0]: must not be empty', VS, vs('corsPolicy: { allowOrigins: [{ exact: "" }] }')],
  [16, 'FETCH is no method', VS, vs('corsPolicy: { allowMethods: [FETCH] }')],
  [16, 'counts whole seconds', VS, vs('corsPolicy: { maxAge: 1.5s }')],
  [17, 'needs a match', VS, `{ hosts: [a.b], tls: [{ match: [], ${TO_A} }] }`],
  [17, 'c.d is none of the hosts', VS, `{ hosts: [a.b], tls: [{ match: [{ sniHosts: [c.d] }], ${TO_A} }] }`],
  [17, 'needs a route', VS, '{ hosts: [a.b], tcp: [{ route: [] }] }'],
  [18, ':path cannot be set', VS, vs('headers: { request: { set: { ":path": a } } }')],
  [18, 'host cannot be set', VS, vs('headers: { response: { add: { host: a } } }')],
  [18, 'Host cannot be removed', VS, vs('headers: { request: { remove: [Host] } }')],
  [20, 'subsets: names must be unique', DR, '{ host: a.b, subsets: [{ name: v1 }, { name: v1 }] }'],
  [20, 'v_1 is no name of a subset', DR, '{ host: a.b, subsets: [{ name: v_1 }] }'],
  [20, 'a=b c is no label', DR, '{ host: a.b, subsets: [{ name: v1, labels: { a: b c } }] }'],
  [20, 'trafficPolicy: must not be empty', DR, dr('')],
  [20, 'tunnel and proxyProtocol exclude', DR, dr('tunnel: { targetHost: a.b, targetPort: 80 }, proxyProtocol: {}')],
  [20, 'PUT is neither CONNECT nor POST', DR, dr('tunnel: { protocol: PUT, targetHost: a.b, targetPort: 80 }')],
  [21, 'port is required', DR, dr('portLevelSettings: [{ tls: {} }]')],
  [21, 'portLevelSettings[0]: must not be empty', DR, dr('portLevelSettings: [{ port: { number: 80 } }]')],
  [21, 'connectionPool: must not be empty', DR, dr('connectionPool: {}')],
  [21, 'must not be negative', DR, dr('connectionPool: { tcp: { maxConnections: -1 } }')],
  [21, 'useClientProtocol excludes an upgrade', DR, dr('connectionPool: { http: { h2UpgradePolicy: UPGRADE, useClientProtocol: true } }')],
  [22, 'needs splitExternalLocalOriginErrors', DR, dr('outlierDetection: { consecutiveLocalOriginFailures: 1 }')],
  [23, 'httpCookie: name is required', DR, lb('consistentHash: { httpCookie: { name: "", ttl: 1s } }')],
  [23, 'tableSize must be a prime number', DR, lb('consistentHash: { useSourceIp: true, maglev: { tableSize: 4 } }')],
  [23, 'distribute and failover exclude', DR, lb('localityLbSetting: { distribute: [{ from: us, to: { us: 100 } }], failover: [{ from: us, to: eu }] }')],
  [23, 'weights must sum up to 100', DR, lb('localityLbSetting: { distribute: [{ from: us, to: { us: 60, eu: 30 } }] }')],
  [23, 'us/a lies in us', DR, lb('localityLbSetting: { distribute: [{ from: eu, to: { us: 60, us/a: 40 } }] }')],
  [23, 'must name two regions', DR, lb('localityLbSetting: { failover: [{ from: us, to: us }] }')],
  [23, 'must name whole regions', DR, lb('localityLbSetting: { failover: [{ from: us/a, to: eu }] }')],
  [23, 'minimumPercent must be at most 100', DR, lb('warmup: { duration: 1s, minimumPercent: 101 }')],
  [23, 'aggression must be above 0', DR, lb('warmup: { duration: 1s, aggression: 0 }')],
  [24, 'credentialName excludes caCertificates', DR, dr('tls: { mode: SIMPLE, credentialName: a, caCertificates: b }')],
  [24, 'MUTUAL needs a certificate and its key', DR, dr('tls: { mode: MUTUAL, clientCertificate: a }')],
  [24, 'insecureSkipVerify excludes', DR, dr('tls: { mode: SIMPLE, insecureSkipVerify: true, caCertificates: a }')],
  [24, 'a ConfigMap must be in the own namespace', DR, dr('tls: { mode: SIMPLE, credentialName: "configmap://other/a" }')],
  [25, 'each name must be unique', SE, '{ hosts: [a.b], resolution: STATIC, ports: [{ number: 80, name: a, protocol: HTTP }, { number: 81, name: a, protocol: HTTP }] }'],
  [25, 'A_ is no port name', SE, se('resolution: STATIC', 'number: 80, name: A_, protocol: HTTP')],
  [25, 'FTP is no protocol', SE, se('resolution: STATIC', 'number: 80, name: a, protocol: FTP')],
  [25, '*.a.b cannot be resolved', SE, '{ hosts: ["*.a.b"], resolution: DNS, ports: [{ number: 443, name: a, protocol: TLS }] }'],
  [25, 'c.d is no address', SE, se('resolution: STATIC, endpoints: [{ address: c.d }]')],
  [25, 'is no port of the entry', SE, se('resolution: DNS, endpoints: [{ address: c.d, ports: { http: 80 } }]')],
  [25, 'a socket serves exactly one port', SE, '{ hosts: [a.b], resolution: STATIC, ports: [{ number: 1, name: a }, { number: 2, name: b }], endpoints: [{ address: "unix:///a" }] }'],
  [25, 'several hosts cannot be told apart', SE, '{ hosts: [a.b, c.d], resolution: STATIC, ports: [{ number: 80, name: a, protocol: TCP }] }'],
  [25, 'DYNAMIC_DNS is for wildcards', SE, se('resolution: DYNAMIC_DNS')],
  [27, 'spec: must not be empty', SC, '{ workloadSelector: { labels: { a: b } } }'],
  [27, 'ingress: ports must be unique', SC, '{ ingress: [{ port: { number: 80, protocol: HTTP } }, { port: { number: 80, protocol: HTTP } }] }'],
  [27, 'targetPort means nothing', SC, '{ ingress: [{ port: { number: 80, protocol: HTTP, targetPort: 81 } }] }'],
  [27, '10.0.0.1:80 is not on this machine', SC, '{ ingress: [{ port: { number: 80, protocol: HTTP }, defaultEndpoint: "10.0.0.1:80" }] }'],
  [27, 'a sidecar does not support credentialName', SC, '{ ingress: [{ port: { number: 80, protocol: HTTPS }, tls: { mode: SIMPLE, credentialName: a } }] }'],
  [27, 'a sidecar does not support ISTIO_MUTUAL', SC, '{ ingress: [{ port: { number: 80, protocol: HTTPS }, tls: { mode: ISTIO_MUTUAL } }] }'],
  [27, 'only the last listener may have no port', SC, '{ egress: [{ hosts: ["./*"] }, { port: { number: 80, protocol: HTTP }, hosts: ["./*"] }] }'],
  [27, 'egress: ports must be unique', SC, '{ egress: [{ port: { number: 80 }, hosts: ["./*"] }, { port: { number: 80 }, hosts: ["./*"] }] }'],
  [27, 'hosts: must not be empty', SC, '{ egress: [{ hosts: [] }] }'],
  [27, 'egressProxy needs ALLOW_ANY', SC, '{ outboundTrafficPolicy: { mode: REGISTRY_ONLY, egressProxy: { host: a.b, port: { number: 80 } } } }'],
  [28, 'CUSTOM without rules', AP, '{ action: CUSTOM, provider: { name: a } }'],
  [28, 'provider: name is required', AP, ap('to: [{ operation: { paths: [/a] } }]', 'CUSTOM')],
  [28, 'CUSTOM cannot use principals', AP, '{ action: CUSTOM, provider: { name: a }, rules: [{ from: [{ source: { principals: [a] } }] }] }'],
  [28, 'CUSTOM cannot use source.principal', AP, '{ action: CUSTOM, provider: { name: a }, rules: [{ when: [{ key: source.principal, values: [a] }] }] }'],
  [28, 'means nothing to ALLOW', AP, '{ provider: { name: a } }'],
  [28, 'DENY without rules', AP, '{ action: DENY }'],
  [29, 'source: must not be empty', AP, source('')],
  [29, 'operation: must not be empty', AP, operation('')],
  [29, 'principals[0]: must not be empty', AP, source('principals: [""]')],
  [29, '10.0.0.0/40 is no address', AP, source('ipBlocks: [10.0.0.0/40]')],
  [29, '70000 is no port', AP, operation('ports: ["70000"]')],
  [29, 'a/b/c is no service account', AP, source('serviceAccounts: [a/b/c]')],
  [29, 'a*b has an asterisk in the midst', AP, source('trustDomains: [a*b]')],
  [30, 'custom.opa_decision is no attribute', AP, ap('when: [{ key: custom.opa_decision, values: [a] }]')],
  [30, 'needs values or notValues', AP, ap('when: [{ key: source.ip }]')],
  [30, 'request.headers names no entry', AP, ap('when: [{ key: request.headers, values: [a] }]')],
  [30, 'a.b is no address', AP, ap('when: [{ key: source.ip, values: [a.b] }]')],
  [31, '/a/{id} has braces that are no template', AP, operation('paths: ["/a/{id}"]')],
  [31, 'goes on after {**}', AP, operation('paths: ["/a/{**}/{*}"]')],
  [31, 'has b* beside a template', AP, operation('paths: ["/{*}/b*"]')],
  [33, 'portLevelMtls: must not be empty', PA, '{ selector: { matchLabels: { a: b } }, portLevelMtls: {} }'],
  [33, 'needs an issuer or a jwksUri', RA, '{ jwtRules: [{ jwks: "{}" }] }'],
  [33, 'audiences[0]: must not be empty', RA, '{ jwtRules: [{ issuer: a, audiences: [""] }] }'],
  [33, 'is no set of keys', RA, '{ jwtRules: [{ issuer: a, jwks: none }] }'],
  [33, 'needs a claim and a header', RA, '{ jwtRules: [{ issuer: a, outputClaimToHeaders: [{ claim: a, header: "b c" }] }] }'],
];

const WARNED: [number, string, string, string][] = [
  [6, 'no labels', AP, '{ selector: {} }'],
  [9, 'httpsRedirect is for HTTP servers', GW, gw('tls: { mode: SIMPLE, credentialName: a, httpsRedirect: true }')],
  [10, 'PASSTHROUGH uses no certificates', GW, gw('tls: { mode: PASSTHROUGH, credentialName: a }')],
  [10, 'TLSV1_0 needs ciphers', GW, gw('tls: { mode: SIMPLE, credentialName: a, minProtocolVersion: TLSV1_0 }')],
  [10, 'unknown: ROT13', GW, gw('tls: { mode: SIMPLE, credentialName: a, cipherSuites: [ROT13] }')],
  [11, 'in the old form', VS, `{ hosts: [a.b], gateways: [gw.ns], http: [{ ${TO_A} }] }`],
  [16, 'a large body', VS, `{ hosts: [a.b], http: [{ directResponse: { status: 200, body: { string: ${'a'.repeat(100 * 1024 + 1)} } } }] }`],
  [17, 'is an address', VS, `{ hosts: [10.0.0.1], tls: [{ match: [{ sniHosts: ["::1"] }], ${TO_A} }] }`],
  [19, 'comes after a rule without matches', VS, `{ hosts: [a.b], http: [{ ${TO_A} }, { ${TO_A} }] }`],
  [19, 'repeats an earlier match', VS, `{ hosts: [a.b], http: [{ match: [{ port: 80 }, { port: 80, name: a }], ${TO_A} }] }`],
  [19, 'covers the prefix /ab', VS, `{ hosts: [a.b], http: [{ match: [{ uri: { prefix: /a } }], ${TO_A} }, { match: [{ uri: { prefix: /ab } }], ${TO_A} }] }`],
  [22, 'consecutiveErrors is deprecated', DR, dr('outlierDetection: { consecutiveErrors: 5 }')],
  [23, 'failover needs outlierDetection', DR, dr('loadBalancer: { localityLbSetting: { failover: [{ from: us, to: eu }] } }')],
  [25, 'a partial wildcard', SE, '{ hosts: ["*a.b"], ports: [{ number: 443, name: a, protocol: TLS }], resolution: STATIC }'],
  [25, 'means nothing without resolution', SE, se('workloadSelector: { labels: { a: b } }')],
  [25, 'TCP needs addresses', SE, se('resolution: NONE', 'number: 80, name: a, protocol: TCP')],
  [25, 'cannot share addresses', SE, '{ hosts: [a.b, c.d], addresses: [10.0.0.1], resolution: DNS, ports: [{ number: 443, name: a, protocol: TLS }] }'],
  [27, 'is selected already', SC, '{ egress: [{ hosts: ["ns/*", ns/a.b] }] }'],
  [27, '*/* selects everything', SC, '{ egress: [{ hosts: ["*/*", ns/a.b] }] }'],
  [27, 'http means nothing to TCP', SC, '{ ingress: [{ port: { number: 80, protocol: TCP }, connectionPool: { http: {} } }] }'],
  [32, 'denies all TCP', AP, ap('to: [{ operation: { methods: [GET] } }]', 'DENY')],
  [33, 'holds a private key', RA, '{ jwtRules: [{ issuer: a, jwks: \'{"keys":[{"kty":"oct","k":"AQAB"}]}\' }] }'],
];

const RIGHT: [string, string][] = [
  [VS, vs('match: [{ uri: { prefix: "" } }, { withoutHeaders: { x-a: { regex: "*" } } }], retries: { attempts: 2, retryOn: "5xx,503" }, headers: { request: { set: { host: a, x-a: "%HOSTNAME% 100%%" } } }')],
  [VS, `{ hosts: ["*"], gateways: [ns/gw], http: [{ match: [{ headers: { "@request.auth.claims[role]": { exact: a } } }], ${TO_A} }] }`],
  [VS, `{ http: [{ ${TO_A} }] }`],
  [VS, `{ hosts: [outbound_.80_._.a.b], gateways: [ns/gw], tls: [{ match: [{ sniHosts: [outbound_.80_._.a.b] }], ${TO_A} }] }`],
  [DR, dr('connectionPool: { tcp: { idleTimeout: 0s } }, retryBudget: {}')],
  [DR, lb('localityLbSetting: { distribute: [{ from: us/a, to: { us/a: 80, "us/b/*": 20 } }] }')],
  [GW, gw('tls: { httpsRedirect: true }', http)],
  [GW, gw('tls: { mode: MUTUAL, credentialName: a }')],
  [SE, '{ hosts: ["*.a.b"], resolution: DYNAMIC_DNS, ports: [{ number: 443, name: a, protocol: TLS }] }'],
  [SC, '{ egress: [{ hosts: ["./*", "istio-system/*"] }] }'],
  [AP, '{}'],
  [AP, '{ rules: [{}] }'],
  [AP, ap('from: [{ source: { principals: [a] } }], to: [{ operation: { ports: ["80"], paths: ["/a/{*}/b", "/c*"] } }]', 'DENY')],
  [PA, '{ mtls: { mode: STRICT } }'],
  [RA, '{ jwtRules: [{ issuer: a, jwksUri: "https://a.b/keys" }] }'],
];

function inShop(type: string, spec: string, metadata: object = {}): any {
  return anObject(type, spec, { name: 'subject', namespace: 'shop', ...metadata });
}

describe('webhookProblems refuses', () => {
  test.each(REFUSED)('rule %i: %s', (_, sentence, type, spec) => {
    const refusals = webhookProblems(inShop(type, spec)).filter((problem) => !problem.startsWith('warning: '));
    expect(refusals).toEqual(expect.arrayContaining([expect.stringContaining(sentence)]));
  });

  test.each([
    ['dry-run is for ALLOW and DENY', VS, `{ hosts: [a.b], http: [{ ${TO_A} }] }`, { annotations: { 'istio.io/dry-run': 'true' } }],
    ['dry-run must be true or false', AP, '{}', { annotations: { 'istio.io/dry-run': 'perhaps' } }],
    ['webhook-always-reject is reserved', AP, '{}', { annotations: { 'internal.istio.io/webhook-always-reject': '' } }],
    ['a.b is no DNS label', GW, gw('', http), { name: 'a.b' }],
  ])('%s', (sentence, type, spec, metadata) => {
    expect(webhookProblems(inShop(type, spec, metadata))).toEqual([expect.stringContaining(sentence)]);
  });
});

describe('webhookProblems warns', () => {
  test.each(WARNED)('rule %i: %s', (_, sentence, type, spec) => {
    expect(webhookProblems(inShop(type, spec))).toEqual([expect.stringMatching(/^warning: /)]);
    expect(webhookProblems(inShop(type, spec))[0]).toContain(sentence);
  });
});

describe('webhookProblems accepts', () => {
  test.each(RIGHT)('%s %s', (type, spec) => {
    expect(validateObject(inShop(type, spec))).toEqual([]);
    expect(webhookProblems(inShop(type, spec))).toEqual([]);
  });

  test('what istiod does not judge', () => {
    expect(webhookProblems(anObject('v1 Service', '{}'))).toEqual([]);
  });
});
