import type { Cluster } from './cluster';
import type { Fault, PlannedMirror } from './http-plan';
import type { Request } from './request';
import type { Route } from './route';
import type { ObjectId } from '../manifests/manifest';
import type { Workload } from '../manifests/workload';

/** What a question is answered with. */
export interface Decision {
  /** What may come of it, with its share of the requests: weights, faults and pods differ. */
  readonly outcomes: readonly Outcome[];
  /** What was decided on the way, in its order. */
  readonly steps: readonly Step[];
  readonly route: ChosenRoute | undefined;
  readonly notSimulated: readonly string[];
}

export interface ChosenRoute {
  readonly route: Route;
  readonly before: readonly Route[];
  readonly fault: Fault | undefined;
  readonly mirrors: readonly PlannedMirror[];
}

export type Stage = 'gateway' | 'visibility' | 'route' | 'fault' | 'destination' | 'mtls' | 'custom' | 'token' | 'authorization';

export interface Step {
  readonly stage: Stage;
  readonly verdict: string;
  /** What decided. */
  readonly object?: ObjectId;
  readonly path?: string;
}

export interface Outcome {
  /** Percent of the requests. */
  readonly share: number;
  /**
   * Who answers: the application, somebody outside of the mesh, a proxy with a status, nobody (the connection ends), or it is not
   * known, because something decides that is not simulated.
   */
  readonly by: 'application' | 'outside' | 'proxy' | 'nobody' | 'unknown';
  /** What the proxy answers with. */
  readonly status?: number;
  readonly grpcStatus?: string;
  readonly location?: string;
  readonly body?: string;
  readonly reason: string;
  readonly object?: ObjectId;
  readonly path?: string;
  readonly cluster?: Cluster;
  readonly workload?: Workload;
  /** The port of the pod. */
  readonly port?: number;
  /** As the application receives it. */
  readonly received?: Request;
  readonly hasMutualTls?: boolean;
}
