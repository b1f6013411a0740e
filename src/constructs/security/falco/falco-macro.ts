import type { FalcoMacro as Macro } from '../../../model/falco';
import { readCondition } from '../../../support/falco/read-condition';
import { checkWordOfFalco } from '../../../support/falco/words';

/**
 * A part of a condition by a name.
 *
 * @see https://falco.org/docs/concepts/rules/basic-elements/#macros
 */
export class FalcoMacro {
  /**
   * Throws MSH502 for a condition that Falco cannot read; MSH505 for a field it no longer has; MSH507 for a name that is none.
   *
   * @param name Name of the macro: letters, digits and `_`.
   * @param condition What it stands for. It may name macros before it.
   */
  public static of(name: string, condition: string): FalcoMacro {
    checkWordOfFalco(name, 'macro');
    readCondition(condition, `macro ${name}`);
    return new FalcoMacro({ name, condition });
  }

  private constructor(
    /** @internal */
    public readonly _macro: Macro,
  ) {}
}
