import type { ClaimRule } from '../../model/jwt';
import { checkList } from '../../support/closed-set';
import { sortedSet } from '../../support/compare';
import { fail } from '../../support/errors';
import { checkText } from '../../support/plain-text';

/**
 * What a token must say. Istio compares texts and lists of texts only: a claim that is a JSON number or boolean never matches, so let
 * the issuer write `"true"`, not `true`.
 *
 * @example
 *
 * ClaimMatch.nested(['realm_access', 'roles'], ['admin']);
 *
 * @see https://istio.io/latest/docs/reference/config/security/conditions/
 */
export class ClaimMatch {
  /**
   * The claim is one of these values, or has one of them where it is a list.
   *
   * Throws MSH001 for an empty list; MSH009 for a blank text; MSH037 for a wildcard.
   *
   * @param claim Name of the claim at the top of the token, such as `groups`.
   * @param values The values, compared exactly: there are no wildcards.
   */
  public static of(claim: string, values: string[]): ClaimMatch {
    return ClaimMatch.nested([claim], values);
  }

  /**
   * As `of`, for a claim inside of others.
   *
   * Throws MSH001 for an empty list; MSH009 for a blank text; MSH037 for a wildcard.
   *
   * @param path Names from the outside to the inside: `['realm_access', 'roles']` is `roles` in `realm_access`.
   * @param values The values, compared exactly: there are no wildcards.
   */
  public static nested(path: string[], values: string[]): ClaimMatch {
    return new ClaimMatch({
      claim: checkClaimPath(path),
      values: sortedSet(checkList(values, 'values', 'name a value the claim may have').map(checkValue)),
    });
  }

  private constructor(
    /** @internal */
    public readonly _claim: ClaimRule,
  ) {}
}

/** The names of a claim, from the outside to the inside. */
export function checkClaimPath(path: readonly string[]): string[] {
  return checkList(path, 'path', 'name the claim').map(checkClaim);
}

/** Istio writes the path as `[realm_access][roles]`. */
function checkClaim(claim: string): string {
  if (typeof claim === 'string' && /[[\]]/.test(claim)) {
    fail(undefined, 'MSH009', { what: 'a claim cannot have brackets in its name', got: claim, fix: 'name a claim inside of another by its path, as a list of names' });
  }
  return checkText(claim, 'a claim');
}

/** In a policy, `admin*` would take `administrator` too. */
function checkValue(value: string): string {
  if (typeof value === 'string' && (value.startsWith('*') || value.endsWith('*'))) {
    fail(undefined, 'MSH037', { what: 'a value of a claim cannot be a wildcard', got: value, fix: 'name the values' });
  }
  return checkText(value, 'a value of a claim');
}
