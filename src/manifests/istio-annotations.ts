/** Where an annotation of Istio belongs, and whether it is to be used no more. */
export interface IstioAnnotation {
  /** Nothing where it may stand anywhere. */
  readonly kinds: readonly string[] | undefined;
  readonly isDeprecated: boolean;
  readonly isAlpha: boolean;
}

/** By the kinds they belong to. @see https://istio.io/latest/docs/reference/config/annotations/ */
const ON: Readonly<Record<string, readonly string[]>> = {
  'Pod': [
    'ambient.istio.io/bypass-inbound-capture', 'ambient.istio.io/dns-capture', 'ambient.istio.io/redirection', 'inject.istio.io/templates',
    'istio.io/reroute-virtual-interfaces', 'istio.io/rev', 'prometheus.istio.io/merge-metrics', 'proxy.istio.io/config', 'proxy.istio.io/overrides',
    'readiness.status.sidecar.istio.io/applicationPorts', 'readiness.status.sidecar.istio.io/failureThreshold',
    'readiness.status.sidecar.istio.io/initialDelaySeconds', 'readiness.status.sidecar.istio.io/periodSeconds', 'sidecar.istio.io/agentLogLevel',
    'sidecar.istio.io/bootstrapOverride', 'sidecar.istio.io/componentLogLevel', 'sidecar.istio.io/discoveryAddress', 'sidecar.istio.io/extraStatTags',
    'sidecar.istio.io/inject', 'sidecar.istio.io/interceptionMode', 'sidecar.istio.io/logLevel', 'sidecar.istio.io/nativeSidecar',
    'sidecar.istio.io/proxyCPU', 'sidecar.istio.io/proxyCPULimit', 'sidecar.istio.io/proxyImage', 'sidecar.istio.io/proxyImageType',
    'sidecar.istio.io/proxyMemory', 'sidecar.istio.io/proxyMemoryLimit', 'sidecar.istio.io/rewriteAppHTTPProbers', 'sidecar.istio.io/statsCompression',
    'sidecar.istio.io/statsEvictionInterval', 'sidecar.istio.io/statsFlushInterval', 'sidecar.istio.io/statsHistogramBins',
    'sidecar.istio.io/statsHistogramBuckets', 'sidecar.istio.io/statsInclusionPrefixes', 'sidecar.istio.io/statsInclusionRegexps',
    'sidecar.istio.io/statsInclusionSuffixes', 'sidecar.istio.io/status', 'sidecar.istio.io/userVolume', 'sidecar.istio.io/userVolumeMount',
    'status.sidecar.istio.io/port', 'traffic.sidecar.istio.io/excludeInboundPorts', 'traffic.sidecar.istio.io/excludeInterfaces',
    'traffic.sidecar.istio.io/excludeOutboundIPRanges', 'traffic.sidecar.istio.io/excludeOutboundPorts', 'traffic.sidecar.istio.io/includeInboundPorts',
    'traffic.sidecar.istio.io/includeOutboundIPRanges', 'traffic.sidecar.istio.io/includeOutboundPorts', 'traffic.sidecar.istio.io/kubevirtInterfaces',
  ],
  'Service': ['alpha.istio.io/canonical-serviceaccounts', 'alpha.istio.io/kubernetes-serviceaccounts', 'networking.istio.io/exportTo', 'traffic.istio.io/nodeSelector'],
  'Gateway': ['gateway.istio.io/name-override', 'gateway.istio.io/service-account', 'networking.istio.io/service-type'],
  'GatewayClass, Gateway': ['ambient.istio.io/waypoint-inbound-binding'],
  'WorkloadEntry': ['istio.io/autoRegistrationGroup', 'istio.io/connectedAt', 'istio.io/disconnectedAt', 'istio.io/workloadController'],
  'AuthorizationPolicy': ['istio.io/dry-run'],
  'Service, ServiceEntry, Namespace': ['istio.io/use-waypoint-canary-weight'],
  'Namespace, Service, ServiceEntry': ['networking.istio.io/traffic-distribution'],
  'Ingress': ['kubernetes.io/ingress.class'],
  'Namespace': ['topology.istio.io/controlPlaneClusters'],
};

const ANYWHERE = ['galley.istio.io/analyze-suppress', 'gateway.istio.io/controller-version'];

/** Set by Istio itself, wherever it likes. */
const BY_ISTIO = new Set(['sidecar.istio.io/status', 'gateway.istio.io/controller-version', 'istio.io/rev']);

const DEPRECATED = new Set([
  'alpha.istio.io/canonical-serviceaccounts', 'alpha.istio.io/kubernetes-serviceaccounts', 'sidecar.istio.io/discoveryAddress', 'sidecar.istio.io/extraStatTags',
  'sidecar.istio.io/inject', 'sidecar.istio.io/statsCompression', 'sidecar.istio.io/statsInclusionPrefixes', 'sidecar.istio.io/statsInclusionRegexps',
  'sidecar.istio.io/statsInclusionSuffixes', 'traffic.sidecar.istio.io/kubevirtInterfaces',
]);

/**
 * All others are of alpha quality, which is why istioctl says it of none.
 * @see https://github.com/istio/api/blob/release-1.31/annotation/annotations.yaml
 */
const BEYOND_ALPHA = new Set([
  'ambient.istio.io/redirection', 'kubernetes.io/ingress.class', 'proxy.istio.io/config', 'sidecar.istio.io/inject', 'traffic.istio.io/nodeSelector',
]);

const KNOWN: ReadonlyMap<string, IstioAnnotation> = new Map([
  ...Object.entries(ON).flatMap(([kinds, names]) => names.map((name): [string, IstioAnnotation] => [name, known(name, kinds.split(', '))])),
  ...ANYWHERE.map((name): [string, IstioAnnotation] => [name, known(name, undefined)]),
]);

function known(name: string, kinds: readonly string[] | undefined): IstioAnnotation {
  return { kinds, isDeprecated: DEPRECATED.has(name), isAlpha: !BEYOND_ALPHA.has(name) };
}

export function istioAnnotation(name: string): IstioAnnotation | undefined {
  return KNOWN.get(name);
}

/** Whether an annotation is one that Istio would read, and people write. */
export function isOfIstio(name: string): boolean {
  return (name === 'kubernetes.io/ingress.class' || name.split('/')[0].endsWith('istio.io')) && name.includes('/') && !BY_ISTIO.has(name);
}
