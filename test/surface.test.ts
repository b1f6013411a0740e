import { join } from 'node:path';
import { createProgram, isExportSpecifier, isFunctionDeclaration, isVariableDeclaration, ModuleKind, ModuleResolutionKind } from 'typescript';

/** What a TypeScript user can import, with its types: a name that is added or taken away here is a decision. */
const SURFACE = [
  'AbTest',
  'AbTestProps',
  'AbVariant',
  'AcknowledgeOptions',
  'AcknowledgedFinding',
  'AdoptionOptions',
  'AllowOptions',
  'AuthorityMatch',
  'CallOptions',
  'Caller',
  'CanaryRelease',
  'CanaryReleaseProps',
  'CertificateIssuer',
  'ClaimMatch',
  'ConnectionPoolProps',
  'ContainerResources',
  'CorsPolicy',
  'CorsPolicyOptions',
  'DataPlane',
  'DeploymentProps',
  'DirectResponse',
  'DnsServer',
  'Ecommerce',
  'EcommerceProps',
  'EdgePlacement',
  'EdgeProps',
  'EdgeRateLimit',
  'EdgeRateLimitOptions',
  'EdgeTls',
  'EnforcementStage',
  'EnvFromSecret',
  'ExistingNamespace',
  'ExpectedRoute',
  'ExternalService',
  'ExternalServiceProps',
  'F5ControllerOptions',
  'FaultAbort',
  'FaultDelay',
  'FaultInjection',
  'FaultInjectionOptions',
  'FindingSeverity',
  'GatewayFabricOptions',
  'GatewayPortContext',
  'GatewayRouteOptions',
  'GatewayServerOptions',
  'GatewayTls',
  'GatewayTlsOptions',
  'GatewayWorkloadContext',
  'GrpcProbeOptions',
  'GrpcStatus',
  'H2UpgradePolicy',
  'HashCookie',
  'HashTable',
  'HeaderChanges',
  'HeaderChangesOptions',
  'HeaderMatch',
  'HeaderOperations',
  'HttpMethod',
  'HttpPoolProps',
  'ICallTarget',
  'IMeshNamespace',
  'IMeshService',
  'IPlainService',
  'IdempotentRetryOptions',
  'IngressClassOptions',
  'IngressGatewayProps',
  'IngressNginxOptions',
  'JwtHeader',
  'JwtOptions',
  'JwtRule',
  'JwtRuleProps',
  'LoadBalancer',
  'Locality',
  'Mesh',
  'MeshAnalysis',
  'MeshConfig',
  'MeshConfigFormat',
  'MeshConfigTextOptions',
  'MeshContext',
  'MeshFinding',
  'MeshGateway',
  'MeshGatewayProps',
  'MeshNamespace',
  'MeshNamespaceProps',
  'MeshProps',
  'MeshService',
  'MeshServiceAttributes',
  'MeshServiceProps',
  'MeshSimulator',
  'MeshValidation',
  'MeshValidationProps',
  'MutualTlsExceptionOptions',
  'MutualTlsMode',
  'NamespaceGrantOptions',
  'NginxController',
  'NginxEdge',
  'NginxEdgeProps',
  'OriginMatch',
  'OutboundTrafficPolicy',
  'OutlierDetectionProps',
  'PathMatch',
  'PlainNamespace',
  'PlainNamespaceProps',
  'PlainService',
  'PlainServiceAttributes',
  'PlainServiceProps',
  'PlaintextSource',
  'PodSecurityLevel',
  'PortProtocol',
  'Probe',
  'ProbeOptions',
  'QueryMatch',
  'Redirect',
  'RedirectOptions',
  'RedirectScheme',
  'RegexRewrite',
  'ReleaseEngine',
  'RetryOn',
  'RetryOptions',
  'RetryPolicy',
  'Rewrite',
  'RewriteOptions',
  'RouteMatch',
  'RouteMatchOptions',
  'RouteOptions',
  'SafeRetryOptions',
  'ScrapeOptions',
  'SelectedPods',
  'ServicePort',
  'ServicePortOptions',
  'ServicePortProps',
  'SimulatedDecision',
  'SimulatedMirror',
  'SimulatedOutcome',
  'SimulatedRequest',
  'SimulatedRoute',
  'StickyCookieOptions',
  'StreamRouteOptions',
  'TcpKeepaliveProps',
  'TcpPoolProps',
  'TlsOrigination',
  'TlsVersion',
  'TrafficMirror',
  'TrafficMirrorOptions',
  'TrafficPolicyProps',
  'WarmupProps',
  'Workload',
  'ZeroTrustNamespace',
  'ZeroTrustNamespaceProps',
];

const ENTRY = join(__dirname, '..', 'src', 'index.ts');

interface Exported {
  readonly name: string;
  /** A function or a constant: jsii knows only classes, enums and interfaces, and other languages would not have it. */
  readonly loose: boolean;
}

function exported(): Exported[] {
  const program = createProgram([ENTRY], { module: ModuleKind.Node16, moduleResolution: ModuleResolutionKind.Node16 });
  const checker = program.getTypeChecker();
  const index = checker.getSymbolAtLocation(program.getSourceFile(ENTRY)!)!;
  return checker.getExportsOfModule(index).map((symbol) => {
    const named = symbol.declarations!.some((declaration) => isExportSpecifier(declaration));
    const { declarations } = named ? checker.getAliasedSymbol(symbol) : symbol;
    return { name: symbol.name, loose: declarations!.some((one) => isFunctionDeclaration(one) || isVariableDeclaration(one)) };
  });
}

describe('the library exports', () => {
  const all = exported();

  test('what was agreed, and nothing else', () => {
    expect(all.map(({ name }) => name).sort()).toEqual(SURFACE);
  });

  test('no internals: names of classes, enums and interfaces', () => {
    expect(all.filter(({ name, loose }) => loose || !/^[A-Z][A-Za-z0-9]*$/.test(name))).toEqual([]);
  });
});
