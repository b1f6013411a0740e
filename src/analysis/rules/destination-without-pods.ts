import { allDestinations } from '../../manifests/destinations';
import type { ServiceSpec } from '../../manifests/kinds/core';
import { knowsWorkloads } from '../../manifests/outside';
import { isEmptySelector, selects } from '../../manifests/selectors';
import { defineRule } from '../rule';

export const destinationWithoutPods = defineRule({
  code: 'MSH256',
  name: 'destination-without-pods',
  severity: 'warning',
  summary: 'route to a Service that selects no pods',
  fix: 'Let the Service select labels that the pods have.',
  reads: ['networking.istio.io/VirtualService', 'networking.istio.io/ServiceEntry', 'networking.istio.io/WorkloadEntry', '/Service'],
  messages: {
    none: 'no pod of namespace {namespace} has the labels {selector}, which Service {service} selects: requests are answered with 503',
  },
  check: (manifests, report) => {
    for (const { virtualService, host, path } of allDestinations(manifests)) {
      const [known, ...others] = manifests.hosts.find(host);
      if (known === undefined || known.isEntry || others.length > 0 || !knowsWorkloads(manifests, known.namespace)) continue;
      const { selector, type } = known.manifest.spec as ServiceSpec;
      if (isEmptySelector(selector) || type === 'ExternalName' || manifests.selected(known.namespace, selector).length > 0) continue;
      if (manifests.inNamespace('networking.istio.io/WorkloadEntry', known.namespace).some(({ spec }) => selects(selector, spec.labels ?? {}))) continue;
      report(virtualService, `${path}.host`, 'none', {
        namespace: known.namespace, service: known.manifest.metadata.name, selector: Object.entries(selector!).map(([name, value]) => `${name}=${value}`).join(','),
      });
    }
  },
});
