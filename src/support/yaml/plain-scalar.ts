/**
 * What an unquoted word means. Kubernetes reads YAML 1.1 by Go's rules: `on` and `no` are booleans, `0644` counts in eights, `1_000` is a
 * number, and a date stays a text.
 */
export function plainScalar(text: string): unknown {
  const first = text.charCodeAt(0);
  // digits, + - .
  if ((first >= 48 && first <= 57) || first === 43 || first === 45 || first === 46) return numberOf(text);
  return text.length > 5 ? text : WORDS.has(text) ? WORDS.get(text) : text;
}

const WORDS = new Map<string, boolean | null>([
  ...['y', 'yes', 'true', 'on'].flatMap((word) => cases(word).map((one): [string, boolean] => [one, true])),
  ...['n', 'no', 'false', 'off'].flatMap((word) => cases(word).map((one): [string, boolean] => [one, false])),
  ...['', '~', ...cases('null')].map((one): [string, null] => [one, null]),
]);

function cases(word: string): string[] {
  return [word, word[0].toUpperCase() + word.slice(1), word.toUpperCase()];
}

const DECIMAL = /^[-+]?(?:0|[1-9][0-9]*)$/;
const BASED = /^([-+]?)0(?:[xX]([0-9a-fA-F]+)|[bB]([01]+)|[oO]?([0-7]+))$/;
const FLOAT = /^[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?$/;

function numberOf(text: string): unknown {
  if (DECIMAL.test(text)) return Number(text);
  const plain = text.includes('_') ? text.replaceAll('_', '') : text;
  if (plain !== text && DECIMAL.test(plain)) return Number(plain);
  const based = BASED.exec(plain);
  if (based !== null) {
    const [, sign, hexadecimal, binary, octal] = based;
    const size = hexadecimal !== undefined ? parseInt(hexadecimal, 16) : binary !== undefined ? parseInt(binary, 2) : parseInt(octal, 8);
    return sign === '-' ? -size : size;
  }
  return FLOAT.test(plain) && /[0-9]/.test(plain) ? Number(plain) : text;
}
