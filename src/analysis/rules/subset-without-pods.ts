import { fullHost } from '../../manifests/hosts';
import type { ServiceSpec } from '../../manifests/kinds/core';
import type { ServiceEntrySpec } from '../../manifests/kinds/service-entry';
import type { Labels } from '../../manifests/manifest';
import type { Manifests } from '../../manifests/manifests';
import { knowsWorkloads } from '../../manifests/outside';
import { isEmptySelector, selects } from '../../manifests/selectors';
import type { MeshHost } from '../../manifests/service-registry';
import { defineRule } from '../rule';

export const subsetWithoutPods = defineRule({
  code: 'MSH221',
  name: 'subset-without-pods',
  severity: 'error',
  summary: 'subset whose labels no pod of the host has',
  fix: 'Use labels that the pods behind the host have, or remove the subset.',
  upstream: ['IST0173', 'KIA0203'],
  reads: ['networking.istio.io/DestinationRule', 'networking.istio.io/ServiceEntry', 'networking.istio.io/WorkloadEntry', '/Service'],
  messages: {
    none: 'no pod of {host} has the labels {labels}: requests to subset {subset} are answered with 503',
  },
  check: (manifests, report) => {
    for (const rule of manifests.ofKind('networking.istio.io/DestinationRule')) {
      if ((rule.spec.subsets ?? []).length === 0) continue;
      const host = fullHost(rule.spec.host, rule.metadata.namespace, manifests.surroundings.clusterDomain);
      const known = manifests.hosts.find(host).filter((one) => one.host === host);
      const labelsOfPods = known.length === 1 ? endpointLabels(manifests, known[0]) : undefined;
      // a Service without any pods may get them from elsewhere
      if (labelsOfPods === undefined || (labelsOfPods.length === 0 && !manifests.surroundings.complete)) continue;
      (rule.spec.subsets ?? []).forEach(({ name, labels }, index) => {
        const asked = ownLabels(labels ?? {});
        if (labelsOfPods.some((pod) => selects(asked, pod))) return;
        report(rule, `spec.subsets[${index}].labels`, 'none', { host, subset: name, labels: Object.entries(asked).map(([key, value]) => `${key}=${value}`).join(',') });
      });
    }
  },
});

/** Labels that istiod adds to endpoints itself, from where they run. */
const ADDED = /^(topology\.(istio|kubernetes)\.io\/|kubernetes\.io\/hostname$|failure-domain\.beta\.kubernetes\.io\/)/;

function ownLabels(labels: Labels): Labels {
  return Object.fromEntries(Object.entries(labels).filter(([name]) => !ADDED.test(name)));
}

/** The labels of all that answers for a host; undefined where it is not known. */
function endpointLabels(manifests: Manifests, { namespace, manifest, isEntry }: MeshHost): readonly Labels[] | undefined {
  if (isEntry) {
    const { endpoints, workloadSelector } = manifest.spec as ServiceEntrySpec;
    if (workloadSelector === undefined) return endpoints?.length ? endpoints.map(({ labels = {} }) => labels) : undefined;
    return knowsWorkloads(manifests, namespace) ? labelled(manifests, namespace, workloadSelector.labels ?? {}) : undefined;
  }
  const { selector } = manifest.spec as ServiceSpec;
  return isEmptySelector(selector) || !knowsWorkloads(manifests, namespace) ? undefined : labelled(manifests, namespace, selector!);
}

function labelled(manifests: Manifests, namespace: string, selector: Labels): readonly Labels[] {
  const machines = manifests.inNamespace('networking.istio.io/WorkloadEntry', namespace).map(({ spec }) => spec.labels ?? {});
  return [...manifests.selected(namespace, selector).map(({ labels }) => labels), ...machines.filter((labels) => selects(selector, labels))];
}
