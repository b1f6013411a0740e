import { given, listed } from './given';
import { required } from './internal';
import { block, type Opening, openRules, type Peer, peerOf, type PeerPort, podsOf, tcp } from './network-peer';
import { selectorOf, workloadLabels } from './selector';
import { outsidePort } from './service-entry';
import { targetPortNumbers } from './target-ports';
import type { Call } from '../model/call';
import { EGRESS_PORT, type EgressGatewayKey } from '../model/external';
import type { MeshModel } from '../model/model';
import type { Namespace } from '../model/namespace';
import { scrapesByPodsOf } from '../model/scrapes';
import type { Service, ServiceKey } from '../model/service';

/** The part of Kubernetes' NetworkPolicySpec that we set. */
export interface NetworkPolicySpec {
  readonly podSelector: { readonly matchLabels?: Readonly<Record<string, string>> };
  readonly policyTypes: readonly ['Ingress', 'Egress'];
  readonly ingress?: readonly { readonly from?: readonly Peer[]; readonly ports?: readonly PeerPort[] }[];
  readonly egress?: readonly { readonly to?: readonly Peer[]; readonly ports?: readonly PeerPort[] }[];
}

/** @see https://istio.io/latest/docs/ops/deployment/application-requirements/#ports-used-by-istio */
const HBONE = 15008;
const CONTROL_PLANE = 15012;
const MERGED_METRICS_AND_PROBES = 15020;
const READINESS = 15021;
const PROXY_METRICS = 15090;

/** Kubelets' probes of ambient pods come from this address, to the application's own ports. */
const AMBIENT_PROBES = '169.254.7.127/32';

/**
 * What the public internet is not: the cluster itself, private networks, and the clouds' metadata services. Clouds give pods addresses
 * from 192.0.0.0/24, 198.18.0.0/15 and 240.0.0.0/4, too; at 168.63.129.16 Azure hands out what its nodes start with.
 */
const NOT_PUBLIC: Readonly<Record<string, readonly string[]>> = {
  '0.0.0.0/0': [
    '10.0.0.0/8', '100.64.0.0/10', '168.63.129.16/32', '169.254.0.0/16', '172.16.0.0/12',
    '192.0.0.0/24', '192.168.0.0/16', '198.18.0.0/15', '240.0.0.0/4',
  ],
  '::/0': ['fc00::/7', 'fe80::/10'],
};

/** Every port but the proxies' own. */
const APPLICATION_PORTS: PeerPort[] = [{ protocol: 'TCP', port: 1, endPort: 14999 }, { protocol: 'TCP', port: 15100, endPort: 65535 }];

type IngressRules = NonNullable<NetworkPolicySpec['ingress']>;
type EgressRules = NonNullable<NetworkPolicySpec['egress']>;

/** Nothing in or out for every pod of the namespace, but what each proxy needs to be one. Policies add up: those of services open the rest. */
export function renderNamespaceDefaultDeny(model: MeshModel, namespace: Namespace): NetworkPolicySpec {
  if (namespace.dataPlane === 'NONE') return policy({}, [], egressRules([...names(model), ...granted(model, namespace)]));
  const ambient = namespace.dataPlane === 'AMBIENT';
  return policy({}, [...(ambient ? ambientIngress() : []), ...probes(), ...ingressRules(readers(model, namespace))], [
    ...(ambient ? [{ to: [anyPod()], ports: tcp(HBONE) }] : []),
    ...egressRules([
      ...names(model),
      { peer: podsOf(model.settings.rootNamespace, { app: 'istiod' }), ports: tcp(CONTROL_PLANE) },
      ...granted(model, namespace),
    ]),
  ]);
}

/** What a service's pods may be called by, and may call. */
export function renderServiceNetworkPolicy(model: MeshModel, key: ServiceKey): NetworkPolicySpec {
  const service = required(model.services.get(key), `service ${key}`);
  return policy(
    selectorOf(service),
    ingressRules([...callers(model, service), ...plaintextPeers(model, service), ...controllers(model, service), ...plainProbes(model, service)]),
    egressRules([...callees(model, service), ...outside(model, service), ...scraped(model, service)]),
  );
}

/** Every pod of another namespace may connect to every pod of this one, on any port but those below 15100 that are the proxies' own. */
export function renderNamespaceGrantNetworkPolicy(caller: string): NetworkPolicySpec {
  return policy({}, ingressRules([{ peer: podsOf(caller, undefined), ports: APPLICATION_PORTS }]), []);
}

/** With both types named, a direction without rules is closed; it is left out, since that is how the API server keeps it. */
function policy(podSelector: NetworkPolicySpec['podSelector'], ingress: IngressRules, egress: EgressRules): NetworkPolicySpec {
  return given({ podSelector, policyTypes: ['Ingress', 'Egress'] as const, ingress: listed(ingress), egress: listed(egress) });
}

/** No `from`, on purpose: a readiness page says nothing else, and the kubelet's address is not known. */
function probes(): IngressRules {
  return [{ ports: tcp(READINESS) }];
}

/**
 * The tunnel to and from any pod, since no label tells all that are in the mesh: it is mutual TLS, and who may call is up to the identity.
 * No `ports` for the probes, on purpose: they go wherever the application has them.
 */
function ambientIngress(): IngressRules {
  return [{ from: [anyPod()], ports: tcp(HBONE) }, { from: [block(AMBIENT_PROBES)] }];
}

/** An empty selector is every namespace. */
function anyPod(): Peer {
  return { namespaceSelector: {} };
}

/** Port 15020 answers probes of the application, and serves its metrics, too: only nodes and who was granted may read them. */
function readers(model: MeshModel, { name }: Namespace): Opening[] {
  return [
    ...model.settings.nodeCidrs.map((cidr) => ({ peer: block(cidr), ports: tcp(MERGED_METRICS_AND_PROBES, READINESS) })),
    ...model.scrapesOf(name).map(({ from, ports }) => ({ peer: peerOf(from), ports: tcp(MERGED_METRICS_AND_PROBES, PROXY_METRICS, ...ports) })),
  ];
}

/** Where names are asked for. */
function names(model: MeshModel): Opening[] {
  return model.settings.dnsServers.map(({ peer, port }) => ({ peer: peerOf(peer), ports: [{ protocol: 'UDP', port }, ...tcp(port)] }));
}

/** Without a proxy in between, nodes probe the application itself. */
function plainProbes(model: MeshModel, { dataPlane, ports }: Service): Opening[] {
  if (dataPlane !== 'NONE') return [];
  return model.settings.nodeCidrs.map((cidr) => ({ peer: block(cidr), ports: tcp(...targetPortNumbers(ports)) }));
}

function callers(model: MeshModel, service: Service): Opening[] {
  return model.callsTo(service.key).map((call) => ({ peer: callerPeer(model, call), ports: tcp(...targetPortNumbers(call.operation.ports)) }));
}

function callerPeer(model: MeshModel, { caller }: Call): Peer {
  switch (caller.kind) {
    case 'service': return servicePeer(model, caller.service);
    case 'gateway': return podsOf(caller.identity.namespace, caller.podLabels);
    // without labels its namespace is the narrowest that is known; the identity still decides
    case 'account': return podsOf(caller.identity.namespace, caller.podLabels);
    case 'namespace': return podsOf(caller.namespace, undefined);
  }
}

/** Callers without a proxy have no identity: for them, this is the only thing that tells them apart. */
function plaintextPeers(model: MeshModel, service: Service): Opening[] {
  return model.plaintextOf(service.key).flatMap(({ from, operation }) =>
    from.map((peer) => ({ peer: peerOf(peer), ports: tcp(...targetPortNumbers(operation.ports)) })));
}

/** Controllers of Ingresses, which have no identity either. */
function controllers(model: MeshModel, service: Service): Opening[] {
  return model.ingressRoutesTo(service.key).map(({ controller, port }) => ({ peer: peerOf(controller), ports: tcp(...targetPortNumbers([port])) }));
}

/** What every pod of the namespace may call. */
function granted(model: MeshModel, { name }: Namespace): Opening[] {
  const called = model.callsFromNamespace(name);
  return [
    ...called.map(({ callee, operation }) => ({ peer: servicePeer(model, callee), ports: tcp(...targetPortNumbers(operation.ports)) })),
    ...model.namespaceGrantsTo(name).map((grant) => ({ peer: podsOf(grant.namespace, undefined), ports: APPLICATION_PORTS })),
  ];
}

function callees(model: MeshModel, service: Service): Opening[] {
  return model.callsFrom(service.key).map(({ callee, operation }) =>
    ({ peer: servicePeer(model, callee), ports: tcp(...targetPortNumbers(operation.ports)) }));
}

/** The pods behind a service; its whole namespace where others own it and its labels are not known. */
function servicePeer(model: MeshModel, key: ServiceKey): Peer {
  const service = required(model.services.get(key), `service ${key}`);
  return podsOf(service.namespace, service.selector);
}

/** The other end of what a namespace grants to these pods. */
function scraped(model: MeshModel, service: Service): Opening[] {
  return scrapesByPodsOf(model, service)
    .map((grant) => ({ peer: podsOf(grant.namespace, undefined), ports: tcp(MERGED_METRICS_AND_PROBES, PROXY_METRICS, ...grant.ports) }));
}

/** A NetworkPolicy knows no names: which host it is, the Sidecar and the ServiceEntry say. */
function outside(model: MeshModel, service: Service): Opening[] {
  return model.externalCallsFrom(service.key).flatMap((call) => {
    const external = required(model.externals.get(call.external), `external service ${call.external}`);
    const gateway = model.egressGateways.get(external.egressGateway ?? '');
    if (gateway !== undefined) return [{ peer: podsOf(gateway.namespace, gateway.selector), ports: tcp(EGRESS_PORT.targetPort) }];
    const ports = tcp(...call.ports.map((port) => outsidePort(external, port)));
    return external.cidrs.map((cidr) => ({ peer: block(cidr, NOT_PUBLIC[cidr]), ports }));
  });
}

/** Pods of callers in, and hosts outside out: whoever has it leaves the mesh here, and nowhere else. */
export function renderEgressNetworkPolicy(model: MeshModel, key: EgressGatewayKey): NetworkPolicySpec {
  const gateway = required(model.egressGateways.get(key), `egress gateway ${key}`);
  const through = model.externalsThrough(key).map((external) => ({ external, callers: model.externalCallsTo(external.key) }));
  const externals = through.filter(({ callers: all }) => all.length > 0);
  return policy(
    { matchLabels: workloadLabels(gateway.selector, `egress gateway ${key}`) },
    ingressRules(externals.flatMap(({ callers: all }) => all.map(({ caller }) => ({
      peer: servicePeer(model, caller), ports: tcp(EGRESS_PORT.targetPort),
    })))),
    egressRules(externals.flatMap(({ external }) => external.cidrs.map((cidr) => ({
      peer: block(cidr, NOT_PUBLIC[cidr]), ports: tcp(...external.ports.map((port) => outsidePort(external, port))),
    })))),
  );
}

function ingressRules(openings: readonly Opening[]): IngressRules {
  return openRules(openings).map(({ peers, ports }) => ({ from: peers, ports }));
}

function egressRules(openings: readonly Opening[]): EgressRules {
  return openRules(openings).map(({ peers, ports }) => ({ to: peers, ports }));
}
