import { Kube, KubeObject } from '../kube';
import { loadBalancerAddress } from '../network';
import { View } from './view';

/** Stands in for a cloud: gives every Service that wants one an address, which kube-proxy then serves. */
export class LoadBalancers {
  private readonly given = new Set<string>();

  constructor(private readonly kube: Kube, view: View) {
    view.onChange(() => view.services.forEach((service) => void this.serve(service)));
  }

  private async serve({ metadata: { uid, name, namespace }, spec }: KubeObject): Promise<void> {
    if (spec.type !== 'LoadBalancer' || this.given.has(uid)) return;
    this.given.add(uid);
    const ip = loadBalancerAddress(this.given.size);
    await this.kube.patch(`/api/v1/namespaces/${namespace}/services/${name}/status`, { status: { loadBalancer: { ingress: [{ ip, ipMode: 'VIP' }] } } })
      .catch(() => this.given.delete(uid));
  }
}
