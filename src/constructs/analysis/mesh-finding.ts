import type { Acknowledged, Finding } from '../../analysis/finding';

/**
 * How bad a finding is.
 */
export enum FindingSeverity {
  /** It will not work, or is open to attack. */
  ERROR = 'ERROR',

  /** It is hardly meant so. */
  WARNING = 'WARNING',

  /** It is worth knowing. */
  INFO = 'INFO',
}

/**
 * One fault of one object.
 */
export interface MeshFinding {
  /** Stable code, with a page of that name: `MSH204`. */
  readonly code: string;

  /** Name of the rule that found it. */
  readonly rule: string;

  /** How bad it is. */
  readonly severity: FindingSeverity;

  /** What is wrong. */
  readonly message: string;

  /** What to do about it. */
  readonly fix: string;

  /** Kind of the object. */
  readonly kind: string;

  /** API version of the object. */
  readonly apiVersion: string;

  /** Name of the object. */
  readonly name: string;

  /** Namespace of the object; empty for what belongs to the cluster. */
  readonly namespace: string;

  /** The field, as `spec.http[0].timeout`; empty for the object as such. */
  readonly field: string;

  /** Codes of istioctl and Kiali that say the same. */
  readonly upstream: string[];

  /**
   * Path of the construct that the object comes from.
   *
   * @default - the object was not read from an app
   */
  readonly constructPath?: string;

  /**
   * Line of the text where the object begins.
   *
   * @default - the object was not read from a text
   */
  readonly line?: number;
}

/**
 * A finding that somebody answers for.
 */
export interface AcknowledgedFinding {
  /** What is found. */
  readonly finding: MeshFinding;

  /** Why it is left as it is. */
  readonly reason: string;

  /**
   * The last day on which this holds, as `2027-01-31`.
   *
   * @default - it holds for good
   */
  readonly until?: string;
}

export function toMeshFinding({ severity, object, path, origin, upstream, code, rule, message, fix }: Finding): MeshFinding {
  const { line, source } = origin ?? {};
  return {
    code,
    rule,
    message,
    fix,
    ...object,
    severity: FindingSeverity[severity.toUpperCase() as keyof typeof FindingSeverity],
    field: path,
    upstream: [...upstream],
    ...(line === undefined ? (source === undefined ? {} : { constructPath: source }) : { line }),
  };
}

export function toAcknowledgedFinding({ finding, reason, until }: Acknowledged): AcknowledgedFinding {
  return { finding: toMeshFinding(finding), reason, ...(until === undefined ? {} : { until }) };
}
