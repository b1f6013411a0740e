import type { Amount } from './amount';

/**
 * What is known about whether a mesh is worth it and what it takes. All of it is others' knowledge: each rule and each figure names where
 * it was read. `advise` and `cost` compute with it, docs/advise.md tells it; nothing of it stands anywhere else.
 */

/** Where something was read. */
export interface Source {
  readonly title: string;
  /** Who says it, when, and of which version. */
  readonly about: string;
}

export const SOURCES = {
  checklist: { title: '서비스 메시와 Istio가 필요해지는 순간', about: '“When a service mesh and Istio become necessary”, 2025-12-31: nine questions and five signals' },
  kongOrIstio: { title: 'Service Mesh 완벽 이해 Part 1 - Kong과 뭐가 다를까?', about: '“Understanding service meshes, part 1: what is different from Kong?”, 2025-10-23' },
  whyMesh: { title: 'Service Mesh가 필요한 이유', about: '“Why a service mesh is needed”, 2025-12-06' },
  ingressOrMesh: { title: 'Service mesh - Istio (5): Ingress vs Service Mesh(Istio)의 차이', about: '“Ingress against service mesh”, 2025-09-30, with what each takes' },
  completeGuide: { title: 'Istio Service Mesh 완전 가이드', about: '“The complete guide to the Istio service mesh”: patterns by the size of companies' },
  performance: { title: 'https://istio.io/v1.31/docs/ops/deployment/performance-and-scalability/', about: 'Istio’s own measurements: the page of 1.31 still gives those of 1.24, at 1,000 HTTP requests of 1 KB a second with 2 worker threads' },
  charts: { title: 'https://github.com/istio/istio/tree/release-1.31/manifests/charts', about: 'what the charts of Istio 1.31 reserve unless told otherwise (`resources.requests`)' },
  quickstart: { title: 'https://istio.io/latest/docs/overview/quickstart/', about: 'Istio recommends ambient mode to those who begin' },
  migrate: { title: 'https://istio.io/latest/docs/ambient/migrate/', about: 'what of sidecars ambient mode does otherwise, or not' },
  largeClusters: { title: 'https://kubernetes.io/docs/setup/best-practices/cluster-large/', about: 'Kubernetes runs no more than 110 pods on a node' },
} as const satisfies Readonly<Record<string, Source>>;

export type SourceName = keyof typeof SOURCES;

/** A sentence, and who says so: nobody but this library, where no source is named. */
export interface Reason {
  readonly text: string;
  readonly source?: SourceName;
}

/** One question of the checklist; a yes counts for a mesh. */
export interface Question {
  readonly key: string;
  readonly text: string;
}

/** The first is not asked: the number of services answers it. */
export const MANY_SERVICES: Question = { key: 'services', text: 'Are there ten services or more?' };
export const FEW_SERVICES = 10;

/** Of `checklist`, with `MANY_SERVICES`. */
export const QUESTIONS = [
  { key: 'hardToExplainCalls', text: 'Is it hard to explain at a glance which service calls which?' },
  { key: 'releasesInCode', text: 'Are ways of releasing (canary, rollback) mixed into the code of services?' },
  { key: 'slowDiagnosis', text: 'Does it take more than 30 minutes on average to find the cause of an incident?' },
  { key: 'mutualTls', text: 'Must services prove to each other who they are, or is mutual TLS required?' },
  { key: 'differentPromises', text: 'Must different service levels (SLAs) be kept between services?' },
  { key: 'centralTrafficPolicy', text: 'Should rules about traffic be controlled in one place?' },
  { key: 'operationsTeam', text: 'Are there people whose work is operations?' },
  { key: 'knowsKubernetesNetworking', text: 'Is the team at home in the networking of Kubernetes?' },
] as const satisfies readonly Question[];

/** So many of the nine make it worth considering. */
export const ENOUGH = 5;

/** Of `checklist`: any of them means not now, whatever else is answered. */
export const SIGNALS = [
  { key: 'becauseOthersDo', text: 'Is it wanted because so many use Istio these days?', remedy: 'name the incidents that a mesh would have prevented, and come back with them' },
  { key: 'fewIncidents', text: 'Have there been hardly any incidents?', remedy: 'keep what works; a mesh is for what goes wrong' },
  { key: 'noMonitoring', text: 'Is monitoring or logging still undecided?', remedy: 'decide on metrics and logs first: without them nobody sees what the mesh does' },
  { key: 'nobodyOperates', text: 'Is there nobody in charge of operations?', remedy: 'find somebody who answers for upgrades, certificates and the mesh’s own incidents' },
  { key: 'mendedInCode', text: 'Are problems rather mended in code, by habit?', remedy: 'agree that traffic is governed outside of the code, or stay with libraries' },
] as const satisfies readonly (Question & { readonly remedy: string })[];

/** What decides about the edge and the proxies, besides. */
export const CIRCUMSTANCES = [
  { key: 'apiBusiness', text: 'Are APIs sold or opened to partners: plans, keys, a portal, protocols to translate?' },
  { key: 'ingressStays', text: 'Does an NGINX or another Ingress controller stay in front, where TLS ends today?' },
  { key: 'regulated', text: 'Do rules such as PCI DSS demand protection between services?' },
  { key: 'requestRules', text: 'Must the mesh look into requests: methods, paths, tokens, retries, timeouts?' },
  { key: 'envoyExtensions', text: 'Are EnvoyFilters needed, such as rate limits at single workloads?' },
] as const satisfies readonly Question[];

/** What companies of a size do, as two of the sources tell it; they do not agree. */
export interface Size {
  readonly name: string;
  /** The fewest services of it. */
  readonly from: number;
  readonly said: readonly Reason[];
}

export const SIZES: readonly Size[] = [
  {
    name: 'small',
    from: 1,
    said: [
      { source: 'kongOrIstio', text: 'NGINX or an Istio gateway alone; a mesh is not needed yet' },
      { source: 'completeGuide', text: '90 % of start-ups choose Kong and an Ingress of NGINX: quick, and little to learn' },
    ],
  },
  {
    name: 'medium',
    from: FEW_SERVICES,
    said: [
      { source: 'kongOrIstio', text: 'an Istio gateway and a mesh, or NGINX before it for TLS; Kong is not needed yet' },
      { source: 'completeGuide', text: '60 % have Kong for what comes from outside and Istio for the services at the core' },
    ],
  },
  {
    name: 'large',
    from: 50,
    said: [
      { source: 'kongOrIstio', text: 'an Istio gateway and a mesh; Kong where there is business with APIs' },
      { source: 'completeGuide', text: '80 % of large companies and banks have Kong at the border and Istio in the whole cluster' },
    ],
  },
];

/** Below this, `kongOrIstio` and `completeGuide` would not begin to consider it. */
export const WORTH_CONSIDERING = 20;

/** Ways into a cluster, with the construct that is it, and how many take it. */
export const EDGES = {
  ingress: { title: 'Ingress alone', construct: 'KubernetesIngress', shares: 'where a mesh is not needed' },
  istio: { title: 'Istio gateway alone', construct: 'MeshGateway', shares: '30 % (completeGuide), 30 to 40 % (kongOrIstio)' },
  nginx: { title: 'NGINX before the Istio gateway', construct: 'NginxEdge', shares: '50 % (completeGuide), 40 to 50 % (kongOrIstio)' },
  kong: { title: 'Kong before the Istio gateway', construct: 'KongEdge', shares: '10 to 20 % (kongOrIstio)' },
} as const;

export type EdgeName = keyof typeof EDGES;

const MB = 1e6;
const MI = 2 ** 20;

/** What one proxy or one part of Istio takes, by whom one asks. */
export interface Figures {
  /** `charts`: what is set aside for one of them, used or not. */
  readonly reserved?: Amount;
  /** `performance`: CPU for 1,000 requests a second, memory at any rate. */
  readonly used?: Amount;
  /** `ingressOrMesh`: one of those it adds up. */
  readonly guide?: Amount;
}

export const FIGURES = {
  // the guide counts 5 cores and 5 GB for 50 pods
  sidecar: { reserved: { cpu: 0.1, memory: 128 * MI }, used: { cpu: 0.2, memory: 60 * MB }, guide: { cpu: 0.1, memory: 100 * MB } },
  waypoint: { reserved: { cpu: 0.1, memory: 128 * MI }, used: { cpu: 0.25, memory: 60 * MB } },
  ztunnel: { reserved: { cpu: 0.2, memory: 512 * MI }, used: { cpu: 0.06, memory: 12 * MB } },
  gateway: { reserved: { cpu: 0.1, memory: 128 * MI }, guide: { cpu: 0.5, memory: 500 * MB } },
  istiod: { reserved: { cpu: 0.5, memory: 2048 * MI }, guide: { cpu: 1, memory: 2000 * MB } },
  cni: { reserved: { cpu: 0.1, memory: 100 * MI } },
  // one of the three replicas of NGINX's Ingress controller
  ingress: { guide: { cpu: 0.5, memory: 200 * MB } },
} as const satisfies Readonly<Record<string, Figures>>;

export const INGRESS_REPLICAS = 3;

/** `whyMesh`: what ambient mode takes of that which sidecars take ("80 to 90 percent less"). */
export const AMBIENT_SHARE = { least: 0.1, most: 0.2 };

/** `largeClusters` */
export const PODS_ON_A_NODE = 110;
