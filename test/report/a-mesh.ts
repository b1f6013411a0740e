/** Objects of a mesh in which each service calls some of the next ones, with everything that such a service has. */
export function meshOf(services: number, { calls = 3, namespaces = 20 } = {}): Record<string, any>[] {
  const nameOf = (index: number) => `service-${String(index).padStart(4, '0')}`;
  const homeOf = (index: number) => `team-${index % namespaces}`;
  const tier = Math.ceil(services / 8);
  const objects: Record<string, any>[] = Array.from({ length: Math.min(namespaces, services) }, (_, index) => ({
    apiVersion: 'v1', kind: 'Namespace', metadata: { name: `team-${index}`, labels: { 'istio-injection': 'enabled' } },
  }));
  objects.push({ apiVersion: 'security.istio.io/v1', kind: 'PeerAuthentication', metadata: { name: 'default', namespace: 'istio-system' }, spec: { mtls: { mode: 'STRICT' } } });
  for (let index = 0; index < services; index += 1) {
    const [name, namespace] = [nameOf(index), homeOf(index)];
    const callers = Array.from({ length: calls }, (_, step) => index - tier - step * 7).filter((caller) => caller >= 0);
    const callees = Array.from({ length: calls }, (_, step) => index + tier + step * 7).filter((callee) => callee < services);
    const labels = { app: name };
    objects.push(
      { apiVersion: 'v1', kind: 'ServiceAccount', metadata: { name, namespace } },
      { apiVersion: 'v1', kind: 'Service', metadata: { name, namespace }, spec: { selector: labels, ports: [{ name: 'http', port: 8080 }] } },
      { apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name, namespace }, spec: { selector: { matchLabels: labels }, template: { metadata: { labels }, spec: { serviceAccountName: name, containers: [{ name: 'app', image: 'registry.example.com/app:1' }] } } } },
      { apiVersion: 'networking.istio.io/v1', kind: 'Sidecar', metadata: { name, namespace }, spec: { workloadSelector: { labels }, egress: [{ hosts: ['istio-system/*', ...callees.map((callee) => `${homeOf(callee)}/${nameOf(callee)}.${homeOf(callee)}.svc.cluster.local`)] }] } },
      {
        apiVersion: 'security.istio.io/v1',
        kind: 'AuthorizationPolicy',
        metadata: { name, namespace },
        spec: { selector: { matchLabels: labels }, rules: callers.map((caller) => ({ from: [{ source: { principals: [`cluster.local/ns/${homeOf(caller)}/sa/${nameOf(caller)}`] } }], to: [{ operation: { methods: ['GET'], paths: [`/api/${caller}/*`] } }] })) },
      },
    );
  }
  return objects;
}
