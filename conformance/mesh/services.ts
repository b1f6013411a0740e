import { readFileSync } from 'node:fs';
import { Istiod } from './istiod';
import { Kube, KubeObject } from './kube';
import { hostsFile, networksOf } from './network';
import { inNetwork, run } from './processes';
import type { Run } from './run';
import { until } from './until';

/** Who has to know of a Service. */
interface Surroundings {
  readonly run: Run;
  readonly kube: Kube;
  readonly istiod: Istiod;
}

/** Waits until istiod, kube-proxy and the pods' names know the applied Services as they are now, and istiod the pods that are ready behind them. */
export async function waitForServices({ run: mesh, kube, istiod }: Surroundings, applied: KubeObject[]): Promise<void> {
  const names = applied.filter(({ kind, apiVersion }) => kind === 'Service' && apiVersion === 'v1').map(keyOf);
  if (names.length === 0) return;
  await until('Services to be known', 30, async () => {
    const services = (await kube.list('/api/v1/services')).filter((service) => names.includes(keyOf(service)) && service.spec.type !== 'ExternalName');
    const pods = (await kube.list('/api/v1/pods')).filter(isReady);
    const slices = await kube.list('/apis/discovery.k8s.io/v1/endpointslices');
    const known = await istiod.services();
    const isKnown = (service: KubeObject) => {
      const { version, addresses = [] } = known.get(hostOf(service)) ?? {};
      const own = addressesOf(service, pods);
      return Number(version) >= Number(service.metadata.resourceVersion)
        && isSame(addresses, own === undefined ? addresses : [...own, ...addressesBeside(service, slices)]);
    };
    const withAddress = services.filter(({ spec }) => spec.clusterIP !== 'None');
    return services.every(isKnown) && hasNames(mesh, withAddress) && leadsTo(await forwarded(mesh), withAddress);
  }, 50);
}

/** Of the pods a Service selects; undefined where others say what is behind it: it selects none, takes pods that are not ready, or is for nobody to see. */
function addressesOf({ metadata, spec }: KubeObject, pods: readonly KubeObject[]): string[] | undefined {
  const selector = Object.entries(spec.selector ?? {});
  const isForNobody = metadata.annotations?.['networking.istio.io/exportTo'] === '~';
  if (selector.length === 0 || spec.publishNotReadyAddresses || isForNobody) return undefined;
  return pods
    .filter((pod) => pod.metadata.namespace === metadata.namespace && selector.every(([key, value]) => pod.metadata.labels?.[key] === value))
    .map(({ status }) => status.podIP);
}

/** What somebody else than Kubernetes says is behind a Service, too. */
function addressesBeside(service: KubeObject, slices: readonly KubeObject[]): string[] {
  const written = slices.filter(({ metadata: { namespace, labels = {} } }) =>
    `${namespace}/${labels['kubernetes.io/service-name']}` === keyOf(service) && labels['endpointslice.kubernetes.io/managed-by'] === undefined);
  const endpoints: KubeObject[] = written.flatMap((slice) => slice.endpoints);
  return endpoints.filter(({ conditions }) => conditions?.ready !== false).flatMap(({ addresses }) => addresses);
}

function hasNames(mesh: Run, services: readonly KubeObject[]): boolean {
  const pods = networksOf(mesh).filter((net) => net !== mesh.node && net !== mesh.outside);
  return pods.map((net) => readFileSync(hostsFile(net), 'utf8')).every((hosts) => services.every(({ spec }) => hosts.includes(`${spec.clusterIP} `)));
}

/** What kube-proxy forwards: `address . protocol . port`. */
async function forwarded({ node }: Run): Promise<string[]> {
  const maps = ['service-ips', 'no-endpoint-services'].map(async (map) => run(...inNetwork(node, 'nft', ['list', 'map', 'ip', 'kube-proxy', map])));
  return (await Promise.all(maps)).flatMap((text) => [...text.matchAll(/(\S+ \. (?:tcp|udp|sctp) \. \d+) (?:comment "[^"]*" )?:/g)].map(([, key]) => key));
}

function leadsTo(keys: readonly string[], services: readonly KubeObject[]): boolean {
  return services.every(({ spec }) => isSame(
    keys.filter((key) => key.startsWith(`${spec.clusterIP} `)),
    (spec.ports ?? []).map(({ protocol, port }: KubeObject) => `${spec.clusterIP} . ${protocol.toLowerCase()} . ${port}`),
  ));
}

function isSame(some: readonly string[], others: readonly string[]): boolean {
  return some.every((one) => others.includes(one)) && others.every((one) => some.includes(one));
}

function isReady({ metadata, status }: KubeObject): boolean {
  return metadata.deletionTimestamp === undefined && status.conditions?.some(({ type, status: value }: KubeObject) => type === 'Ready' && value === 'True');
}

function hostOf({ metadata }: KubeObject): string {
  return `${metadata.name}.${metadata.namespace}.svc.cluster.local`;
}

function keyOf({ metadata }: KubeObject): string {
  return `${metadata.namespace}/${metadata.name}`;
}
