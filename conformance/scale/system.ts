import { App, Chart } from 'cdk8s';
import { HttpMethod, MeshService, PathMatch, ServicePort, Workload, ZeroTrustNamespace } from '../../src';
import type { KubeObject } from '../mesh/kube';

const SERVICES = 1_000;
const NAMESPACES = 25;
const PER_NAMESPACE = SERVICES / NAMESPACES;
/** How many others each service calls: those declared after it, across the end of its namespace. */
const CALLS = 3;

/** The one service that has a pod. It calls the last of its namespace, over TCP, and two of the next. */
const CALLER = PER_NAMESPACE - 2;
export const PLACE = placeOf(CALLER);
export const CALLEES = [CALLER + 1, CALLER + 2, CALLER + 3].map((index) => `${nameOf(index)}.${namespaceOf(index)}.svc.cluster.local`);

/** A system of a thousand services. All speak on the same two ports, every fifth on that for TCP: a proxy listens once for HTTP, and for TCP for each service. */
function declare(app: App): void {
  const namespaces = Array.from({ length: NAMESPACES }, (_, index) => new ZeroTrustNamespace(new Chart(app, `shop-${index}`), `shop-${index}`));
  const isTcp = (index: number) => index % 5 === 4;
  const services = Array.from({ length: SERVICES }, (_, index) => new MeshService(namespaces[Math.floor(index / PER_NAMESPACE)], nameOf(index), {
    ports: [isTcp(index) ? ServicePort.tcp(5432) : ServicePort.http(8080)],
    workload: Workload.deployment({ image: `registry.example.com/${nameOf(index)}:1.0.0` }),
  }));
  services.forEach((service, index) => {
    for (let next = index + 1; next <= index + CALLS; next += 1) {
      const callee = next % SERVICES;
      service.calls(services[callee], isTcp(callee) ? {} : { methods: [HttpMethod.GET], paths: [PathMatch.prefix('/api')] });
    }
  });
}

/** Everything but the pods: a thousand of them would tell istiod addresses, and nothing about what it sends to whom. */
export function synthesized(): KubeObject[] {
  const app = new App();
  declare(app);
  const objects: KubeObject[] = app.charts.flatMap((chart) => chart.toJson());
  return objects.filter(({ kind, metadata }) => kind !== 'Deployment' || metadata.name.startsWith(nameOf(CALLER)));
}

/** Of one length, so that no name is part of another. */
function nameOf(index: number): string {
  return `svc-${String(index).padStart(4, '0')}`;
}

function namespaceOf(index: number): string {
  return `shop-${Math.floor(index / PER_NAMESPACE)}`;
}

function placeOf(index: number): string {
  return `${namespaceOf(index)}/${nameOf(index)}`;
}
