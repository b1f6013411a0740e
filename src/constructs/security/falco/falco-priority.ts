/**
 * How grave it is what a rule of Falco reports.
 *
 * @see https://falco.org/docs/concepts/rules/basic-elements/#priority
 */
export enum FalcoPriority {
  EMERGENCY = 'EMERGENCY',
  ALERT = 'ALERT',
  CRITICAL = 'CRITICAL',
  /** Something was changed. */
  ERROR = 'ERROR',
  /** Something was read, or done, by somebody who should not. */
  WARNING = 'WARNING',
  /** Something unexpected. */
  NOTICE = 'NOTICE',
  /** Something that is better done otherwise. */
  INFORMATIONAL = 'INFORMATIONAL',
  DEBUG = 'DEBUG',
}
