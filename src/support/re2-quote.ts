/** A text as a regular expression of RE2 that matches it and nothing else. */
export function re2Quote(text: string): string {
  return text.replace(/[\\.+*?()|[\]{}^$]/g, '\\$&');
}
