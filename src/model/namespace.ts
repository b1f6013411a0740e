import type { PodDataPlane } from './mesh';
import type { Origin } from './origin';

/** The way to zero trust, in the order in which it is walked. */
export const STAGES = ['OBSERVE', 'PERMISSIVE', 'AUDIT', 'STRICT', 'ENFORCED'] as const;
export type Stage = (typeof STAGES)[number];

/** Whether a namespace at `stage` has reached `wanted`. */
export function reached(stage: Stage, wanted: Stage): boolean {
  return STAGES.indexOf(stage) >= STAGES.indexOf(wanted);
}

/** A namespace of this app. */
export interface Namespace {
  readonly name: string;
  /** Zero trust: nothing is allowed that was not declared. Otherwise meshed only, for gradual adoption. */
  readonly zeroTrust: boolean;
  /** OBSERVE for a namespace without zero trust. */
  readonly stage: Stage;
  /** NONE: its pods have no proxies, and only the network tells who calls. */
  readonly dataPlane: PodDataPlane;
  readonly origin: Origin;
}
