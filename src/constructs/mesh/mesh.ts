import { Construct, type IConstruct } from 'constructs';
import { DataPlane, MutualTlsMode, OutboundTrafficPolicy } from './data-plane';
import { type DnsServer } from './dns-server';
import { DEFAULT_MESH, type MeshSettings } from '../../model/mesh';
import { PEER_AUTHENTICATION, SIDECAR } from '../../render/kinds';
import { DEFAULT_NAME } from '../../render/names';
import { renderMeshPeerAuthentication } from '../../render/peer-authentication';
import { renderMeshSidecar } from '../../render/sidecar';
import { checkBlock } from '../../support/cidr';
import { checkWord } from '../../support/closed-set';
import { canonical, sameContent, sortedBy, sortedSet } from '../../support/compare';
import { checkDnsLabel, checkDnsName, checkServiceName } from '../../support/dns-name';
import { fail } from '../../support/errors';
import { checkDomain } from '../../support/host-name';
import { checkPodLabels } from '../../support/labels';
import { checkReason } from '../../support/reason';
import { loadAtSynth } from '../analysis/load';
import type { MeshContext } from '../analysis/mesh-context';
import { bookOf } from '../book';
import { emit } from '../emit';

/**
 * The pods that run the ingress gateway's proxy, and the identity they have.
 */
export interface IngressGatewayProps {
  /**
   * Namespace of the gateway's pods. TLS secrets named by a `MeshGateway` are looked for there.
   *
   * @default 'istio-system'
   */
  readonly namespace?: string;

  /**
   * Labels of the gateway's pods.
   *
   * @default - `istio: ingressgateway`
   */
  readonly labels?: { [name: string]: string };

  /**
   * Service account of the gateway's pods.
   *
   * @default 'istio-ingressgateway-service-account'
   */
  readonly serviceAccountName?: string;

  /**
   * Service before the gateway's pods, in their namespace: what an edge such as `NginxEdge` sends requests to.
   *
   * @default 'istio-ingressgateway'
   */
  readonly serviceName?: string;
}

/**
 * Properties of a `Mesh`: how Istio was installed.
 */
export interface MeshProps {
  /**
   * First part of every identity.
   *
   * @default 'cluster.local'
   * @see https://istio.io/latest/docs/reference/config/istio.mesh.v1alpha1/#MeshConfig-trust_domain
   */
  readonly trustDomain?: string;

  /**
   * Last part of every service's host name.
   *
   * @default 'cluster.local'
   */
  readonly clusterDomain?: string;

  /**
   * Namespace of the control plane, where mesh-wide configuration lives.
   *
   * @default 'istio-system'
   */
  readonly rootNamespace?: string;

  /**
   * Revision or tag of the control plane that namespaces belong to. It is their label `istio.io/rev`, and excludes the label
   * `istio-injection`, which would win over it.
   *
   * @default - the default control plane, by the label `istio-injection: enabled`
   * @see https://istio.io/latest/docs/setup/upgrade/canary/
   */
  readonly revision?: string;

  /**
   * Data plane of namespaces that name none. For `AMBIENT`, the `Mesh` must be declared before them.
   *
   * @default DataPlane.SIDECAR
   */
  readonly dataPlane?: DataPlane;

  /**
   * Whether the Istio CNI plugin is installed. Without it every pod starts with a privileged init container,
   * which no pod-security level but `privileged` admits.
   *
   * @default true
   * @see https://istio.io/latest/docs/setup/additional-setup/cni/
   */
  readonly cni?: boolean;

  /**
   * The gateway through which traffic from outside comes in.
   *
   * @default - the one of Istio's default profile
   */
  readonly ingressGateway?: IngressGatewayProps;

  /**
   * Mutual TLS of every namespace that has no setting of its own, as an object in the root namespace.
   *
   * @default - nothing mesh-wide; every `ZeroTrustNamespace` says it for itself
   */
  readonly mutualTls?: MutualTlsMode;

  /**
   * Where workloads of namespaces that have no setting of their own may go, as an object in the root namespace.
   *
   * @default - nothing mesh-wide; every `ZeroTrustNamespace` says it for itself
   */
  readonly outboundTrafficPolicy?: OutboundTrafficPolicy;

  /**
   * Why plaintext or undeclared destinations are allowed mesh-wide.
   *
   * @default - none; required for `MutualTlsMode.PERMISSIVE`, `DISABLE` and `OutboundTrafficPolicy.ALLOW_ANY`
   */
  readonly reason?: string;

  /**
   * Addresses of the nodes, for network plugins that do not let a node through to its own pods.
   * Kubelets probe from there.
   *
   * @default - the guarantee of Kubernetes that a node reaches its pods
   */
  readonly nodeCidrs?: string[];

  /**
   * Where pods ask for names. NetworkPolicies let them out to these, and to no others.
   *
   * @default - `DnsServer.kubeDns()`
   */
  readonly dnsServers?: DnsServer[];

  /**
   * What lies outside of the app, for the analysis at synth: hosts, namespaces and gateways that others make.
   *
   * @default - nothing is said; what nobody knows is not judged
   */
  readonly outside?: MeshContext;
}

const MESH = Symbol.for('cdk8s-istio.Mesh');

/**
 * How the app's mesh was set up. There is one for each app, declared before or after what uses it. Without one, Istio's default profile is
 * assumed.
 *
 * Where it is declared in a chart, all objects of the app are analyzed at synth, and errors stop it: see `MeshAnalysis`.
 *
 * The constructor throws MSH001 for an empty list of DNS servers; MSH002 or MSH003 for a bad name; MSH008 for a bad address; MSH014 or MSH038
 * for bad labels; MSH052 when the app
 * has a different mesh already, or namespaces that were declared before the data plane was named; MSH053 when something is loosened
 * without a reason.
 *
 * @example
 *
 * const app = new App();
 * const platform = new Chart(app, 'platform');
 * new Mesh(platform, 'mesh', { trustDomain: 'prod.example.com', revision: 'prod-stable' });
 */
export class Mesh extends Construct {
  /**
   * The mesh of an app.
   *
   * @param scope Any construct of the app.
   *
   * @returns The one that was declared, or one of Istio's default profile.
   */
  public static of(scope: IConstruct): Mesh {
    const root = scope.node.root as IConstruct & { [MESH]?: Mesh };
    return root[MESH] ?? new Mesh(root as unknown as Construct, 'cdk8s-istio-mesh');
  }

  private readonly settings: MeshSettings;

  /**
   * @param scope The chart with the objects that hold mesh-wide, if there are any.
   * @param id Name of the construct.
   * @param props What differs from the default profile of Istio.
   */
  public constructor(scope: Construct, id: string, props: MeshProps = {}) {
    super(scope, id);
    this.settings = settingsOf(this, props);
    this.register(props.outside);
    this.emitMeshWide(props);
  }

  /** First part of every identity. */
  public get trustDomain(): string {
    return this.settings.trustDomain;
  }

  /** Last part of every service's host name. */
  public get clusterDomain(): string {
    return this.settings.clusterDomain;
  }

  /** Namespace of the control plane. */
  public get rootNamespace(): string {
    return this.settings.rootNamespace;
  }

  private register(outside: MeshContext | undefined): void {
    const root = this.node.root as IConstruct & { [MESH]?: Mesh };
    const earlier = root[MESH];
    if (earlier !== undefined) {
      if (sameContent(earlier.settings, this.settings)) return;
      fail(this, 'MSH052', {
        what: `the app already has the mesh '${earlier.node.path}', and it is a different one`,
        fix: 'declare one Mesh for the app, before Mesh.of() is first asked, and reach it with Mesh.of(scope)',
      });
    }
    Object.defineProperty(root, MESH, { value: this });
    const book = bookOf(this);
    if (this.settings.dataPlane !== book.mesh.dataPlane && book.hasNamespaces) {
      fail(this, 'MSH052', { what: 'the data plane decides what namespaces emit, and some are declared already', got: this.settings.dataPlane, fix: 'declare the Mesh before them' });
    }
    book.mesh = this.settings;
    if (this.node.scope !== root) loadAtSynth().analyzeAtSynth(this, outside);
  }

  private emitMeshWide(props: MeshProps): void {
    const { settings } = this;
    const reasons = () => (props.reason === undefined ? [] : [props.reason]);
    if (settings.mtls !== undefined) {
      emit(this, 'PeerAuthentication', {
        kind: PEER_AUTHENTICATION, name: DEFAULT_NAME, namespace: settings.rootNamespace, reasons, spec: () => renderMeshPeerAuthentication(settings),
      });
    }
    if (settings.outbound !== undefined) {
      emit(this, 'Sidecar', {
        kind: SIDECAR, name: DEFAULT_NAME, namespace: settings.rootNamespace, reasons, spec: () => renderMeshSidecar(settings),
      });
    }
  }
}

function settingsOf(mesh: Mesh, props: MeshProps): MeshSettings {
  const gateway = props.ingressGateway ?? {};
  const loosened = [props.mutualTls, props.outboundTrafficPolicy].filter((choice) =>
    choice === MutualTlsMode.PERMISSIVE || choice === MutualTlsMode.DISABLE || choice === OutboundTrafficPolicy.ALLOW_ANY);
  if (loosened.length > 0) checkReason(mesh, props.reason, `${loosened.join(' and ')} for the whole mesh`);
  return {
    trustDomain: checkDnsName(props.trustDomain ?? DEFAULT_MESH.trustDomain, 'trust domain', mesh),
    clusterDomain: checkDomain(props.clusterDomain ?? DEFAULT_MESH.clusterDomain, 'cluster domain', mesh),
    rootNamespace: checkDnsLabel(props.rootNamespace ?? DEFAULT_MESH.rootNamespace, 'namespace', mesh),
    revision: props.revision === undefined ? undefined : checkDnsLabel(props.revision, 'revision', mesh),
    dataPlane: checkWord(props.dataPlane ?? DataPlane[DEFAULT_MESH.dataPlane], Object.values(DataPlane), 'data plane', mesh),
    cni: props.cni ?? DEFAULT_MESH.cni,
    outbound: props.outboundTrafficPolicy && checkWord(props.outboundTrafficPolicy, Object.values(OutboundTrafficPolicy), 'outbound traffic policy', mesh),
    mtls: props.mutualTls && checkWord(props.mutualTls, Object.values(MutualTlsMode), 'mode of mutual TLS', mesh),
    ingressGateway: {
      namespace: checkDnsLabel(gateway.namespace ?? DEFAULT_MESH.ingressGateway.namespace, 'namespace', mesh),
      labels: checkPodLabels(gateway.labels, 'ingressGateway.labels', mesh) ?? DEFAULT_MESH.ingressGateway.labels,
      serviceAccountName: checkDnsName(gateway.serviceAccountName ?? DEFAULT_MESH.ingressGateway.serviceAccountName, 'service account', mesh),
      serviceName: checkServiceName(gateway.serviceName ?? DEFAULT_MESH.ingressGateway.serviceName, mesh),
    },
    nodeCidrs: sortedSet((props.nodeCidrs ?? []).map((cidr) => checkBlock(cidr, mesh))),
    dnsServers: dnsServersOf(mesh, props.dnsServers),
  };
}

/** In one order, so that two meshes with the same servers are the same. */
function dnsServersOf(mesh: Mesh, given: readonly DnsServer[] | undefined): MeshSettings['dnsServers'] {
  if (given === undefined) return DEFAULT_MESH.dnsServers;
  if (given.length === 0) fail(mesh, 'MSH001', { what: '`dnsServers` is empty, and no pod would find any host', got: [], fix: 'name where pods ask for names, or leave it out for kube-dns' });
  return sortedBy(given.map((server) => server._server), canonical);
}
