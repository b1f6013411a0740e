import type { Clause } from './access-rules';
import type { Operations } from './rule-parts';
import type { Who } from './who';
import type { ObjectId } from '../manifests/manifest';

/** That somebody may call something, and what says so. */
export interface Access {
  readonly who: Who;
  /** `namespace/name` of the service. */
  readonly callee: string;
  /** The port of the service. */
  readonly port: number;
  readonly operations: Operations;
  /** What is denied of it, by whom. */
  readonly exceptions: readonly Exception[];
  /** The pods that it is about, where it is not about all of the service. */
  readonly pods: readonly string[];
  /** The rule; nothing where no policy is about it. */
  readonly by: RuleId | undefined;
  readonly reach: Reach;
}

export interface Exception {
  readonly who: Who;
  readonly operations: Operations;
  readonly by: RuleId;
}

export interface RuleId {
  readonly object: ObjectId;
  readonly path: string;
}

/** Whether requests get there, apart from what policies allow. `not asked` where it is about more than one caller. */
export interface Reach {
  readonly verdict: 'yes' | 'no' | 'unknown' | 'not asked';
  /** Why not. */
  readonly reason: string;
  readonly hasMutualTls: boolean;
}

export const NOT_ASKED: Reach = { verdict: 'not asked', reason: '', hasMutualTls: false };

/** What callers are compared with: `STRICT` refuses plaintext; `NO PROXY` enforces nothing. */
export type PeerState = 'STRICT' | 'PERMISSIVE' | 'DISABLE' | 'NO PROXY';

/** A service with its ports, and everyone who may call it. */
export interface Callee {
  readonly key: string;
  readonly host: string;
  readonly namespace: string;
  readonly ports: readonly CalleePort[];
  readonly openness: Openness;
}

/** `unreachable`: nobody may call it. `wide open`: everyone may ask for everything. */
export type Openness = 'unreachable' | 'restricted' | 'wide open' | 'no pods known';

export interface CalleePort {
  readonly port: number;
  readonly protocol: string;
  readonly peer: PeerState;
  /** What decides on mutual TLS. */
  readonly peerBy: ObjectId | undefined;
  /** Policies that only watch so far. */
  readonly dryRuns: readonly ObjectId[];
  readonly access: readonly Access[];
}

export function exceptionOf({ who, operations, object, path }: Clause): Exception {
  return { who, operations, by: { object, path } };
}
