import { existsSync, readdirSync } from 'fs';
import { ApiObject, App, Chart, Duration } from 'cdk8s';
import {
  AbTest, AbVariant, Caller, CanaryRelease, ClaimMatch, DnsServer, EnforcementStage, ExistingNamespace, ExternalService, GatewayTls,
  HeaderMatch, HttpMethod, JwtRule, Mesh, MeshGateway, MeshNamespace, MeshService, MutualTlsMode, OutboundTrafficPolicy, PathMatch, PlaintextSource,
  PodSecurityLevel, RetryPolicy, RouteMatch, ServicePort, Workload, ZeroTrustNamespace,
} from '../src';
import type { CanaryReleaseProps, ExternalServiceProps, IMeshService, MeshServiceAttributes } from '../src';
import { image, Shop } from './testing/shop';
import { shuffleFacts } from './testing/shuffle';
import type { Code } from '../src/support/codes';

interface Case {
  readonly name: string;
  /** Undefined where cdk8s itself refuses. */
  readonly code: Code | undefined;
  /** What the message must name. */
  readonly says: RegExp;
  readonly wrong: (shop: Shop) => void;
}

const GET = [HttpMethod.GET];
const seconds = (amount: number) => Duration.seconds(amount);
const tls = GatewayTls.simple('tls');

/** Refused by the call itself. */
const AT_ONCE: Case[] = [
  { name: 'empty methods', code: 'MSH001', says: /app\/shop\/a: `methods` is empty.*leave `methods` out to mean all/, wrong: (s) => s.service('a').calls(s.service('b'), { methods: [] }) },
  { name: 'empty paths', code: 'MSH001', says: /`paths` is empty/, wrong: (s) => s.service('a').calls(s.service('b'), { paths: [] }) },
  { name: 'empty ports of a call', code: 'MSH001', says: /`ports` is empty/, wrong: (s) => s.service('a').calls(s.service('b'), { ports: [] }) },
  { name: 'no ports', code: 'MSH001', says: /`ports` is empty/, wrong: (s) => s.service('a', { ports: [] }) },
  { name: 'an empty split', code: 'MSH001', says: /`split` is empty/, wrong: (s) => s.service('a').route('r', { split: {} }) },
  { name: 'no token rules', code: 'MSH001', says: /`rules` is empty/, wrong: (s) => s.service('a').requireJwt({ rules: [] }) },
  { name: 'no hosts on a gateway', code: 'MSH001', says: /`hosts` is empty/, wrong: (s) => new MeshGateway(s.namespace, 'g', { hosts: [], tls }) },
  { name: 'no variants', code: 'MSH001', says: /`variants` is empty/, wrong: (s) => new AbTest(s.namespace, 't', { service: s.service('a'), variants: [], defaultVersion: 'v1' }) },
  { name: 'no steps', code: 'MSH001', says: /`steps` is empty/, wrong: (s) => new CanaryRelease(s.namespace, 'c', { service: s.versioned('a', ['v1', 'v2']), stable: 'v1', candidate: 'v2', steps: [] }) },
  { name: 'a service name that is no DNS label', code: 'MSH002', says: /got "Not_A_Name"/, wrong: (s) => s.service('Not_A_Name') },
  { name: 'a service outside of a namespace', code: 'MSH050', says: /app\/alone/, wrong: (s) => new MeshService(s.chart, 'alone', { ports: [ServicePort.http(80)], workload: image('alone') }) },
  { name: 'one id twice', code: undefined, says: /There is already a Construct with name 'a'/, wrong: (s) => { s.service('a'); s.service('a'); } },
  { name: 'one Kubernetes name twice', code: 'MSH051', says: /already made by 'app\/shop\/a'/, wrong: (s) => { s.service('a'); s.service('b', { name: 'a' }); } },
  { name: 'one namespace twice', code: 'MSH051', says: /Namespace shop/, wrong: (s) => { new MeshNamespace(s.chart, 'again', { name: 'shop' }); } },
  { name: 'two different meshes', code: 'MSH052', says: /'app\/one'/, wrong: (s) => { new Mesh(s.chart, 'one'); new Mesh(s.chart, 'two', { trustDomain: 'other.example.com' }); } },
  { name: 'mesh-wide plaintext without a reason', code: 'MSH053', says: /PERMISSIVE for the whole mesh needs a reason/, wrong: (s) => new Mesh(s.chart, 'm', { mutualTls: MutualTlsMode.PERMISSIVE }) },
  { name: 'ALLOW_ANY without a reason', code: 'MSH053', says: /ALLOW_ANY/, wrong: (s) => new Mesh(s.chart, 'm', { outboundTrafficPolicy: OutboundTrafficPolicy.ALLOW_ANY }) },
  { name: 'DISABLE without a reason', code: 'MSH053', says: /mutual TLS mode DISABLE needs a reason/, wrong: (s) => s.service('a').mutualTlsException({ mode: MutualTlsMode.DISABLE, reason: ' ' }) },
  { name: 'a whole namespace without a reason', code: 'MSH053', says: /every workload of 'admin'/, wrong: (s) => s.service('a').allowFrom(Caller.namespaceNamed('admin')) },
  { name: 'weak pod security without a reason', code: 'MSH053', says: /'privileged'/, wrong: (s) => new ZeroTrustNamespace(s.chart, 'weak', { podSecurity: PodSecurityLevel.PRIVILEGED }) },
  { name: 'a gateway in clear without a reason', code: 'MSH053', says: /without TLS/, wrong: (s) => new MeshGateway(s.namespace, 'g', { hosts: ['a.example.com'] }) },
  { name: 'a reason of several lines', code: 'MSH053', says: /one line/, wrong: (s) => s.namespace.allowNamespace('admin', { reason: 'first\nsecond' }) },
  { name: 'a port the callee does not have', code: 'MSH055', says: /b has no such port; got 9999; allowed: 8080 \(HTTP\)/, wrong: (s) => s.service('a').calls(s.service('b'), { ports: [9999] }) },
  { name: 'a gateway route to a port that does not exist', code: 'MSH055', says: /got 9999/, wrong: (s) => new MeshGateway(s.namespace, 'g', { hosts: ['a.example.com'], tls }).route(s.service('a'), { port: 9999 }) },
  { name: 'a gateway route to one of several ports, not named', code: 'MSH055', says: /which port of a is meant/, wrong: (s) => new MeshGateway(s.namespace, 'g', { hosts: ['a.example.com'], tls }).route(s.service('a', { ports: [ServicePort.http(80), ServicePort.grpc(90)] })) },
  { name: 'methods on a TCP port', code: 'MSH056', says: /5432 \(TCP\).*ServicePort.http/, wrong: (s) => s.service('a').calls(s.service('b', { ports: [ServicePort.tcp(5432)] }), { methods: GET }) },
  { name: 'methods on a named TCP port', code: 'MSH056', says: /5432/, wrong: (s) => s.service('a').calls(s.service('b', { ports: [ServicePort.http(80), ServicePort.tcp(5432)] }), { methods: GET, ports: [5432] }) },
  { name: 'methods outside of the mesh', code: 'MSH056', says: /api.example.com/, wrong: (s) => s.service('a').calls(new ExternalService(s.namespace, 'e', { hosts: ['api.example.com'], ports: [ServicePort.https(443)] }), { methods: GET }) },
  { name: 'a regular expression in a call', code: 'MSH058', says: /regular expression/, wrong: (s) => s.service('a').calls(s.service('b'), { paths: [PathMatch.regex('/a/.*')] }) },
  { name: 'a regular expression as a public path', code: 'MSH058', says: /public path.*got "\/a.*"/, wrong: (s) => s.service('a').requireJwt({ rules: [rule()], publicPaths: [PathMatch.regex('/a.*')] }) },
  { name: 'a regular expression on a gateway without allowed paths', code: 'MSH058', says: /allowedPaths/, wrong: (s) => new MeshGateway(s.namespace, 'g', { hosts: ['a.example.com'], tls }).route(s.service('a'), { path: PathMatch.regex('/a/.*') }) },
  { name: 'an unknown default version', code: 'MSH059', says: /got "v9"; allowed: v1, v2/, wrong: (s) => s.versioned('a', ['v1', 'v2'], { defaultVersion: 'v9' }) },
  { name: 'an unknown version in a release', code: 'MSH059', says: /got "v9"/, wrong: (s) => new CanaryRelease(s.namespace, 'c', { service: s.versioned('a', ['v1', 'v2']), stable: 'v1', candidate: 'v9', steps: [100] }) },
  { name: 'an unknown version in a test', code: 'MSH059', says: /got "v9"/, wrong: (s) => new AbTest(s.namespace, 't', { service: s.versioned('a', ['v1', 'v2']), variants: [AbVariant.header(HeaderMatch.present('x'), 'v9')], defaultVersion: 'v1' }) },
  { name: 'a policy of an unknown version', code: 'MSH059', says: /v9/, wrong: (s) => s.versioned('a', ['v1', 'v2'], { defaultVersion: 'v1', versionPolicies: { v9: { outlierDetection: { consecutive5xxErrors: 3 } } } }) },
  { name: 'a service without versions', code: 'MSH060', says: /nothing says/, wrong: (s) => s.service('a', { workload: undefined, versions: {} }) },
  { name: 'a service without pods', code: 'MSH060', says: /workload/, wrong: (s) => new MeshService(s.namespace, 'a', { ports: [ServicePort.http(80)] }) },
  { name: 'a service with pods said twice', code: 'MSH016', says: /workload/, wrong: (s) => s.service('a', { workload: image('a'), versions: { v1: image('a') } }) },
  { name: 'something that has no pods', code: 'MSH061', says: /ConfigMap/, wrong: (s) => s.service('a', { workload: Workload.fromApiObject(new ApiObject(s.chart, 'map', { apiVersion: 'v1', kind: 'ConfigMap' })) }) },
  { name: 'steps out of order', code: 'MSH062', says: /got \[10,50,30\]/, wrong: (s) => new CanaryRelease(s.namespace, 'c', { service: s.versioned('a', ['v1', 'v2']), stable: 'v1', candidate: 'v2', steps: [10, 50, 30] }) },
  { name: 'a step that does not exist', code: 'MSH063', says: /got 3; allowed: 0 \(not begun\) to 2 \(100 %\)/, wrong: (s) => new CanaryRelease(s.namespace, 'c', { service: s.versioned('a', ['v1', 'v2']), stable: 'v1', candidate: 'v2', steps: [10, 100], step: 3 }) },
  { name: 'a route for a host the gateway does not serve', code: 'MSH064', says: /got "b.example.com"; allowed: a.example.com/, wrong: (s) => new MeshGateway(s.namespace, 'g', { hosts: ['a.example.com'], tls }).route(s.service('a'), { hosts: ['b.example.com'] }) },
  { name: 'one gateway port twice', code: 'MSH073', says: /port 443 is declared twice/, wrong: (s) => new MeshGateway(s.namespace, 'g', { hosts: ['a.example.com'], tls }).addServer({ hosts: ['b.example.com'], tls }) },
  { name: 'a redirect without TLS', code: 'MSH065', says: /redirectHttp/, wrong: (s) => new MeshGateway(s.namespace, 'g', { hosts: ['a.example.com'], plaintextReason: 'test', redirectHttp: true }) },
  { name: 'TCP outside without addresses', code: 'MSH076', says: /5432.*addresses/, wrong: (s) => new ExternalService(s.namespace, 'db', { hosts: ['db.example.com'], ports: [ServicePort.tcp(5432)] }) },
  { name: 'TLS origination for a wildcard host', code: 'MSH066', says: /one host without wildcard/, wrong: (s) => new ExternalService(s.namespace, 'e', { hosts: ['*.example.com'], ports: [ServicePort.http(80)], tlsOrigination: {} }) },
  { name: 'TLS origination on HTTPS', code: 'MSH066', says: /encrypt twice/, wrong: (s) => new ExternalService(s.namespace, 'e', { hosts: ['a.example.com'], ports: [ServicePort.https(443)], tlsOrigination: {} }) },
  { name: 'a call to itself', code: 'MSH067', says: /calls itself/, wrong: (s) => { const a = s.service('a'); a.calls(a); } },
  { name: 'a cookie that could not be found', code: 'MSH068', says: /cookie/, wrong: () => AbVariant.cookie('a b', 'c', 'v1') },
  { name: 'tokens on a TCP service', code: 'MSH070', says: /needs an HTTP port; got \["5432 \(TCP\)"\]/, wrong: (s) => s.service('a', { ports: [ServicePort.tcp(5432)] }).requireJwt({ rules: [rule()] }) },
  { name: 'an HTTP route on a TCP service', code: 'MSH070', says: /an HTTP route/, wrong: (s) => s.service('a', { ports: [ServicePort.tcp(5432)] }).route('r', { version: 'v1' }) },
  { name: 'tokens required twice', code: 'MSH071', says: /called before/, wrong: (s) => { const a = s.service('a'); a.requireJwt({ rules: [rule()] }); a.requireJwt({ rules: [rule()] }); } },
  { name: 'tokens of a gateway required twice', code: 'MSH071', says: /called before/, wrong: (s) => { const g = new MeshGateway(s.namespace, 'g', { hosts: ['a.example.com'], tls }); for (const _time of [1, 2]) g.requireJwt({ rules: [rule()] }); } },
  { name: 'a route to two places', code: 'MSH072', says: /got \["version","split"\]/, wrong: (s) => s.service('a').route('r', { version: 'v1', split: { v1: 100 } }) },
  { name: 'one port twice', code: 'MSH073', says: /port 8080 is declared twice/, wrong: (s) => s.service('a', { ports: [ServicePort.http(8080), ServicePort.grpc(8080)] }) },
  { name: 'one port of the pod for two protocols', code: 'MSH081', says: /ports 80 and 81 lead to one port/, wrong: (s) => s.service('a', { ports: [ServicePort.http(80, { targetPort: 8080 }), ServicePort.tcp(81, { targetPort: 8080 })] }) },
  { name: 'a STRICT exception', code: 'MSH074', says: /not an exception/, wrong: (s) => s.service('a').mutualTlsException({ mode: MutualTlsMode.STRICT, reason: 'none' }) },
  { name: 'retries of every method without a reason', code: 'MSH053', says: /needs a reason/, wrong: () => RetryPolicy.idempotent({ attempts: 3, reason: '' }) },
  { name: 'a scraper of no labels', code: 'MSH014', says: /`podLabels` sets nothing/, wrong: (s) => s.namespace.allowScraping({ namespaceName: 'm', podLabels: {}, reason: 'test' }) },
  { name: 'a scraper of bad labels', code: 'MSH038', says: /got "a b"/, wrong: (s) => s.namespace.allowScraping({ namespaceName: 'm', podLabels: { app: 'a b' }, reason: 'test' }) },
  { name: 'a caller of no labels', code: 'MSH014', says: /`podLabels`/, wrong: () => Caller.serviceAccount('shop', 'a', {}) },
  { name: 'plaintext from pods of bad labels', code: 'MSH038', says: /got "a b"/, wrong: () => PlaintextSource.pods('shop', { 'a b': 'c' }) },
  { name: 'plaintext from nowhere', code: 'MSH008', says: /got "shop"/, wrong: () => PlaintextSource.cidr('shop') },
  { name: 'somebody else’s service of no labels', code: 'MSH014', says: /`podLabels`/, wrong: (s) => MeshService.fromAttributes(s.chart, 'x', { serviceName: 'x', namespaceName: 'y', ports: [ServicePort.http(80)], podLabels: {} }) },
  { name: 'somebody else’s service without ports', code: 'MSH001', says: /`ports` is empty/, wrong: (s) => MeshService.fromAttributes(s.chart, 'x', { serviceName: 'x', namespaceName: 'y', ports: [] }) },
  { name: 'a gateway of no labels', code: 'MSH014', says: /`ingressGateway.labels`/, wrong: (s) => new Mesh(s.chart, 'm', { ingressGateway: { labels: {} } }) },
  { name: 'no DNS server at all', code: 'MSH001', says: /`dnsServers` is empty/, wrong: (s) => new Mesh(s.chart, 'm', { dnsServers: [] }) },
  { name: 'a DNS server with a name', code: 'MSH008', says: /got "dns.example.com"/, wrong: () => DnsServer.nodeLocal('dns.example.com') },
  { name: 'a DNS server at no port', code: 'MSH006', says: /the port of a DNS server is not a port/, wrong: () => DnsServer.address('10.96.0.10', 0) },
  { name: 'DNS servers of no labels', code: 'MSH014', says: /`podLabels`/, wrong: () => DnsServer.pods('names', {}) },
  { name: 'nodes without addresses', code: 'MSH008', says: /got "10.0.0.0\/99"/, wrong: (s) => new Mesh(s.chart, 'm', { nodeCidrs: ['10.0.0.0/99'] }) },
  { name: 'an unknown stage', code: 'MSH010', says: /unknown stage; got "ON"; allowed: OBSERVE, PERMISSIVE/, wrong: (s) => new ZeroTrustNamespace(s.chart, 'n', { stage: 'ON' as EnforcementStage }) },
  { name: 'an unknown pod-security level', code: 'MSH010', says: /got "strict"/, wrong: (s) => new MeshNamespace(s.chart, 'n', { podSecurity: 'strict' as PodSecurityLevel }) },
  { name: 'an unknown mode', code: 'MSH010', says: /got "OFF"; allowed: PERMISSIVE, DISABLE/, wrong: (s) => s.service('a').mutualTlsException({ mode: 'OFF' as MutualTlsMode, reason: 'test' }) },
  { name: 'an unknown method', code: 'MSH010', says: /got "get"/, wrong: (s) => s.service('a').calls(s.service('b'), { methods: ['get' as HttpMethod] }) },
  { name: 'a timeout of a wrong unit', code: 'MSH013', says: /app\/shop\/a: timeout/, wrong: (s) => s.service('a', { timeout: Duration.days(10000) }) },
  { name: 'a timeout of a route of a wrong unit', code: 'MSH013', says: /app\/shop\/a: timeout/, wrong: (s) => s.service('a').route('r', { timeout: Duration.days(10000) }) },
  { name: 'a priority that is no whole number', code: 'MSH011', says: /got 0.5/, wrong: (s) => s.service('a').route('r', { priority: 0.5, version: 'v1' }) },
  { name: 'a priority of a gateway route that is no number', code: 'MSH011', says: /got null/, wrong: (s) => new MeshGateway(s.namespace, 'g', { hosts: ['a.example.com'], tls }).route(s.service('a'), { priority: NaN }) },
  { name: 'a gateway route of a bad name', code: 'MSH002', says: /got "a b"/, wrong: (s) => new MeshGateway(s.namespace, 'g', { hosts: ['a.example.com'], tls }).route(s.service('a'), { name: 'a b' }) },
  { name: 'a release of a bad name', code: 'MSH002', says: /got "a b"/, wrong: (s) => canary(s, {}, 'a b') },
  { name: 'a test of a bad name', code: 'MSH002', says: /got "a b"/, wrong: (s) => new AbTest(s.namespace, 'a b', { service: s.service('a'), variants: [AbVariant.header(HeaderMatch.present('x'), 'v1')], defaultVersion: 'v1' }) },
  { name: 'a cookie of a bad name', code: 'MSH020', says: /got "a=b"/, wrong: (s) => canary(s, { stickyCookie: { name: 'a=b' } }) },
  { name: 'a cookie that lives no whole seconds', code: 'MSH013', says: /maxAge/, wrong: (s) => canary(s, { stickyCookie: { maxAge: Duration.millis(1500) } }) },
  { name: 'more copies than requests', code: 'MSH012', says: /mirrorFirst.*got 101/, wrong: (s) => canary(s, { mirrorFirst: 101 }) },
  { name: 'a release to itself', code: 'MSH015', says: /same version/, wrong: (s) => canary(s, { candidate: 'v1' }) },
  { name: 'a reason of a caller of several lines', code: 'MSH053', says: /one line/, wrong: (s) => s.service('a').allowFrom(Caller.serviceAccount('b', 'b'), { reason: 'a\nb' }) },
  { name: 'several hosts on a TCP port', code: 'MSH076', says: /several or wildcard hosts/, wrong: (s) => outside(s, { hosts: ['a.example.com', 'b.example.com'], ports: [ServicePort.tcp(5432)], addresses: ['192.0.2.1'] }) },
  { name: 'a wildcard host with endpoints', code: 'MSH077', says: /takes no endpoints/, wrong: (s) => outside(s, { hosts: ['*.example.com'], endpoints: ['192.0.2.1'] }) },
  { name: 'a range as an endpoint', code: 'MSH008', says: /not an address; got "192.0.2.0\/24"/, wrong: (s) => outside(s, { endpoints: ['192.0.2.0/24'] }) },
  { name: 'TLS origination on two ports', code: 'MSH066', says: /one port/, wrong: (s) => outside(s, { ports: [ServicePort.http(80), ServicePort.http(81)], tlsOrigination: {} }) },
  { name: 'TLS origination to a range', code: 'MSH066', says: /range of addresses/, wrong: (s) => outside(s, { ports: [ServicePort.http(80)], tlsOrigination: {}, addresses: ['192.0.2.0/24'] }) },
  { name: 'TLS origination that asks for a wildcard', code: 'MSH066', says: /server name/, wrong: (s) => outside(s, { ports: [ServicePort.http(80)], tlsOrigination: { sni: '*.example.com' } }) },
  { name: 'TLS origination with authorities nowhere', code: 'MSH046', says: /caCertificates/, wrong: (s) => outside(s, { ports: [ServicePort.http(80)], tlsOrigination: { caCertificates: '' } }) },
  { name: 'TLS origination to no port', code: 'MSH006', says: /got 0/, wrong: (s) => outside(s, { ports: [ServicePort.http(80)], tlsOrigination: { port: 0 } }) },
  { name: 'retries of what nobody reads', code: 'MSH070', says: /timeout and retries/, wrong: (s) => outside(s, { timeout: seconds(1) }) },
  { name: 'one outside port twice', code: 'MSH073', says: /port 443 is declared twice/, wrong: (s) => outside(s, { ports: [ServicePort.https(443), ServicePort.tls(443)] }) },
  { name: 'no hosts outside', code: 'MSH001', says: /`hosts` is empty/, wrong: (s) => outside(s, { hosts: [] }) },
  { name: 'a call to what is no service', code: 'MSH078', says: /cannot be called/, wrong: (s) => s.service('a').calls(new MeshGateway(s.namespace, 'g', { hosts: ['a.example.com'], tls })) },
  { name: 'connections of an HTTP port', code: 'MSH079', says: /port 8080 is HTTP/, wrong: (s) => s.service('a').routeConnections('r', { port: 8080, split: { v1: 100 } }) },
  { name: 'connections of a port that does not exist', code: 'MSH055', says: /got 9/, wrong: (s) => s.service('a').routeConnections('r', { port: 9, split: { v1: 100 } }) },
  { name: 'server names on a TCP port', code: 'MSH079', says: /server names.*got "TCP"/, wrong: (s) => s.service('a', { ports: [ServicePort.tcp(1)] }).routeConnections('r', { port: 1, split: { v1: 100 }, sniHosts: ['a.example.com'] }) },
  { name: 'no server names', code: 'MSH001', says: /`sniHosts` is empty/, wrong: (s) => s.service('a', { ports: [ServicePort.tls(1)] }).routeConnections('r', { port: 1, split: { v1: 100 }, sniHosts: [] }) },
  { name: 'a gateway route to a TCP port', code: 'MSH079', says: /no such HTTP port; got 5432; allowed: 80/, wrong: (s) => new MeshGateway(s.namespace, 'g', { hosts: ['a.example.com'], tls }).route(s.service('a', { ports: [ServicePort.http(80), ServicePort.tcp(5432)] }), { port: 5432 }) },
  { name: 'a gateway route to a service without HTTP', code: 'MSH079', says: /it has no HTTP port/, wrong: (s) => new MeshGateway(s.namespace, 'g', { hosts: ['a.example.com'], tls }).route(s.service('a', { ports: [ServicePort.tcp(5432)] })) },
  { name: 'a claim rule without an issuer', code: 'MSH009', says: /issuer/, wrong: () => JwtRule.of({ issuer: '', jwksUri: 'https://a.example.com/keys', audiences: ['a'], claims: [ClaimMatch.of('role', ['a'])] }) },
  { name: 'a principal that is none', code: 'MSH004', says: /got "orders"/, wrong: () => Caller.principal('orders') },
];

/** Refused together, when everything is known. */
const AT_SYNTH: Case[] = [
  { name: 'shares that do not sum to 100', code: 'MSH131', says: /90/, wrong: (s) => s.versioned('a', ['v1', 'v2']).route('r', { split: { v1: 60, v2: 30 } }) },
  { name: 'an unknown version in a split', code: 'MSH130', says: /v9/, wrong: (s) => s.versioned('a', ['v1', 'v2']).route('r', { split: { v1: 60, v9: 40 } }) },
  { name: 'a share that is no whole number', code: 'MSH131', says: /0\.5/, wrong: (s) => s.versioned('a', ['v1', 'v2']).route('r', { split: { v1: 99.5, v2: 0.5 } }) },
  { name: 'versions and nothing that says who gets what', code: 'MSH137', says: /v1.*v2/, wrong: (s) => s.versioned('a', ['v1', 'v2']) },
  { name: 'a version without traffic', code: 'MSH142', says: /v3/, wrong: (s) => s.versioned('a', ['v1', 'v2', 'v3']).route('r', { split: { v1: 60, v2: 40 } }) },
  {
    name: 'a route shadowed by another',
    code: 'MSH133',
    says: /narrow/,
    wrong: (s) => {
      const a = s.service('a');
      a.route('wide', { match: RouteMatch.of({ path: PathMatch.prefix('/api') }), priority: 5, version: 'v1' });
      a.route('narrow', { match: RouteMatch.of({ path: PathMatch.prefix('/api/v1') }), version: 'v1' });
    },
  },
  { name: 'one route id twice', code: 'MSH132', says: /twin/, wrong: (s) => { const a = s.service('a'); for (const path of ['/a', '/b']) a.route('twin', { match: RouteMatch.of({ path: PathMatch.prefix(path) }) }); } },
  { name: 'retries that cannot fit in the timeout', code: 'MSH139', says: /8/, wrong: (s) => s.service('a', { timeout: seconds(5), retries: RetryPolicy.safe({ attempts: 3, perTryTimeout: seconds(2) }) }) },
  { name: 'a principal of another trust domain', code: 'MSH100', says: /got "other.example.com"; allowed: cluster.local/, wrong: (s) => s.service('a').allowFrom(Caller.principal('other.example.com/ns/x/sa/y')) },
  { name: 'two gateways for one host and port', code: 'MSH101', says: /a.example.com:443.*shop\/g1.*shop\/g2/, wrong: (s) => { for (const id of ['g1', 'g2']) new MeshGateway(s.namespace, id, { hosts: ['a.example.com'], tls }); } },
  { name: 'one gateway port for two protocols', code: 'MSH114', says: /port 8443.*\["HTTP","HTTPS"\]/, wrong: (s) => { new MeshGateway(s.namespace, 'g1', { hosts: ['a.example.com'], tls, port: 8443 }); new MeshGateway(s.namespace, 'g2', { hosts: ['b.example.com'], port: 8443, plaintextReason: 'test' }); } },
  { name: 'an existing namespace declared twice', code: 'MSH110', says: /namespace old is declared twice/, wrong: (s) => { for (const id of ['n1', 'n2']) new MeshNamespace(s.chart, id, { name: 'old', existing: ExistingNamespace.labelled({ 'istio-injection': 'enabled' }) }); } },
  { name: 'tokens of requests that the gateway does not read', code: 'MSH112', says: /passes TLS through/, wrong: (s) => new MeshGateway(s.namespace, 'g', { hosts: ['a.example.com'], tls: GatewayTls.passthrough() }).requireJwt({ rules: [rule()] }) },
  { name: 'tokens for a wildcard without TLS', code: 'MSH112', says: /wildcard/, wrong: (s) => new MeshGateway(s.namespace, 'g', { hosts: ['*.example.com'], plaintextReason: 'test' }).requireJwt({ rules: [rule()] }) },
  {
    name: 'somebody else’s service in two ways',
    code: 'MSH115',
    says: /app\/y: finance\/ledger is declared in two ways; got \["MeshService.fromAttributes\(\) of app\/x"/,
    wrong: (s) => { for (const id of ['x', 'y']) imported(s, id, { ports: [ServicePort.http(id === 'x' ? 80 : 81)] }); },
  },
  { name: 'a service of ours as somebody else’s', code: 'MSH115', says: /shop\/a is declared in two ways/, wrong: (s) => { s.service('a'); imported(s, 'x', { serviceName: 'a', namespaceName: 'shop' }); } },
  { name: 'zero trust in the root namespace', code: 'MSH116', says: /istio-control is the mesh’s root/, wrong: (s) => { new ZeroTrustNamespace(s.chart, 'istio-control'); new Mesh(s.chart, 'mesh', { rootNamespace: 'istio-control' }); } },
  { name: 'zero trust where gateways run', code: 'MSH116', says: /ingress is where the gateway’s pods run/, wrong: (s) => { new ZeroTrustNamespace(s.chart, 'ingress'); new Mesh(s.chart, 'mesh', { ingressGateway: { namespace: 'ingress' } }); } },
  {
    name: 'a token that a gateway takes away from a service that needs it',
    code: 'MSH117',
    says: /g takes the tokens of https:\/\/auth.example.com out of requests.*got \["shop\/a"\]/,
    wrong: (s) => {
      const [a, b, c] = ['a', 'b', 'c'].map((id) => s.service(id));
      const gateway = new MeshGateway(s.namespace, 'g', { hosts: ['a.example.com'], tls });
      for (const behind of [a, b]) gateway.route(behind, { path: PathMatch.subtree(`/${behind.serviceName}`) });
      for (const demanding of [gateway, a, c]) demanding.requireJwt({ rules: [rule()] });
    },
  },
  { name: 'a gateway route for no host', code: 'MSH118', says: /route a is for every host/, wrong: (s) => new MeshGateway(s.namespace, 'g', { hosts: ['a.example.com'], tls: GatewayTls.passthrough() }).route(s.service('a')) },
  {
    name: 'one server name in two routes',
    code: 'MSH134',
    says: /routes q and r are for connections to the same server name on port 443 of a; got \["x.example.com"\]/,
    wrong: (s) => {
      const service = s.versioned('a', ['v1', 'v2'], { ports: [ServicePort.https(443)], defaultVersion: 'v1' });
      service.routeConnections('r', { port: 443, split: { v2: 100 }, sniHosts: ['x.example.com', 'y.example.com'] });
      service.routeConnections('q', { port: 443, split: { v1: 100 }, sniHosts: ['x.example.com'] });
    },
  },
  { name: 'two releases of one service', code: 'MSH102', says: /two releases/, wrong: (s) => { const service = s.versioned('a', ['v1', 'v2']); for (const id of ['c1', 'c2']) new CanaryRelease(s.namespace, id, { service, stable: 'v1', candidate: 'v2', steps: [50] }); } },
  { name: 'a default version besides the release', code: 'MSH103', says: /stable/, wrong: (s) => new CanaryRelease(s.namespace, 'c', { service: s.versioned('a', ['v1', 'v2'], { defaultVersion: 'v2' }), stable: 'v1', candidate: 'v2', steps: [50] }) },
  {
    name: 'two tests with different defaults',
    code: 'MSH103',
    says: /several default versions; got \["v1","v2"\]/,
    wrong: (s) => {
      const service = s.versioned('a', ['v1', 'v2']);
      for (const version of ['v1', 'v2']) {
        new AbTest(s.namespace, `test-${version}`, { service, variants: [AbVariant.header(HeaderMatch.present(`x-${version}`), version)], defaultVersion: version });
      }
    },
  },
  { name: 'exceptions that contradict each other', code: 'MSH104', says: /different modes/, wrong: (s) => { const a = s.service('a'); a.mutualTlsException({ mode: MutualTlsMode.PERMISSIVE, reason: 'one' }); a.mutualTlsException({ mode: MutualTlsMode.DISABLE, reason: 'two' }); } },
  { name: 'two services of one identity', code: 'MSH105', says: /shared/, wrong: (s) => { for (const id of ['a', 'b']) s.service(id, { workload: Workload.selecting({ labels: { app: id }, serviceAccountName: 'shared' }) }); } },
  { name: 'two services of the same pods', code: 'MSH106', says: /same pods/, wrong: (s) => { for (const id of ['a', 'b']) s.service(id, { workload: Workload.selecting({ labels: { tier: 'web' }, serviceAccountName: id }) }); } },
  { name: 'one outside host on two HTTP ports, twice', code: 'MSH107', says: /a.example.com is declared by two/, wrong: (s) => { for (const port of [80, 8080]) new ExternalService(s.namespace, `e${port}`, { hosts: ['a.example.com'], ports: [ServicePort.http(port)] }); } },
  { name: 'a service of ours as an outside host', code: 'MSH119', says: /it is service shop\/a of this app/, wrong: (s) => { s.service('a'); new ExternalService(s.namespace, 'e', { hosts: ['a.shop.svc.cluster.local'], ports: [ServicePort.http(80)] }); } },
  { name: 'one outside host twice', code: 'MSH107', says: /api.example.com:443/, wrong: (s) => { for (const id of ['a', 'b']) new ExternalService(s.namespace, id, { hosts: ['api.example.com'], ports: [ServicePort.https(443)] }); } },
  { name: 'a restricted call to a service that takes plaintext only', code: 'MSH111', says: /cannot be told/, wrong: (s) => { const b = s.service('b'); b.mutualTlsException({ mode: MutualTlsMode.DISABLE, methods: GET, reason: 'old' }); s.service('a').calls(b, { methods: [HttpMethod.POST] }); } },
  { name: 'restricted pods without the CNI plugin', code: 'MSH054', says: /NET_ADMIN/, wrong: (s) => { new Mesh(s.chart, 'm', { cni: false }); new ZeroTrustNamespace(s.chart, 'other', { podSecurity: PodSecurityLevel.RESTRICTED }); } },
  { name: 'an existing namespace with conflicting labels', code: 'MSH054', says: /istio-injection.*got "disabled"; allowed: enabled.*kubectl label/, wrong: (s) => new ZeroTrustNamespace(s.chart, 'other', { existing: ExistingNamespace.labelled({ 'istio-injection': 'disabled' }) }) },
  { name: 'an existing namespace with both labels', code: 'MSH054', says: /istio\.io\/rev/, wrong: (s) => new ZeroTrustNamespace(s.chart, 'other', { existing: ExistingNamespace.labelled({ 'istio-injection': 'enabled', 'istio.io/rev': 'prod' }) }) },
];

function canary(shop: Shop, props: Partial<CanaryReleaseProps>, id = 'release'): CanaryRelease {
  return new CanaryRelease(shop.namespace, id, { service: shop.versioned('a', ['v1', 'v2']), stable: 'v1', candidate: 'v2', steps: [100], ...props });
}

function outside(shop: Shop, props: Partial<ExternalServiceProps>): ExternalService {
  return new ExternalService(shop.namespace, 'outside', { hosts: ['a.example.com'], ports: [ServicePort.https(443)], ...props });
}

function imported(shop: Shop, id: string, attributes: Partial<MeshServiceAttributes>): IMeshService {
  return MeshService.fromAttributes(shop.chart, id, { serviceName: 'ledger', namespaceName: 'finance', ports: [ServicePort.http(80)], ...attributes });
}

function rule(): JwtRule {
  return JwtRule.of({ issuer: 'https://auth.example.com', jwksUri: 'https://auth.example.com/keys', audiences: ['shop'] });
}

function messageOf(run: () => unknown): string {
  try {
    run();
  } catch (thrown) {
    return (thrown as Error).message;
  }
  return 'nothing was refused';
}

describe('refused at once', () => {
  test.each(AT_ONCE)('$name', ({ code, says, wrong }) => {
    const message = messageOf(() => wrong(new Shop()));
    if (code !== undefined) expect(message).toContain(`[${code}]`);
    expect(message).toMatch(says);
  });
});

describe('refused at synth, with nothing written', () => {
  test.each(AT_SYNTH)('$name', ({ code, says, wrong }) => {
    const shop = new Shop();
    wrong(shop);
    const message = messageOf(() => shop.app.synth());
    const written = existsSync(shop.app.outdir) ? readdirSync(shop.app.outdir) : [];
    expect(message).toContain(`[${code}]`);
    expect(message).toMatch(says);
    expect(written).toEqual([]);
  });
});

describe('said in the same way, whatever the order of declaration', () => {
  test.each(AT_SYNTH)('$name', ({ wrong }) => {
    const messageIn = (seed?: number) => {
      const shop = new Shop();
      wrong(shop);
      if (seed !== undefined) shuffleFacts(shop.app, seed);
      return messageOf(() => shop.app.synthYaml());
    };
    for (const seed of [1, 2, 3, 4, 5]) expect(messageIn(seed)).toBe(messageIn());
  });
});

test('everything that is wrong with the whole is said together', () => {
  const shop = new Shop();
  shop.versioned('a', ['v1', 'v2']);
  shop.service('b').allowFrom(Caller.principal('other.example.com/ns/x/sa/y'));
  const message = messageOf(() => shop.app.synthYaml());
  expect(message).toContain('app/shop/a');
  expect(message).toContain('app/shop/b');
});

test('the same mesh declared twice is one mesh', () => {
  const app = new App();
  const chart = new Chart(app, 'platform');
  const one = new Mesh(chart, 'one', { trustDomain: 'a.example.com' });
  new Mesh(chart, 'two', { trustDomain: 'a.example.com' });
  expect(Mesh.of(chart)).toBe(one);
});

test('somebody else’s service may be declared by everybody who calls it, in the same way', () => {
  const shop = new Shop();
  for (const id of ['x', 'y']) shop.service(`caller-${id}`).calls(imported(shop, id, {}));
  expect(() => shop.app.synthYaml()).not.toThrow();
});

test('one outside host may be declared by two, on ports where no requests are read', () => {
  const shop = new Shop();
  for (const port of [465, 587]) new ExternalService(shop.namespace, `smtp-${port}`, { hosts: ['smtp.example.com'], ports: [ServicePort.tls(port)] });
  expect(() => shop.app.synthYaml()).not.toThrow();
});
