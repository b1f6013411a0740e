import { FalcoPriority } from './falco-priority';
import type { FalcoRule as Rule } from '../../../model/falco';
import { checkWord } from '../../../support/closed-set';
import { readCondition } from '../../../support/falco/read-condition';
import { checkOutput, checkTag } from '../../../support/falco/words';
import { checkText } from '../../../support/plain-text';

/**
 * Properties of a `FalcoRule`, by Falco's own names.
 */
export interface FalcoRuleProps {
  /** Its name, which no other rule has. */
  readonly rule: string;

  /** What it looks for, and why. */
  readonly desc: string;

  /**
   * When it reports. It must be restricted to some system calls (`evt.type`), and may name macros and lists of the same `FalcoRules`.
   */
  readonly condition: string;

  /** What is reported: text with fields, such as `Backup read | file=%fd.name`. */
  readonly output: string;

  /** How grave it is. */
  readonly priority: FalcoPriority;

  /**
   * By which it is found, switched on and off.
   *
   * @default - none
   */
  readonly tags?: string[];

  /**
   * Whether it is switched on.
   *
   * @default true
   */
  readonly enabled?: boolean;
}

/**
 * A rule of your own, beside those that `FalcoRules` derives.
 *
 * @see https://falco.org/docs/concepts/rules/basic-elements/#rules
 */
export class FalcoRule {
  /**
   * Throws MSH009 for a blank or unprintable text; MSH010 for an unknown priority; MSH502 for a condition that Falco cannot read; MSH505 for
   * a field it no longer has; MSH507 for a bad tag; MSH509 for an output it could not fill in. Which macros there are is known where the
   * rule is used, and so is whether it is restricted to some system calls.
   *
   * @param props The rule.
   */
  public static of(props: FalcoRuleProps): FalcoRule {
    const name = checkText(props.rule, 'the name of a Falco rule');
    readCondition(props.condition, `rule '${name}'`);
    return new FalcoRule({
      name,
      desc: checkText(props.desc, `the description of rule '${name}'`),
      condition: props.condition,
      output: checkOutput(props.output, name),
      priority: checkWord(props.priority, Object.values(FalcoPriority), 'priority'),
      tags: (props.tags ?? []).map(checkTag),
      enabled: props.enabled ?? true,
    });
  }

  private constructor(
    /** @internal */
    public readonly _rule: Rule,
  ) {}
}
