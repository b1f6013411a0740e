import type { NetworkPeer } from './call';
import type { EdgePath } from './edge';
import type { Origin } from './origin';
import type { Port, ServiceKey } from './service';

/** Requests from outside that an Ingress sends to a service outside of the mesh. */
export interface IngressRoute {
  /** Path of the construct. */
  readonly ingress: string;
  readonly host: string;
  readonly path: EdgePath;
  readonly service: ServiceKey;
  readonly port: Port;
  /** Pods or addresses of the controller: what reaches the service. */
  readonly controller: NetworkPeer;
  readonly origin: Origin;
}
