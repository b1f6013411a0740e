import { INGRESS, ingressBackendsOf, ingressesOf } from '../../manifests/ingress';
import { defineRule } from '../rule';

const HOST = 'konghq.com/host-header';
const PRESERVE = 'konghq.com/preserve-host';

export const ignoredHostHeader = defineRule({
  code: 'MSH347',
  name: 'ignored-host-header',
  severity: 'warning',
  summary: 'host of a Service that Kong ignores',
  fix: 'Annotate the Ingress with `konghq.com/preserve-host: "false"`.',
  reads: [INGRESS, '/Service'],
  messages: {
    ignored: 'Kong keeps the host of the client, and not {host}, which Service {name} asks for: a proxy in the mesh finds no route for it',
  },
  check: (manifests, report) => {
    for (const ingress of ingressesOf(manifests)) {
      if (ingress.metadata.annotations[PRESERVE] === 'false') continue;
      for (const { service: { name }, path } of ingressBackendsOf(ingress)) {
        const host = manifests.find('/Service', ingress.metadata.namespace, name)?.metadata.annotations[HOST];
        if (host !== undefined) report(ingress, `${path}.name`, 'ignored', { host, name });
      }
    }
  },
});
