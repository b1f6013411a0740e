import { Yaml } from 'cdk8s';
import { parseAllDocuments } from 'yaml';
import {
  AbTest, AbVariant, AuthorityMatch, Caller, CanaryRelease, CertificateIssuer, ClaimMatch, CorsPolicy, DirectResponse, DnsServer, EdgeTls,
  ExistingNamespace, ExtAuthzProvider, ExternalAuthorization, ExternalService, FaultInjection, GatewayTls, HeaderChanges, HeaderMatch,
  JwtRule, KongCredential, KongEdge, KongEdition, KongLimitBy, KongPlugin, KongRateStore, KongSecretKey, KubernetesIngress, LoadBalancer,
  Locality, MaskedField, Mesh, MeshConfig, MeshConfigFormat, MeshGateway, MeshNamespace, MeshService, MutualTlsMode, NginxController,
  NginxEdge, OpenPolicyAgent, OriginMatch, PathMatch, PlainNamespace, PlainService, PlaintextSource, PodSecurityLevel, Probe, QueryMatch,
  RateLimit, RateLimitDescriptor, RateLimitService, RateLimitUnit, Redirect, RegoPolicy, RetryPolicy, Rewrite, RouteMatch, ServicePort,
  TrafficMirror, WebApplicationFirewall, Workload, ZeroTrustNamespace,
} from '../src';
import type {
  DeploymentProps, ExternalServiceProps, GlobalRateLimitOptions, HttpExtAuthzOptions, JwtRuleProps, KongEdgeProps, KubernetesIngressProps,
  LocalRateLimitOptions, NginxEdgeProps, OpenPolicyAgentProps, RateLimitServiceProps, RouteOptions,
} from '../src';
import { HOSTILE_TEXTS } from './testing/hostile-texts';
import { KEY_SET, RSA_KEY } from './testing/public-keys';
import { image, Shop } from './testing/shop';
import { judge } from './testing/synth';

/** Texts that YAML, templates, shells, JavaScript and people read as something else than a text. */
const TEXTS = [...new Set([
  ...HOSTILE_TEXTS,
  '---', 'a\n---\nb: c', '{{ template "x" }}', '$(HOME)', '%YAML 1.1', '%REQ(x)%', '100%', '&a', '*a', '!!str a', '@a', '`a`', '|', '>', '? a', 'a:',
  '- ', '{a: b}', "'", "it's", '\\', 'a # b', '<<', '=', 'null', '~', 'yes', 'true', '0', '-1', '0x1F', '017', '1e3', '.inf', '12:30:45', '2024-01-01',
  '\ttab', ' before', 'behind ', '\u00a0', '\ufeffmark', '\u200b', '../../etc/passwd', '/', '//', '/*', '/{*}', '/a/../b',
  '__proto__', 'constructor', 'toString', 'default', 'a'.repeat(64), 'a'.repeat(254), `/${'a'.repeat(2000)}`,
])];

/** Where a text of the user goes. */
interface Place {
  readonly name: string;
  /** Something that is right there. */
  readonly right: string;
  /** What is not hostile there: it means every path, which needs no condition. */
  readonly means?: string;
  readonly put: (shop: Shop, text: string) => void;
}

const at = (match: RouteMatch): RouteOptions => ({ match, version: 'v1' });
const pods = (props: Partial<DeploymentProps>) => Workload.deployment({ image: 'registry.example.com/a:v1', ...props });
const outside = (shop: Shop, props: Partial<ExternalServiceProps>, id = 'outside') =>
  shop.service('caller').calls(new ExternalService(shop.namespace, id, { hosts: ['a.example.com'], ports: [ServicePort.http(80)], ...props }));
const token = (shop: Shop, props: Partial<JwtRuleProps>) => {
  const service = shop.service('a');
  service.requireJwt({ rules: [JwtRule.of({ issuer: 'https://id.example.com', jwksUri: 'https://id.example.com/keys', audiences: ['a'], ...props })] });
  return service;
};
const edge = (shop: Shop, tls = GatewayTls.simple('tls')) => new MeshGateway(shop.namespace, 'edge', { hosts: ['a.example.com'], tls });
const kong = (shop: Shop, id = 'kong', props: Partial<KongEdgeProps> = {}) => {
  const gateway = new MeshGateway(shop.namespace, 'edge', { hosts: ['a.example.com'], plaintextReason: 'test' });
  gateway.route(shop.service('behind'));
  return new KongEdge(shop.chart, id, { gateway, edition: KongEdition.OSS_3_9, tls: EdgeTls.secret('public-tls'), ...props });
};
const keyed = (shop: Shop) => {
  const withKeys = kong(shop);
  withKeys.plugin(KongPlugin.keyAuth());
  return withKeys;
};
const limited = (shop: Shop, options: Partial<LocalRateLimitOptions>) => {
  token(shop, {}).rateLimit(RateLimit.local({ requests: 1, per: RateLimitUnit.SECOND, ...options }));
};
const counted = (shop: Shop, props: Partial<RateLimitServiceProps>, id = 'limits', options: Partial<GlobalRateLimitOptions> = {}) => {
  const limits = new RateLimitService(shop.chart, id, { service: shop.service('counter', { ports: [ServicePort.grpc(8081)] }), ...props });
  shop.service('a').rateLimit(RateLimit.globalBy(limits, { requests: 1, per: RateLimitUnit.DAY, ...options }));
};
const release = (shop: Shop, props: object, id = 'release') => new CanaryRelease(shop.namespace, id, {
  service: shop.versioned('a', ['v1', 'v2']), stable: 'v1', candidate: 'v2', steps: [50], step: 1, ...props,
});
const importing = (shop: Shop, attributes: object) => shop.service('caller').calls(MeshService.fromAttributes(shop.chart, 'theirs', {
  serviceName: 'theirs', namespaceName: 'elsewhere', ports: [ServicePort.http(80)], ...attributes,
}));

const plain = (shop: Shop, props: object) => new PlainService(new PlainNamespace(shop.chart, 'outer'), 'plain', {
  ports: [ServicePort.http(80)], workload: image('plain'), reason: 'a', ...props,
});

const asking = (shop: Shop, options: HttpExtAuthzOptions, id = 'decisions') => {
  new ExternalAuthorization(shop.chart, id, { provider: ExtAuthzProvider.http(shop.service('judge'), options) }).protect(shop.service('a'));
  MeshConfig.of(shop.app).toText(MeshConfigFormat.HELM_VALUES);
};
const agent = (shop: Shop, props: Partial<OpenPolicyAgentProps>) => new OpenPolicyAgent(shop.namespace, 'opa', {
  image: 'registry.example.com/opa:1.22.0-envoy', policies: [RegoPolicy.text('a.rego', 'package a\ndefault allow := false')], ...props,
});

const nginx = (shop: Shop, props: Partial<NginxEdgeProps> = {}, id = 'nginx') => {
  const gateway = edge(shop, GatewayTls.mutual('tls'));
  gateway.route(shop.service('behind'));
  return new NginxEdge(shop.chart, id, { gateway, tls: EdgeTls.secret('public-tls'), caCertificate: 'ca', clientCertificate: 'client', ...props });
};
const ingress = (shop: Shop, host: string, props: Partial<KubernetesIngressProps> = {}, id = 'ingress') => {
  const old = new PlainNamespace(shop.chart, 'old');
  const service = new PlainService(old, 'service', { ports: [ServicePort.http(80)], workload: image('service'), reason: 'a' });
  const controller = PlaintextSource.pods('nginx');
  new KubernetesIngress(shop.chart, id, { ingressClassName: 'nginx', controller, tls: EdgeTls.secret('public-tls'), ...props }).route(host, service);
};

const PLACES: Place[] = [
  // the mesh and its namespaces
  { name: 'trust domain', right: 'a.example.com', put: (s, t) => { new Mesh(s.chart, 'mesh', { trustDomain: t }); s.service('a').calls(s.service('b')); } },
  { name: 'cluster domain', right: 'a.example.com', put: (s, t) => { new Mesh(s.chart, 'mesh', { clusterDomain: t }); s.service('a'); } },
  { name: 'root namespace', right: 'istio', put: (s, t) => new Mesh(s.chart, 'mesh', { rootNamespace: t }) },
  { name: 'revision', right: 'stable', put: (s, t) => new Mesh(s.chart, 'mesh', { revision: t }) },
  { name: 'namespace of the gateway', right: 'ingress', put: (s, t) => { new Mesh(s.chart, 'mesh', { ingressGateway: { namespace: t } }); edge(s).route(s.service('a')); } },
  { name: 'label of the gateway', right: 'a', put: (s, t) => { new Mesh(s.chart, 'mesh', { ingressGateway: { labels: { istio: t } } }); edge(s).route(s.service('a')); } },
  { name: 'service account of the gateway', right: 'a', put: (s, t) => { new Mesh(s.chart, 'mesh', { ingressGateway: { serviceAccountName: t } }); edge(s).route(s.service('a')); } },
  { name: 'reason of the mesh', right: 'a b', put: (s, t) => new Mesh(s.chart, 'mesh', { mutualTls: MutualTlsMode.PERMISSIVE, reason: t }) },
  { name: 'address of a DNS server', right: '10.96.0.10', put: (s, t) => new Mesh(s.chart, 'mesh', { dnsServers: [DnsServer.address(t)] }) },
  { name: 'namespace of DNS servers', right: 'names', put: (s, t) => new Mesh(s.chart, 'mesh', { dnsServers: [DnsServer.pods(t)] }) },
  { name: 'label of DNS servers', right: 'coredns', put: (s, t) => new Mesh(s.chart, 'mesh', { dnsServers: [DnsServer.pods('names', { app: t })] }) },
  { name: 'addresses of nodes', right: '10.0.0.0/8', put: (s, t) => new Mesh(s.chart, 'mesh', { nodeCidrs: [t] }) },
  { name: 'namespace', right: 'a', put: (s, t) => new ZeroTrustNamespace(s.chart, 'id', { name: t }) },
  { name: 'label of a namespace', right: 'a', put: (s, t) => new MeshNamespace(s.chart, 'id', { labels: { team: t } }) },
  { name: 'key of a namespace’s label', right: 'a', put: (s, t) => new MeshNamespace(s.chart, 'id', { labels: { [t]: 'a' } }) },
  { name: 'label of an existing namespace', right: 'enabled', put: (s, t) => new MeshNamespace(s.chart, 'id', { existing: ExistingNamespace.labelled({ 'istio-injection': t }) }) },
  { name: 'reason of pod security', right: 'a b', put: (s, t) => new ZeroTrustNamespace(s.chart, 'id', { podSecurity: PodSecurityLevel.BASELINE, podSecurityReason: t }) },
  { name: 'namespace that may call', right: 'a', put: (s, t) => s.namespace.allowNamespace(t, { reason: 'a' }) },
  { name: 'reason of a grant', right: 'a b', put: (s, t) => s.namespace.allowNamespace('a', { reason: t }) },
  { name: 'namespace of a scraper', right: 'a', put: (s, t) => s.namespace.allowScraping({ namespaceName: t, reason: 'a' }) },
  { name: 'label of a scraper', right: 'a', put: (s, t) => s.namespace.allowScraping({ namespaceName: 'a', podLabels: { app: t }, reason: 'a' }) },
  { name: 'reason of scraping', right: 'a b', put: (s, t) => s.namespace.allowScraping({ namespaceName: 'a', reason: t }) },
  // who decides
  { name: 'extension provider', right: 'a', put: (s, t) => asking(s, {}, t) },
  { name: 'reason of an open decision', right: 'a b', put: (s, t) => asking(s, { failOpenReason: t }) },
  { name: 'prefix of what is asked', right: '/a', put: (s, t) => asking(s, { pathPrefix: t }) },
  { name: 'header that is sent along', right: 'a', put: (s, t) => asking(s, { includeRequestHeadersInCheck: [t] }) },
  { name: 'header that is added', right: 'a', put: (s, t) => asking(s, { includeAdditionalHeadersInCheck: { [t]: 'a' } }) },
  { name: 'value of a header that is added', right: 'a', put: (s, t) => asking(s, { includeAdditionalHeadersInCheck: { 'x-a': t } }) },
  { name: 'decision of OPA', right: 'a/allow', put: (s, t) => agent(s, { decision: t }) },
  { name: 'image of OPA', right: 'a:v1', put: (s, t) => agent(s, { image: t }) },
  // how many requests
  { name: 'header that is counted by', right: 'x-a', put: (s, t) => limited(s, { descriptors: [RateLimitDescriptor.header(t)] }) },
  { name: 'claim that is counted by', right: 'sub', put: (s, t) => limited(s, { descriptors: [RateLimitDescriptor.claim(t)] }) },
  { name: 'path that is counted', right: '/a', put: (s, t) => limited(s, { match: RouteMatch.of({ path: PathMatch.exact(t) }) }) },
  { name: 'header value that is counted', right: 'a', put: (s, t) => limited(s, { match: RouteMatch.of({ headers: [HeaderMatch.exact('x-a', t)] }) }) },
  { name: 'expression that is counted', right: 'a', put: (s, t) => limited(s, { match: RouteMatch.of({ headers: [HeaderMatch.regex('x-a', t)] }) }) },
  { name: 'domain of limits', right: 'a', put: (s, t) => counted(s, {}, t) },
  { name: 'reason of an open limit', right: 'a b', put: (s, t) => counted(s, { failOpenReason: t }) },
  { name: 'path that is counted for all', right: '/a', put: (s, t) => counted(s, {}, 'a', { match: RouteMatch.of({ path: PathMatch.exact(t) }) }) },
  // services and their pods
  { name: 'id of a service', right: 'a', put: (s, t) => s.service(t) },
  { name: 'name of a service', right: 'a', put: (s, t) => s.service('id', { name: t }) },
  { name: 'version', right: 'v9', put: (s, t) => s.service('a', { versions: { [t]: image('a') } }) },
  { name: 'name of a port', right: 'http-a', put: (s, t) => s.service('a', { ports: [ServicePort.http(80, { name: t })] }) },
  { name: 'image', right: 'a:v1', put: (s, t) => s.service('a', { workload: pods({ image: t }) }) },
  { name: 'command', right: 'a', put: (s, t) => s.service('a', { workload: pods({ command: [t] }) }) },
  { name: 'argument', right: 'a', put: (s, t) => s.service('a', { workload: pods({ args: ['--x', t] }) }) },
  { name: 'variable', right: 'A', put: (s, t) => s.service('a', { workload: pods({ env: { [t]: 'a' } }) }) },
  { name: 'value of a variable', right: 'a', put: (s, t) => s.service('a', { workload: pods({ env: { A: t } }) }) },
  { name: 'Secret of a variable', right: 'a', put: (s, t) => s.service('a', { workload: pods({ envFromSecrets: [{ variable: 'A', secretName: t, key: 'a' }] }) }) },
  { name: 'key of a Secret', right: 'a', put: (s, t) => s.service('a', { workload: pods({ envFromSecrets: [{ variable: 'A', secretName: 'a', key: t }] }) }) },
  { name: 'amount of CPU', right: '1', put: (s, t) => s.service('a', { workload: pods({ resources: { cpuRequest: t } }) }) },
  { name: 'path of a probe', right: '/a', put: (s, t) => s.service('a', { workload: pods({ livenessProbe: Probe.http(t) }) }) },
  { name: 'service of a probe', right: 'a', put: (s, t) => s.service('a', { workload: pods({ livenessProbe: Probe.grpc({ service: t }) }) }) },
  { name: 'label of pods', right: 'a', put: (s, t) => s.service('a', { workload: pods({ podLabels: { team: t } }) }) },
  { name: 'key of a pod’s label', right: 'a', put: (s, t) => s.service('a', { workload: pods({ podLabels: { [t]: 'a' } }) }) },
  { name: 'annotation of pods', right: 'a', put: (s, t) => s.service('a', { workload: pods({ podAnnotations: { note: t } }) }) },
  { name: 'key of a pod’s annotation', right: 'a', put: (s, t) => s.service('a', { workload: pods({ podAnnotations: { [t]: 'a' } }) }) },
  { name: 'volume', right: 'a', put: (s, t) => s.service('a', { workload: pods({ emptyDirs: { [t]: '/a' } }) }) },
  { name: 'ConfigMap', right: 'a', put: (s, t) => s.service('a', { workload: pods({ configMaps: [{ configMapName: t, directory: '/a' }] }) }) },
  { name: 'directory of a ConfigMap', right: '/a', put: (s, t) => s.service('a', { workload: pods({ configMaps: [{ configMapName: 'a', directory: t }] }) }) },
  { name: 'path of a probe with a query', right: '/a?b', put: (s, t) => s.service('a', { workload: pods({ readinessProbe: Probe.http(`/a?${t}`) }) }) },
  { name: 'directory', right: '/a', put: (s, t) => s.service('a', { workload: pods({ emptyDirs: { a: t } }) }) },
  { name: 'Secret of a registry', right: 'a', put: (s, t) => s.service('a', { workload: pods({ imagePullSecrets: [t] }) }) },
  { name: 'label of selected pods', right: 'a', put: (s, t) => s.service('a', { workload: Workload.selecting({ labels: { app: t }, serviceAccountName: 'a' }) }) },
  { name: 'key of a selected pod’s label', right: 'a', put: (s, t) => s.service('a', { workload: Workload.selecting({ labels: { [t]: 'a' }, serviceAccountName: 'a' }) }) },
  { name: 'service account of selected pods', right: 'a', put: (s, t) => s.service('a', { workload: Workload.selecting({ labels: { app: 'a' }, serviceAccountName: t }) }) },
  // who calls whom
  { name: 'service of others', right: 'a', put: (s, t) => importing(s, { serviceName: t }) },
  { name: 'namespace of others', right: 'a', put: (s, t) => importing(s, { namespaceName: t }) },
  { name: 'service account of others', right: 'a', put: (s, t) => importing(s, { serviceAccountName: t }) },
  { name: 'label of others', right: 'a', put: (s, t) => importing(s, { podLabels: { app: t } }) },
  { name: 'namespace of a caller', right: 'a', put: (s, t) => s.service('a').allowFrom(Caller.serviceAccount(t, 'a')) },
  { name: 'service account of a caller', right: 'a', put: (s, t) => s.service('a').allowFrom(Caller.serviceAccount('a', t)) },
  { name: 'label of a caller', right: 'a', put: (s, t) => s.service('a').allowFrom(Caller.serviceAccount('a', 'a', { app: t })) },
  { name: 'principal', right: 'cluster.local/ns/a/sa/a', put: (s, t) => s.service('a').allowFrom(Caller.principal(t)) },
  { name: 'account of a principal', right: 'a', put: (s, t) => s.service('a').allowFrom(Caller.principal(`cluster.local/ns/a/sa/${t}`)) },
  { name: 'reason of a caller', right: 'a b', put: (s, t) => s.service('a').allowFrom(Caller.namespaceNamed('a'), { reason: t }) },
  { name: 'path of a call', right: '/a', put: (s, t) => s.service('a').calls(s.service('b'), { paths: [PathMatch.exact(t)] }) },
  { name: 'prefix of a call', right: '/a', put: (s, t) => s.service('a').calls(s.service('b'), { paths: [PathMatch.prefix(t)] }) },
  { name: 'method of a call', right: 'GET', put: (s, t) => s.service('a').calls(s.service('b'), { methods: [t as never] }) },
  { name: 'reason of an exception', right: 'a b', put: (s, t) => s.service('a').mutualTlsException({ mode: MutualTlsMode.PERMISSIVE, reason: t }) },
  { name: 'name of a plain namespace', right: 'a', put: (s, t) => new PlainNamespace(s.chart, 'outer', { name: t }) },
  { name: 'label of a plain namespace', right: 'a', put: (s, t) => new PlainNamespace(s.chart, 'outer', { labels: { team: t } }) },
  { name: 'reason of a plain service', right: 'a b', put: (s, t) => s.service('a').calls(plain(s, { reason: t })) },
  { name: 'name of a plain service', right: 'a', put: (s, t) => s.service('a').calls(plain(s, { name: t })) },
  { name: 'label of a plain service of others', right: 'a', put: (s, t) => s.service('a').calls(PlainService.fromAttributes(s.chart, 'p', { serviceName: 'p', namespaceName: 'o', ports: [ServicePort.http(80)], podLabels: { app: t }, reason: 'a' })) },
  { name: 'source of plaintext', right: '192.0.2.0/24', put: (s, t) => s.service('a').mutualTlsException({ mode: MutualTlsMode.PERMISSIVE, sources: [PlaintextSource.cidr(t)], reason: 'a' }) },
  { name: 'namespace of plaintext', right: 'a', put: (s, t) => s.service('a').mutualTlsException({ mode: MutualTlsMode.PERMISSIVE, sources: [PlaintextSource.pods(t)], reason: 'a' }) },
  // routes
  { name: 'id of a route', right: 'a', put: (s, t) => s.service('a').route(t, at(RouteMatch.of({ path: PathMatch.exact('/a') }))) },
  { name: 'path of a route', right: '/a', means: '/', put: (s, t) => s.service('a').route('r', at(RouteMatch.of({ path: PathMatch.subtree(t) }))) },
  { name: 'expression of a path', right: '/a.*', put: (s, t) => s.service('a').route('r', at(RouteMatch.of({ path: PathMatch.regex(t) }))) },
  { name: 'header', right: 'x-a', put: (s, t) => s.service('a').route('r', at(RouteMatch.of({ headers: [HeaderMatch.exact(t, 'a')] }))) },
  { name: 'header that must not be', right: 'x-a', put: (s, t) => s.service('a').route('r', at(RouteMatch.of({ headers: [HeaderMatch.absent(t)] }))) },
  { name: 'header that is required', right: 'x-a', put: (s, t) => s.service('a').requireHeader(t) },
  { name: 'value of a header', right: 'a', put: (s, t) => s.service('a').route('r', at(RouteMatch.of({ headers: [HeaderMatch.exact('x-a', t)] }))) },
  { name: 'beginning of a header', right: 'a', put: (s, t) => s.service('a').route('r', at(RouteMatch.of({ headers: [HeaderMatch.prefix('x-a', t)] }))) },
  { name: 'expression of a header', right: 'a+', put: (s, t) => s.service('a').route('r', at(RouteMatch.of({ headers: [HeaderMatch.regex('x-a', t)] }))) },
  { name: 'parameter', right: 'a', put: (s, t) => s.service('a').route('r', at(RouteMatch.of({ query: [QueryMatch.exact(t, 'a')] }))) },
  { name: 'value of a parameter', right: 'a', put: (s, t) => s.service('a').route('r', at(RouteMatch.of({ query: [QueryMatch.exact('a', t)] }))) },
  { name: 'host of a request', right: 'a', put: (s, t) => s.service('a').route('r', at(RouteMatch.of({ authority: AuthorityMatch.exact(t) }))) },
  { name: 'beginning of a host', right: 'a', put: (s, t) => s.service('a').route('r', at(RouteMatch.of({ authority: AuthorityMatch.prefix(t) }))) },
  { name: 'version of a split', right: 'v1', put: (s, t) => s.service('a').route('r', { split: { [t]: 100 } }) },
  { name: 'header that is set', right: 'x-a', put: (s, t) => s.service('a').route('r', { headerChanges: HeaderChanges.of({ request: { set: { [t]: 'a' } } }) }) },
  { name: 'value that is set', right: 'a', put: (s, t) => s.service('a').route('r', { headerChanges: HeaderChanges.of({ response: { add: { 'x-a': t } } }) }) },
  { name: 'header that is removed', right: 'x-a', put: (s, t) => s.service('a').route('r', { headerChanges: HeaderChanges.of({ response: { remove: [t] } }) }) },
  { name: 'path that is rewritten', right: '/b', put: (s, t) => s.service('a').route('r', { rewrite: Rewrite.path(t) }) },
  { name: 'host that is rewritten', right: 'b', put: (s, t) => s.service('a').route('r', { rewrite: Rewrite.authority(t) }) },
  { name: 'expression that is rewritten', right: '/a', put: (s, t) => s.service('a').route('r', { rewrite: Rewrite.regex(t, '/b') }) },
  { name: 'replacement', right: '/b', put: (s, t) => s.service('a').route('r', { rewrite: Rewrite.regex('/a', t) }) },
  { name: 'path of a redirect', right: '/b', put: (s, t) => s.service('a').route('r', { ...at(RouteMatch.of({ path: PathMatch.exact('/a') })), version: undefined, redirect: Redirect.to({ uri: t }) }) },
  { name: 'host of a redirect', right: 'b.example.com', put: (s, t) => s.service('a').route('r', { ...at(RouteMatch.of({ path: PathMatch.exact('/a') })), version: undefined, redirect: Redirect.to({ authority: t }) }) },
  { name: 'body of an answer', right: 'a', put: (s, t) => s.service('a').route('r', { ...at(RouteMatch.of({ path: PathMatch.exact('/a') })), version: undefined, directResponse: DirectResponse.of(200, t || 'a') }) },
  { name: 'origin', right: 'https://a.example.com', put: (s, t) => s.service('a').route('r', { cors: CorsPolicy.of({ allowOrigins: [OriginMatch.exact(t)] }) }) },
  { name: 'expression of an origin', right: 'https://.*', put: (s, t) => s.service('a').route('r', { cors: CorsPolicy.of({ allowOrigins: [OriginMatch.regex(t)] }) }) },
  { name: 'header of a page', right: 'x-a', put: (s, t) => s.service('a').route('r', { cors: CorsPolicy.of({ allowOrigins: [OriginMatch.any()], exposeHeaders: [t] }) }) },
  { name: 'reason of a fault', right: 'a b', put: (s, t) => s.service('a').route('r', { fault: FaultInjection.of({ abort: { httpStatus: 503, percentage: 1 }, reason: t }) }) },
  { name: 'reason of retries', right: 'a b', put: (s, t) => s.service('a', { retries: RetryPolicy.idempotent({ attempts: 1, reason: t }) }) },
  { name: 'version of a mirror', right: 'v2', put: (s, t) => s.versioned('a', ['v1', 'v2'], { defaultVersion: 'v1' }).route('r', { mirror: TrafficMirror.of({ version: t }) }) },
  { name: 'name of a server', right: 'a.example.com', put: (s, t) => s.service('a', { ports: [ServicePort.tls(443)] }).routeConnections('r', { port: 443, split: { v1: 100 }, sniHosts: [t] }) },
  // how pods are chosen
  { name: 'header of a hash', right: 'x-a', put: (s, t) => s.service('a', { loadBalancer: LoadBalancer.hashByHeader(t) }) },
  { name: 'cookie of a hash', right: 'a', put: (s, t) => s.service('a', { loadBalancer: LoadBalancer.hashByCookie({ name: t }) }) },
  { name: 'path of a cookie', right: '/a', put: (s, t) => s.service('a', { loadBalancer: LoadBalancer.hashByCookie({ name: 'a', path: t }) }) },
  { name: 'parameter of a hash', right: 'a', put: (s, t) => s.service('a', { loadBalancer: LoadBalancer.hashByQueryParameter(t) }) },
  { name: 'region', right: 'eu', put: (s, t) => s.service('a', { locality: Locality.failover({ us: t }) }) },
  { name: 'region that fails', right: 'eu', put: (s, t) => s.service('a', { locality: Locality.failover({ [t]: 'us' }) }) },
  { name: 'label of nearness', right: 'a', put: (s, t) => s.service('a', { locality: Locality.failoverPriority([t]) }) },
  { name: 'place', right: 'eu/a', put: (s, t) => s.service('a', { locality: Locality.distribute({ us: { [t]: 100 } }) }) },
  // releases and tests
  { name: 'id of a release', right: 'r', put: (s, t) => release(s, { testerHeader: HeaderMatch.present('x') }, t) },
  { name: 'cookie of a release', right: 'a', put: (s, t) => release(s, { stickyCookie: { name: t } }) },
  { name: 'header of testers', right: 'x-a', put: (s, t) => release(s, { testerHeader: HeaderMatch.present(t) }) },
  { name: 'id of a test', right: 't', put: (s, t) => new AbTest(s.namespace, t, { service: s.versioned('a', ['v1', 'v2']), variants: [AbVariant.header(HeaderMatch.present('x'), 'v2')], defaultVersion: 'v1' }) },
  { name: 'cookie of a variant', right: 'a', put: (s, t) => new AbTest(s.namespace, 'test', { service: s.versioned('a', ['v1', 'v2']), variants: [AbVariant.cookie(t, 'b', 'v2')], defaultVersion: 'v1' }) },
  { name: 'value of a variant’s cookie', right: 'a', put: (s, t) => new AbTest(s.namespace, 'test', { service: s.versioned('a', ['v1', 'v2']), variants: [AbVariant.cookie('a', t, 'v2')], defaultVersion: 'v1' }) },
  { name: 'version of a variant', right: 'v2', put: (s, t) => new AbTest(s.namespace, 'test', { service: s.versioned('a', ['v1', 'v2']), variants: [AbVariant.cookie('a', 'b', t)], defaultVersion: 'v1' }) },
  // gateways
  { name: 'id of a gateway', right: 'a', put: (s, t) => new MeshGateway(s.namespace, t, { hosts: ['a.example.com'], tls: GatewayTls.simple('tls') }).route(s.service('b')) },
  { name: 'host of a gateway', right: 'b.example.com', put: (s, t) => new MeshGateway(s.namespace, 'edge', { hosts: [t], tls: GatewayTls.simple('tls') }).route(s.service('a')) },
  { name: 'Secret of a gateway', right: 'a', put: (s, t) => edge(s, GatewayTls.mutual(t)) },
  { name: 'reason of plaintext at a gateway', right: 'a b', put: (s, t) => new MeshGateway(s.namespace, 'edge', { hosts: ['a.example.com'], plaintextReason: t }) },
  { name: 'Service of the gateway', right: 'a', put: (s, t) => { new Mesh(s.chart, 'mesh', { ingressGateway: { serviceName: t } }); nginx(s); } },
  { name: 'id of an edge', right: 'a', put: (s, t) => nginx(s, {}, t) },
  { name: 'host of an edge', right: 'a.example.com', put: (s, t) => nginx(s, { hosts: [t] }) },
  { name: 'Secret of an edge', right: 'a', put: (s, t) => nginx(s, { tls: EdgeTls.secret(t) }) },
  { name: 'authorities of a gateway', right: 'a', put: (s, t) => nginx(s, { caCertificate: t }) },
  { name: 'certificate of an edge', right: 'a', put: (s, t) => nginx(s, { clientCertificate: t }) },
  { name: 'IngressClass of an edge', right: 'a', put: (s, t) => nginx(s, { controller: NginxController.f5({ ingressClassName: t }) }) },
  { name: 'GatewayClass of an edge', right: 'a', put: (s, t) => nginx(s, { controller: NginxController.gatewayFabric({ gatewayClassName: t }) }) },
  { name: 'namespace of an edge', right: 'a', put: (s, t) => nginx(s, { controller: NginxController.gatewayFabric({ namespaceName: t }) }) },
  {
    name: 'reason of a retired controller',
    right: 'a b',
    put: (s, t) => nginx(s, { controller: NginxController.ingressNginx({ reason: t }), caCertificate: 'ca', clientCertificate: 'ca' }),
  },
  { name: 'id of an Ingress', right: 'a', put: (s, t) => ingress(s, 'a.example.com', {}, t) },
  { name: 'host of an Ingress', right: 'a.example.com', put: (s, t) => ingress(s, t) },
  { name: 'class of an Ingress', right: 'a', put: (s, t) => ingress(s, 'a.example.com', { ingressClassName: t }) },
  { name: 'reason of an Ingress in clear', right: 'a b', put: (s, t) => ingress(s, 'a.example.com', { plaintextReason: t, tls: undefined }) },
  { name: 'issuer of a certificate', right: 'a', put: (s, t) => new MeshGateway(s.namespace, 'edge', { hosts: ['a.example.com'], tls: GatewayTls.simple('tls'), certificateIssuer: CertificateIssuer.issuer(t) }) },
  { name: 'path of a gateway’s route', right: '/a', means: '/', put: (s, t) => edge(s).route(s.service('a'), { path: PathMatch.prefix(t) }) },
  { name: 'name of a gateway’s route', right: 'a', put: (s, t) => edge(s).route(s.service('a'), { name: t }) },
  { name: 'header of a gateway’s route', right: 'x-a', put: (s, t) => edge(s).route(s.service('a'), { headers: [HeaderMatch.exact(t, t)] }) },
  { name: 'parameter of a gateway’s route', right: 'a', put: (s, t) => edge(s).route(s.service('a'), { query: [QueryMatch.present(t)] }) },
  { name: 'rewrite of a gateway’s route', right: '/b', means: '/', put: (s, t) => edge(s).route(s.service('a'), { path: PathMatch.subtree('/a'), rewrite: Rewrite.path(t) }) },
  // Kong before a gateway
  { name: 'id of Kong', right: 'kong', put: (s, t) => kong(s, t) },
  { name: 'namespace of Kong', right: 'dmz', put: (s, t) => kong(s, 'kong', { namespaceName: t }) },
  { name: 'class of Kong', right: 'kong', put: (s, t) => kong(s, 'kong', { ingressClassName: t }) },
  { name: 'certificate of Kong', right: 'a', put: (s, t) => kong(s, 'kong', { tls: EdgeTls.secret(t) }) },
  { name: 'name of a plugin of Kong', right: 'a', put: (s, t) => kong(s).plugin(KongPlugin.correlationId(), { name: t }) },
  { name: 'consumer of Kong', right: 'a', put: (s, t) => keyed(s).consumer(t, { credentials: [KongCredential.keyAuth('key')] }) },
  { name: 'other name of a consumer', right: 'a b', put: (s, t) => keyed(s).consumer('a', { credentials: [KongCredential.keyAuth('key')], customId: t }) },
  { name: 'credential of a consumer', right: 'a', put: (s, t) => keyed(s).consumer('a', { credentials: [KongCredential.keyAuth(t)] }) },
  { name: 'masked field', right: 'card.number', put: (s, t) => kong(s).plugin(KongPlugin.maskResponse([MaskedField.secret(t)])) },
  { name: 'claim of Kong', right: 'iss', put: (s, t) => kong(s).plugin(KongPlugin.jwt({ keyClaimName: t })) },
  { name: 'header of a key', right: 'apikey', put: (s, t) => kong(s).plugin(KongPlugin.keyAuth({ headerName: t })) },
  { name: 'address for Kong', right: '192.0.2.7', put: (s, t) => kong(s).plugin(KongPlugin.ipRestriction({ deny: [t] })) },
  { name: 'file of logs', right: '/dev/stdout', put: (s, t) => kong(s).clusterPlugin(KongPlugin.fileLog({ path: t })) },
  { name: 'collector of logs', right: 'https://a.example.com/', put: (s, t) => kong(s).clusterPlugin(KongPlugin.httpLog({ endpoint: t })) },
  { name: 'schema of requests', right: '{"type":"object"}', put: (s, t) => kong(s, 'kong', { edition: KongEdition.ENTERPRISE }).plugin(KongPlugin.requestValidator({ bodySchema: t })) },
  { name: 'host of a Redis', right: 'redis.example.com', put: (s, t) => kong(s).plugin(KongPlugin.rateLimiting({ minute: 1, limitBy: KongLimitBy.ip(), store: KongRateStore.redis({ host: t }) })) },
  { name: 'key of a Secret for Kong', right: 'password', put: (s, t) => kong(s).clusterPlugin(KongPlugin.httpLog({ endpoint: 'https://a.example.com', authorization: KongSecretKey.of('a', t) })) },
  { name: 'directive of a firewall', right: 'SecRuleRemoveById 1', put: (s, t) => new WebApplicationFirewall(s.chart, 'waf', { image: `a@sha256:${'0'.repeat(64)}`, directives: [t] }) },
  { name: 'host of a gateway’s route', right: 'a.example.com', put: (s, t) => edge(s).route(s.service('a'), { hosts: [t] }) },
  // tokens
  { name: 'issuer', right: 'https://id.example.com', put: (s, t) => token(s, { issuer: t }) },
  { name: 'address of keys', right: 'https://id.example.com', put: (s, t) => token(s, { jwksUri: t }) },
  { name: 'keys', right: KEY_SET, put: (s, t) => token(s, { jwksUri: undefined, jwks: t }) },
  { name: 'name of a key', right: 'a', put: (s, t) => token(s, { jwksUri: undefined, jwks: JSON.stringify({ keys: [{ ...RSA_KEY, kid: t }] }) }) },
  { name: 'audience', right: 'a', put: (s, t) => token(s, { audiences: [t] }) },
  { name: 'claim', right: 'a', put: (s, t) => token(s, { claims: [ClaimMatch.of(t, ['a'])] }) },
  { name: 'claim inside of a claim', right: 'a', put: (s, t) => token(s, { claims: [ClaimMatch.nested(['a', t], ['a'])] }) },
  { name: 'value of a claim', right: 'a', put: (s, t) => token(s, { claims: [ClaimMatch.of('a', [t])] }) },
  { name: 'header of a token', right: 'x-a', put: (s, t) => token(s, { fromHeaders: [{ name: t }] }) },
  { name: 'prefix of a token', right: 'Bearer ', put: (s, t) => token(s, { fromHeaders: [{ name: 'x-a', prefix: t }] }) },
  { name: 'parameter of a token', right: 'a', put: (s, t) => token(s, { fromParams: [t] }) },
  { name: 'cookie of a token', right: 'a', put: (s, t) => token(s, { fromCookies: [t] }) },
  { name: 'header of the payload', right: 'x-a', put: (s, t) => token(s, { outputPayloadToHeader: t }) },
  { name: 'header of a claim', right: 'x-a', put: (s, t) => token(s, { outputClaimToHeaders: { [t]: 'a' } }) },
  { name: 'claim of a header', right: 'a', put: (s, t) => token(s, { outputClaimToHeaders: { 'x-a': t } }) },
  {
    name: 'public path',
    right: '/a',
    means: '/',
    put: (s, t) => s.service('a').requireJwt({
      rules: [JwtRule.of({ issuer: 'https://id.example.com', jwksUri: 'https://id.example.com/keys', audiences: ['a'] })], publicPaths: [PathMatch.subtree(t)],
    }),
  },
  // outside
  { name: 'id of an outside system', right: 'o', put: (s, t) => outside(s, {}, t) },
  { name: 'host outside', right: 'a.example.com', put: (s, t) => outside(s, { hosts: [t] }) },
  { name: 'address outside', right: '192.0.2.1', put: (s, t) => outside(s, { addresses: [t] }) },
  { name: 'endpoint outside', right: '192.0.2.1', put: (s, t) => outside(s, { endpoints: [t] }) },
  { name: 'range outside', right: '192.0.2.0/24', put: (s, t) => outside(s, { cidrs: [t] }) },
  { name: 'server name outside', right: 'b.example.com', put: (s, t) => outside(s, { tlsOrigination: { sni: t } }) },
  { name: 'authorities outside', right: '/a', put: (s, t) => outside(s, { tlsOrigination: { caCertificates: t } }) },
];

type Outcome = { readonly refused: string } | { readonly objects: any[] };

function outcome({ put }: Place, text: string): Outcome {
  const shop = new Shop();
  try {
    put(shop, text);
    return { objects: shop.synth() };
  } catch (thrown) {
    return { refused: (thrown as Error).message };
  }
}

/** A code and a place on one line; of several problems each has its line. cdk8s itself refuses an id that is taken or empty. */
const REFUSAL = /^(\[MSH\d{3}\] .*|Validation failed with the following errors:(\n  \[\] \[MSH\d{3}\] .*)+|There is already a Construct with name[^]*|Only root constructs may have an empty ID[^]*)$/;

/** Everything of the objects but the texts: which fields there are, and how many items of each shape lists have. */
function shapeOf(value: unknown): unknown {
  if (Array.isArray(value)) return value.map((item) => JSON.stringify(shapeOf(item))).sort();
  if (typeof value !== 'object' || value === null) return typeof value;
  const fields = Object.entries(value).map(([name, field]): [string, unknown] => [name, shapeOf(field)]);
  return Object.fromEntries(fields.sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** The same objects with another text in its place, also where it is the name of a field. */
function withText(objects: any[], from: string, to: string): any[] {
  const spelled = (text: string) => [text, text.toLowerCase()].map((one) => `${JSON.stringify(one)}:`);
  const [[asIs, lower], [right]] = [spelled(from), spelled(to)];
  return JSON.parse(JSON.stringify(objects).replaceAll(asIs, right).replaceAll(lower, right));
}

/** What a reader of YAML makes of it; the versions differ in what is a number or a truth value. */
function reading(objects: any[], version: '1.1' | '1.2' = '1.1'): unknown[] {
  return (parseAllDocuments(Yaml.stringify(...objects), { version, strict: true }) as any[]).map((document) => {
    if (document.errors.length > 0) throw document.errors[0];
    return document.toJS();
  });
}

test('there are places for most of what a user can say', () => {
  expect(PLACES.length).toBeGreaterThan(120);
  expect(new Set(PLACES.map(({ name }) => name)).size).toBe(PLACES.length);
});

describe.each(PLACES)('$name', (place) => {
  const right = outcome(place, place.right);

  test('takes what is right', () => {
    expect(right).not.toHaveProperty('refused');
  });

  test('takes or refuses what is hostile, and is not changed by it', () => {
    const shape = shapeOf((right as { objects: any[] }).objects);
    for (const text of TEXTS) {
      const found = outcome(place, text);
      if ('refused' in found) {
        expect(found.refused).toMatch(REFUSAL);
        continue;
      }
      const objects = JSON.parse(JSON.stringify(found.objects));
      const inside = JSON.stringify(text).slice(1, -1).toLowerCase();
      const touched = objects.filter((object: any) => JSON.stringify(object).toLowerCase().includes(inside));
      expect([text, reading(touched)]).toEqual([text, touched]);
      // RE2 takes a brace that repeats nothing for itself; the evaluator at hand does not
      expect([text, judge(touched).filter((problem) => !problem.endsWith('is no RE2 expression'))]).toEqual([text, []]);
      if (text !== place.means) expect([text, shapeOf(withText(objects, text, place.right))]).toEqual([text, shape]);
    }
  });
});

test('what is hostile everywhere at once leaves as many documents as there are objects', () => {
  const shop = new Shop();
  const env = Object.fromEntries(TEXTS.filter((text) => !text.includes('\0')).map((text, index) => [`V${index}`, text]));
  const podAnnotations = Object.fromEntries(TEXTS.map((text, index) => [`note-${index}`, text]));
  shop.service('a', { workload: pods({ args: Object.values(env), env, podAnnotations }) });
  const objects = JSON.parse(JSON.stringify(shop.synth()));
  for (const version of ['1.1', '1.2'] as const) expect(reading(objects, version)).toEqual(objects);
  expect(parseAllDocuments(shop.app.synthYaml(), { version: '1.1' })).toHaveLength(objects.length);
});
