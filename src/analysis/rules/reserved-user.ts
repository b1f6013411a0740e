import type { Workload } from '../../manifests/workload';
import { defineRule } from '../rule';

/** The user that the proxy runs as: what it sends is not captured, or it would come back to itself for ever. */
const PROXY = 1337;

export const reservedUser = defineRule({
  code: 'MSH297',
  name: 'reserved-user',
  severity: 'warning',
  summary: 'application that runs as the user of the proxy',
  fix: 'Run the application as another user than 1337.',
  upstream: ['IST0144'],
  reads: [],
  messages: {
    reserved: 'what user 1337 sends is not captured: this application calls without mutual TLS, routes and policies',
  },
  check: (manifests, report) => {
    for (const workload of manifests.workloads) {
      const { labels } = workload.manifest.metadata;
      if (labels.istio !== undefined || labels.release === 'istio') continue;
      for (const path of placesOf(workload)) report(workload.manifest, [workload.path, path].filter((part) => part !== '').join('.'), 'reserved');
    }
  },
});

/** Containers of the start may use it, to call before the proxy is there. */
function placesOf({ pod }: Workload): string[] {
  const containers = pod.containers ?? [];
  const isUser = (context: { readonly runAsUser?: number } | undefined) => context?.runAsUser === PROXY;
  return [
    ...(isUser(pod.securityContext) && containers.some(({ name, securityContext }) => name !== 'istio-proxy' && securityContext?.runAsUser === undefined) ? ['spec.securityContext.runAsUser'] : []),
    ...containers.flatMap(({ name, securityContext }, index) => (name !== 'istio-proxy' && isUser(securityContext) ? [`spec.containers[${index}].securityContext.runAsUser`] : [])),
  ];
}
