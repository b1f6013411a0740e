/** Control characters, lone surrogates, line separators and bidirectional overrides: a name or a sentence needs none of them. */
export const UNPRINTABLE = /[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\u202A-\u202E\u2066-\u2069\uFEFF]/u;

/** The same text with what cannot be seen written out. */
export function visible(text: string): string {
  return text.replace(new RegExp(UNPRINTABLE, 'gu'), (character) => `\\u{${character.codePointAt(0)!.toString(16)}}`);
}
