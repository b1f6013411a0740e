export interface Token {
  readonly kind: 'number' | 'string' | 'name' | 'sign' | 'end';
  readonly text: string;
}

const PATTERN = /\s*(?:(?<number>\d+(?:\.\d+)?)|(?<raw>r?(?:"""[^]*?"""|"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'))|(?<name>[A-Za-z_]\w*)|(?<sign>&&|\|\||[=!<>]=|[-+*/%<>!?:.,()[\]{}]))/y;

export function tokensOf(expression: string): Token[] {
  const tokens: Token[] = [];
  const pattern = new RegExp(PATTERN);
  const text = expression.trimEnd();
  for (let at = 0; at < text.length; at = pattern.lastIndex) {
    pattern.lastIndex = at;
    const groups = pattern.exec(text)?.groups;
    if (groups === undefined) throw new Error(`not understood: ${text.slice(at)}`);
    if (groups.number !== undefined) tokens.push({ kind: 'number', text: groups.number });
    else if (groups.raw !== undefined) tokens.push({ kind: 'string', text: contentOf(groups.raw) });
    else if (groups.name !== undefined) tokens.push({ kind: 'name', text: groups.name });
    else tokens.push({ kind: 'sign', text: groups.sign });
  }
  return [...tokens, { kind: 'end', text: '' }];
}

function contentOf(literal: string): string {
  const isRaw = literal.startsWith('r');
  const quoted = isRaw ? literal.slice(1) : literal;
  const width = quoted.startsWith('"""') ? 3 : 1;
  const content = quoted.slice(width, -width);
  return isRaw ? content : content.replace(/\\(.)/g, (_, sign: string) => ESCAPED[sign] ?? sign);
}

const ESCAPED: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\r' };
