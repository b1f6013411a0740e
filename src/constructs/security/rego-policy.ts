import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { fail } from '../../support/errors';
import { checkRego, type RegoText } from '../../support/rego';

/**
 * A policy of OPA, in Rego as OPA 1.x reads it.
 *
 * What the text alone tells is checked; whether it is right, its own tests say: `opa test`.
 *
 * @see https://www.openpolicyagent.org/docs/policy-language
 */
export class RegoPolicy {
  /**
   * A file.
   *
   * Throws MSH466 for a file that cannot be read, or that OPA would not load.
   *
   * @param path Path of the file, from where the app is run. Its name is kept.
   */
  public static file(path: string): RegoPolicy {
    return RegoPolicy.text(basename(String(path)), read(path));
  }

  /**
   * A text.
   *
   * Throws MSH466 for a text that OPA would not load.
   *
   * @param fileName Name of the file that it becomes, such as `fraud.rego`.
   * @param text The policy.
   */
  public static text(fileName: string, text: string): RegoPolicy {
    if (typeof fileName !== 'string' || !/^[A-Za-z0-9][-._A-Za-z0-9]{0,240}\.rego$/.test(fileName)) {
      fail(undefined, 'MSH466', { what: 'not the name of a policy file', got: fileName, allowed: 'letters, digits, -, _ and ., with .rego at the end' });
    }
    return new RegoPolicy(checkRego(fileName, text));
  }

  private constructor(
    /** @internal */
    public readonly _rego: RegoText,
  ) {}

  /** The package whose rules it has: `fraud.decision`. */
  public get packageName(): string {
    return this._rego.packageName;
  }
}

function read(path: string): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(readFileSync(path));
  } catch (error) {
    return fail(undefined, 'MSH466', { what: `the file cannot be read: ${(error as Error).message}`, got: path, fix: 'give the path of a file in UTF-8, from where the app is run' });
  }
}
