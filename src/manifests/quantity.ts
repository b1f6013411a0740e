const DECIMAL = ['n', 'u', 'm', '', 'k', 'M', 'G', 'T', 'P', 'E'].map((suffix, index) => [suffix, 1_000 ** (index - 3)] as const);
const BINARY = ['Ki', 'Mi', 'Gi', 'Ti', 'Pi', 'Ei'].map((suffix, index) => [suffix, 1_024 ** (index + 1)] as const);
const FACTORS = new Map<string, number>([...DECIMAL, ...BINARY]);

/** What a quantity of Kubernetes (`250m`, `1.5Gi`, `1e3`) amounts to; undefined for a text that is none. */
export function amountOf(text: unknown): number | undefined {
  const [, number, suffix = ''] = /^([+-]?(?:\d+\.?\d*|\.\d+))([eE][+-]?\d+|[numkMGTPE]|[KMGTPE]i)?$/.exec(String(text)) ?? [];
  if (number === undefined) return undefined;
  return /^[eE][+-]?\d/.test(suffix) ? Number(`${number}${suffix}`) : Number(number) * FACTORS.get(suffix)!;
}
