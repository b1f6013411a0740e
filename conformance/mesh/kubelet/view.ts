import { Kube, KubeObject } from '../kube';
import { watch } from '../watch';

/** What the stand-in knows of the cluster besides its pods, kept up to date. */
export class View {
  readonly services = new Map<string, KubeObject>();
  readonly slices = new Map<string, KubeObject>();
  private readonly listeners: (() => void)[] = [];

  constructor(kube: Kube) {
    void watch(kube, '/api/v1/services', this.keep(this.services));
    void watch(kube, '/apis/discovery.k8s.io/v1/endpointslices', this.keep(this.slices));
  }

  onChange(listener: () => void): void {
    this.listeners.push(listener);
  }

  private keep(objects: Map<string, KubeObject>) {
    return (object: KubeObject, gone: boolean) => {
      if (gone) objects.delete(object.metadata.uid);
      else objects.set(object.metadata.uid, object);
      this.listeners.forEach((listener) => listener());
    };
  }
}
