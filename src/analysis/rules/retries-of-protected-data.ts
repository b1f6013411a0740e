import { servicesDemanding } from '../../manifests/data-classes';
import { fullHost } from '../../manifests/hosts';
import { UNSENT } from '../../support/retry-conditions';
import { defineRule } from '../rule';

export const retriesOfProtectedData = defineRule({
  code: 'MSH394',
  name: 'retries-of-protected-data',
  severity: 'error',
  summary: 'retries that may do again what was done with data of cards',
  fix: `Retry only what was surely not processed: \`${UNSENT.join(',')}\`.`,
  reads: ['/Service', 'networking.istio.io/VirtualService'],
  messages: {
    again: 'requests to {host}, which works with data of cards, are sent again on {conditions}: a payment is made twice',
  },
  check: (manifests, report) => {
    const { clusterDomain } = manifests.surroundings;
    const hosts = new Set(servicesDemanding(manifests, 'neverTwice').map(({ service: { metadata: { name, namespace } } }) =>
      `${name}.${namespace}.svc.${clusterDomain}`));
    for (const virtualService of hosts.size === 0 ? [] : manifests.ofKind('networking.istio.io/VirtualService')) {
      (virtualService.spec.http ?? []).forEach(({ retries, route = [] }, index) => {
        const named = (retries?.retryOn ?? '').split(',').map((condition) => condition.trim());
        const conditions = named.filter((condition) => condition !== '' && !UNSENT.includes(condition));
        const asked = route.map(({ destination }) => fullHost(destination.host, virtualService.metadata.namespace, clusterDomain));
        const host = asked.find((one) => hosts.has(one));
        if (host === undefined || retries?.attempts === 0 || conditions.length === 0) return;
        report(virtualService, `spec.http[${index}].retries.retryOn`, 'again', { host, conditions: conditions.join(', ') });
      });
    }
  },
});
