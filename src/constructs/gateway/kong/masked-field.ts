import type { MaskedField as MaskedFieldFact, MaskKind } from '../../../model/kong';
import { checkJsonPath } from '../../../support/json-path';

/**
 * A field of JSON answers of which clients see no more than a part.
 *
 * The path names fields from the outermost in, with dots between them: `payment.card.number`. Lists on the way are walked through, and
 * `**.` before a single name means every field of that name, wherever it is. Names are compared exactly. Where an object or a list stands in the field's
 * place, everything in it is masked. `null` stays.
 *
 * @example
 *
 * KongPlugin.maskResponse([MaskedField.cardNumber('payments.card.number'), MaskedField.secret('**.access_token')]);
 */
export class MaskedField {
  /**
   * A card number, of which the first six and the last four digits stay, which is the most that may be shown. What is no card number is
   * masked whole.
   *
   * Throws MSH436 when it is not the path of a field.
   *
   * @param path The field, such as `payment.card.number` or `**.pan`.
   * @see https://www.pcisecuritystandards.org/document_library/ PCI DSS v4.0.1, requirement 3.4.1
   */
  public static cardNumber(path: string): MaskedField {
    return new MaskedField(fieldOf(path, 'CARD_NUMBER'));
  }

  /**
   * The number of an account, or another long one, of which the last four characters stay. What has fewer than twelve is masked whole.
   *
   * Throws MSH436 when it is not the path of a field.
   *
   * @param path The field, such as `payer.iban`.
   */
  public static lastFour(path: string): MaskedField {
    return new MaskedField(fieldOf(path, 'LAST_FOUR'));
  }

  /**
   * A token, a password or the like, of which nothing stays, not even its length.
   *
   * Throws MSH436 when it is not the path of a field.
   *
   * @param path The field, such as `session.token` or `**.access_token`.
   */
  public static secret(path: string): MaskedField {
    return new MaskedField(fieldOf(path, 'SECRET'));
  }

  private constructor(
    /** @internal */
    public readonly _field: MaskedFieldFact,
  ) {}
}

function fieldOf(path: string, kind: MaskKind): MaskedFieldFact {
  const anywhere = typeof path === 'string' && path.startsWith('**.') && !path.slice(3).includes('.');
  return { path: checkJsonPath(anywhere ? path.slice(3) : path, 'a masked field'), anywhere, kind };
}
