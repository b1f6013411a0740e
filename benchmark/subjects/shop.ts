import type { App, Chart } from 'cdk8s';

/** The app that every comparison is about. Strings and numbers only: it is handed to other processes. */
export interface Shop {
  readonly services: number;
  /** How many services call each one. */
  readonly callers: number;
  readonly namespaces: number;
  readonly chartPerNamespace: boolean;
  /**
   * STRICT: eight objects a service, that is a ServiceAccount, Service, Deployment, PodDisruptionBudget, DestinationRule,
   * VirtualService, Sidecar and AuthorizationPolicy. ENFORCED, the library's default: a NetworkPolicy besides.
   */
  readonly stage: 'STRICT' | 'ENFORCED';
  /** Whether a Mesh is declared, so that all objects are analyzed. */
  readonly mesh: boolean;
}

export const SHOP: Shop = { services: 1000, callers: 1, namespaces: 1, chartPerNamespace: false, stage: 'STRICT', mesh: false };

/** Of one length, so that no name is part of another. */
export function nameOf(service: number): string {
  return `svc-${String(service).padStart(4, '0')}`;
}

/** Declares it, as a user would. */
export function declare(library: typeof import('../../src'), chart: typeof Chart, app: App, shop: Shop): void {
  const { EnforcementStage, HttpMethod, MeshService, PathMatch, ServicePort, Workload, ZeroTrustNamespace } = library;
  if (shop.mesh) new library.Mesh(new chart(app, 'mesh'), 'mesh');
  const all = shop.chartPerNamespace ? undefined : new chart(app, 'shop');
  const namespaces = Array.from({ length: shop.namespaces }, (_, index) => {
    const name = shop.namespaces === 1 ? 'shop' : `shop-${index}`;
    return new ZeroTrustNamespace(all ?? new chart(app, name), name, { stage: EnforcementStage[shop.stage] });
  });
  const services = Array.from({ length: shop.services }, (_, index) => {
    const namespace = namespaces[Math.floor(index * shop.namespaces / shop.services)];
    return new MeshService(namespace, nameOf(index), {
      ports: [ServicePort.http(8080)],
      workload: Workload.deployment({ image: `registry.example.com/${nameOf(index)}:1.0.0`, env: { PORT: '8080' } }),
    });
  });
  services.forEach((service, index) => {
    for (let next = 1; next <= shop.callers; next++) {
      service.calls(services[(index + next) % services.length], { methods: [HttpMethod.GET], paths: [PathMatch.prefix('/api')] });
    }
  });
}
