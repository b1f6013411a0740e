import type { FalcoList as List } from '../../../model/falco';
import { fail } from '../../../support/errors';
import { checkItem, checkWordOfFalco } from '../../../support/falco/words';

/**
 * Values by a name, for conditions: `proc.name in (backup_programs)`.
 *
 * @see https://falco.org/docs/concepts/rules/basic-elements/#lists
 */
export class FalcoList {
  /**
   * Throws MSH501 for a list without members, which Falco would take for a comparison that never holds; MSH507 for a name or a member that
   * Falco cannot read.
   *
   * @param name Name of the list: letters, digits and `_`.
   * @param items Its members, or names of lists before it.
   */
  public static of(name: string, items: string[]): FalcoList {
    checkWordOfFalco(name, 'list');
    if (!Array.isArray(items) || items.length === 0) {
      fail(undefined, 'MSH501', { what: `the Falco list ${name} has no members, and every comparison with it would be false`, got: items, fix: 'name its members, or leave the list out' });
    }
    return new FalcoList({ name, items: items.map(checkItem) });
  }

  private constructor(
    /** @internal */
    public readonly _list: List,
  ) {}
}
