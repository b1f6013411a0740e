/** Asks something of a text. */
export type TextTest = (text: string) => boolean;

/** A value of an AuthorizationPolicy: exact, `prefix*`, `*suffix`, or `*` for anything that is there. */
export function valueTest(value: string, { ignoreCase = false, empty = false } = {}): TextTest {
  if (ignoreCase) {
    const test = valueTest(value.toLowerCase(), { empty });
    return (text) => test(text.toLowerCase());
  }
  if (value === '*') return empty ? () => true : (text) => text !== '';
  if (value.startsWith('*')) {
    const end = value.slice(1);
    return (text) => text.endsWith(end);
  }
  if (value.endsWith('*')) {
    const start = value.slice(0, -1);
    return (text) => text.startsWith(start);
  }
  return (text) => text === value;
}
