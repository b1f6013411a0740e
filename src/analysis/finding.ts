import type { ObjectId, Origin } from '../manifests/manifest';

/** `error`: it will not work, or is open to attack. `warning`: hardly meant so. `info`: worth knowing. */
export type Severity = 'error' | 'warning' | 'info';

/** One fault of one object. */
export interface Finding {
  readonly code: string;
  /** Name of the rule that found it. */
  readonly rule: string;
  readonly severity: Severity;
  readonly object: ObjectId;
  /** Where the object comes from, if that is known. */
  readonly origin?: Origin;
  /** Where in the object: `spec.http[1].route[0].destination.host`; empty for the object as such. */
  readonly path: string;
  /** Which of the rule's messages it is. */
  readonly messageId: string;
  readonly message: string;
  readonly data: Readonly<Record<string, string | number>>;
  /** What to do about it. */
  readonly fix: string;
  /** Codes of istioctl and Kiali that say the same. */
  readonly upstream: readonly string[];
}

/** A finding that somebody answers for. */
export interface Acknowledged {
  readonly finding: Finding;
  readonly reason: string;
  /** The last day on which it holds: `2027-01-31`. */
  readonly until?: string;
}
