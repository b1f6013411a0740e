/** A value as YAML, for reading. Texts that could be taken for something else stand in quotes. */
export function yamlText(value: unknown, depth = 0): string {
  const indent = '  '.repeat(depth);
  if (Array.isArray(value)) {
    if (value.length === 0) return ' []\n';
    return `\n${value.map((item) => `${indent}-${isNested(item) ? yamlText(item, depth + 1).replace(/^\n\s*/, ' ') : yamlText(item, depth)}`).join('')}`;
  }
  if (typeof value === 'object' && value !== null) {
    const entries = Object.entries(value);
    if (entries.length === 0) return ' {}\n';
    return `\n${entries.map(([name, item]) => `${indent}${scalar(name)}:${yamlText(item, Array.isArray(item) ? depth : depth + 1)}`).join('')}`;
  }
  return ` ${scalar(value)}\n`;
}

function isNested(value: unknown): boolean {
  return typeof value === 'object' && value !== null && Object.keys(value).length > 0;
}

function scalar(value: unknown): string {
  if (typeof value !== 'string') return String(value);
  return /^[A-Za-z/][A-Za-z0-9 ./_-]*$/.test(value) && !/ $/.test(value) && !/^(true|false|yes|no|on|off|null|y|n)$/i.test(value) ? value : JSON.stringify(value);
}
