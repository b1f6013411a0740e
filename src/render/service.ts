import { workloadLabels } from './selector';
import type { Labels, Protocol, Service } from '../model/service';

export interface KubernetesServiceSpec {
  readonly type: 'ClusterIP';
  readonly selector: Labels;
  readonly ports: readonly {
    readonly name: string;
    readonly port: number;
    readonly targetPort: number;
    readonly protocol: 'TCP';
    readonly appProtocol: string;
  }[];
}

/** The Service of all versions together. */
export function renderService(service: Pick<Service, 'key' | 'selector' | 'ports'>): KubernetesServiceSpec {
  return {
    type: 'ClusterIP',
    selector: workloadLabels(service.selector, `service ${service.key}`),
    ports: service.ports.map(({ name, number, targetPort, protocol }) => ({
      name, port: number, targetPort, protocol: 'TCP', appProtocol: appProtocolOf(protocol),
    })),
  };
}

/** Istio reads this before it looks at the name of the port. */
function appProtocolOf(protocol: Protocol): string {
  return protocol.toLowerCase();
}
