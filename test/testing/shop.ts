import { App, Chart, Testing } from 'cdk8s';
import { MeshService, ServicePort, Workload, ZeroTrustNamespace } from '../../src';
import type { MeshServiceProps, ZeroTrustNamespaceProps } from '../../src';

/** A namespace to declare things in. */
export class Shop {
  public readonly app: App = Testing.app();
  public readonly chart = new Chart(this.app, 'app');
  public readonly namespace: ZeroTrustNamespace;

  public constructor(props: ZeroTrustNamespaceProps = {}) {
    this.namespace = new ZeroTrustNamespace(this.chart, 'shop', props);
  }

  /** A service with one HTTP port and one version, unless told otherwise. */
  public service(id: string, props: Partial<MeshServiceProps> = {}): MeshService {
    const workload = props.versions === undefined && props.workload === undefined ? { workload: image(id) } : {};
    return new MeshService(this.namespace, id, { ports: [ServicePort.http(8080)], ...workload, ...props });
  }

  /** A service with versions and nothing said about them. */
  public versioned(id: string, versions: readonly string[], props: Partial<MeshServiceProps> = {}): MeshService {
    return this.service(id, { versions: Object.fromEntries(versions.map((version) => [version, image(id, version)])), ...props });
  }

  public synth(): any[] {
    return this.app.charts.flatMap((chart) => Testing.synth(chart));
  }
}

export function image(name: string, version = 'v1'): Workload {
  return Workload.deployment({ image: `registry.example.com/${name}:${version}` });
}

/** What is said to whoever declares something wrong; empty where it is right. */
export function refusal(wrong: (shop: Shop) => unknown, shop = new Shop()): string {
  try {
    wrong(shop);
    shop.app.synthYaml();
    return '';
  } catch (thrown) {
    return (thrown as Error).message.replace(/^Validation failed with the following errors:\n {2}\[\] /, '');
  }
}
